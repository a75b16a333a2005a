import { strictEqual } from 'node:assert/strict';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatMessageItem } from '../../src/adapters/dynamodb/chat-message-item.ts';
import { DynamoDbResultSink } from '../../src/adapters/dynamodb/dynamodb-result-sink.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { NoopResultSink } from '../../src/adapters/noop/noop-result-sink.ts';
import type { ResultSinkHarness } from '../../src/entrypoints/library/testing/result-sink-contract.ts';
import { createTable } from '../engines/chat-message-table-fixture.ts';
import type { Engine } from '../engines/engines.ts';

const done = () => Promise.resolve();

export const inMemory: ResultSinkHarness = {
  name: 'in-memory',
  keeps: 'messages',
  create: () => {
    const sink = new InMemoryChat();
    return Promise.resolve({ sink, readBack: (id) => Promise.resolve(sink.find(id)), destroy: done });
  },
};

export const noop: ResultSinkHarness = {
  name: 'no-op',
  keeps: 'nothing',
  create: () =>
    Promise.resolve({ sink: new NoopResultSink(), readBack: () => Promise.resolve(undefined), destroy: done }),
};

export function dynamoDb(engine: Engine): ResultSinkHarness {
  return {
    name: `DynamoDB on ${engine.name}`,
    keeps: 'messages',
    create: async () => {
      const { client, tableName, destroy } = await createTable(engine);
      return {
        sink: new DynamoDbResultSink(client, tableName),
        readBack: async (id) => {
          const { Item } = await client.send(
            new GetCommand({ TableName: tableName, Key: { id }, ConsistentRead: true }),
          );
          return Item && messageOf(Item as ChatMessageItem);
        },
        destroy,
      };
    },
  };
}

function messageOf({ __typename, content, ...fields }: ChatMessageItem): ChatMessage {
  strictEqual(__typename, 'ChatMessage');
  return { ...fields, text: content.text };
}
