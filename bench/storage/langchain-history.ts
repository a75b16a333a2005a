import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { countCapacity } from './consumed-capacity.ts';

const VERSION = '1.1.29';
const HOME = resolve('.cache/langchain');
const TABLE = 'langchain-history';

export const LANGCHAIN = `DynamoDBChatMessageHistory (@langchain/community ${VERSION})`;

export interface LangChainHistory {
  /** Adds a message. @returns what it cost in write capacity units */
  add(text: string): Promise<number>;
  close(): void;
}

interface History {
  readonly client: DynamoDBClient;
  addMessage(message: unknown): Promise<void>;
}
type HistoryClass = new (options: { tableName: string; sessionId: string; config: object }) => History;
type MessageClass = new (text: string) => unknown;

/** LangChain's history of one session in a table of its own, or why there is none. It is fetched when it is first wanted. */
export async function langChainHistory(config: object, admin: DynamoDBClient): Promise<LangChainHistory | string> {
  if (!existsSync(`${HOME}/node_modules/@langchain/community`)) {
    const packages = [`@langchain/community@${VERSION}`, '@langchain/core@^1.1.38'];
    const flags = ['--no-save', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
    try {
      execFileSync('npm', ['install', '--prefix', HOME, ...flags, ...packages], { stdio: 'ignore' });
    } catch {
      return 'not measured: it could not be fetched by npm';
    }
  }
  await admin.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  const { DynamoDBChatMessageHistory } = await load<{ DynamoDBChatMessageHistory: HistoryClass }>(
    '@langchain/community/stores/message/dynamodb',
  );
  const { AIMessage } = await load<{ AIMessage: MessageClass }>('@langchain/core/messages');
  const history = new DynamoDBChatMessageHistory({ tableName: TABLE, sessionId: 'session-1', config });
  const counted = countCapacity(history.client);
  return {
    add: async (text) => {
      counted.units = 0;
      await history.addMessage(new AIMessage(text));
      return counted.units;
    },
    close: () => {
      history.client.destroy();
    },
  };
}

async function load<T>(name: string): Promise<T> {
  const file = createRequire(`${HOME}/any.js`).resolve(name);
  return (await import(pathToFileURL(file).href)) as T;
}
