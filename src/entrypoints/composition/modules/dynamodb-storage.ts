import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { ContainerModule } from 'inversify';
import { documentClient } from '../../../adapters/dynamodb/document-client.ts';
import { DynamoDbChatHistory, HISTORY_CLOCK } from '../../../adapters/dynamodb/dynamodb-chat-history.ts';
import { DynamoDbChatSessions } from '../../../adapters/dynamodb/dynamodb-chat-sessions.ts';
import type { Packing } from '../../../adapters/dynamodb/packing/pack-message.ts';
import { DynamoDbResultSink } from '../../../adapters/dynamodb/dynamodb-result-sink.ts';
import { DOCUMENT_CLIENT, PACKING, SESSION_TABLE_NAME, TABLE_NAME } from '../../../adapters/dynamodb/tokens.ts';
import { UncheckedChatSessions } from '../../../adapters/noop/unchecked-chat-sessions.ts';
import { ARTIFACT_STORE, CHAT_HISTORY, CHAT_SESSIONS, CLOCK, PACKING_LIMITS, RESULT_SINK } from '../tokens.ts';

export interface DynamoDbStorageOptions {
  readonly tableName: string;
  /** Sessions are looked up there; taken on trust if absent. */
  readonly sessionTableName?: string | undefined;
  /** Goes before the AWS SDK's ordinary configuration. */
  readonly clientConfig?: DynamoDBClientConfig | undefined;
}

/** Keeps messages in a DynamoDB table. */
export function dynamoDbStorage({
  tableName,
  sessionTableName,
  clientConfig,
}: DynamoDbStorageOptions): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TABLE_NAME).toConstantValue(tableName);
    bind(PACKING)
      .toDynamicValue((context): Packing => {
        const store = context.get(ARTIFACT_STORE, { optional: true });
        return { ...context.get(PACKING_LIMITS), store };
      })
      .inSingletonScope();
    bind(DOCUMENT_CLIENT)
      .toDynamicValue(() => documentClient(clientConfig ?? {}))
      .inSingletonScope()
      .onDeactivation((client) => {
        client.destroy();
      });
    bind(RESULT_SINK).to(DynamoDbResultSink).inSingletonScope();
    bind(HISTORY_CLOCK).toService(CLOCK);
    bind(CHAT_HISTORY).to(DynamoDbChatHistory).inSingletonScope();
    if (sessionTableName === undefined) {
      bind(CHAT_SESSIONS).to(UncheckedChatSessions).inSingletonScope();
    } else {
      bind(SESSION_TABLE_NAME).toConstantValue(sessionTableName);
      bind(CHAT_SESSIONS).to(DynamoDbChatSessions).inSingletonScope();
    }
  });
}
