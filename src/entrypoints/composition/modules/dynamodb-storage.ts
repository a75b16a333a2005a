import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { ContainerModule } from 'inversify';
import { DynamoDbChatHistory } from '../../../adapters/dynamodb/dynamodb-chat-history.ts';
import { DynamoDbResultSink } from '../../../adapters/dynamodb/dynamodb-result-sink.ts';
import { documentClient } from '../../../adapters/dynamodb/document-client.ts';
import { DOCUMENT_CLIENT, TABLE_NAME } from '../../../adapters/dynamodb/tokens.ts';
import { CHAT_HISTORY, RESULT_SINK } from '../tokens.ts';

/** Keeps messages in a DynamoDB table. `clientConfig` goes before the AWS SDK's ordinary configuration. */
export function dynamoDbStorage(tableName: string, clientConfig: DynamoDBClientConfig = {}): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TABLE_NAME).toConstantValue(tableName);
    bind(DOCUMENT_CLIENT)
      .toDynamicValue(() => documentClient(clientConfig))
      .inSingletonScope()
      .onDeactivation((client) => {
        client.destroy();
      });
    bind(RESULT_SINK).to(DynamoDbResultSink).inSingletonScope();
    bind(CHAT_HISTORY).to(DynamoDbChatHistory).inSingletonScope();
  });
}
