import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { PACKAGES, permissionsNeeded, type FunctionName } from '../../amplify/test/permissions-needed.ts';
import { chatMessageTable } from '../../src/adapters/dynamodb/chat-message-table.ts';
import { documentClient } from '../../src/adapters/dynamodb/document-client.ts';
import {
  startEmbeddedDynamoDb,
  type EmbeddedDynamoDb,
} from '../../src/adapters/embedded-dynamodb/embedded-dynamodb.ts';
import { built } from '../built.ts';
import { startLocalS3, type LocalS3 } from '../servers/local-s3.ts';
import type { ReceivedRequest } from '../servers/local-server.ts';
import { startProxy, type Proxy } from '../servers/proxy.ts';

const RUNTIME = path.resolve(import.meta.dirname, '../entrypoints/lambda/lambda-runtime.mjs');

/** The request id of `lambda-runtime.mjs`: without `submittedAt`, an earlier try's answer is looked for. */
const REQUEST_ID = '8f5b1c1e-0d5c-4c2b-9d2a-2f1f3c1e5a77';
const request = (sessionId: string) => ({ query: 'Analyze terrain at 51.5, -3.2', sessionId, userId: 'user' });
const record = (sessionId: string) => ({
  requestContext: { requestId: REQUEST_ID, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
  requestPayload: request(sessionId),
});

let folder: string;
let engine: EmbeddedDynamoDb;
let dynamoDb: Proxy;
let s3: LocalS3;
let isRefusingPuts = false;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-permissions-'));
  engine = await startEmbeddedDynamoDb(folder, [chatMessageTable('messages'), chatMessageTable('sessions')]);
  const refuse = ({ headers }: ReceivedRequest) =>
    isRefusingPuts && targetOf(headers) === 'PutItem' ? 403 : undefined;
  dynamoDb = await startProxy(engine.clientConfig.endpoint as string, (received) => Promise.resolve(refuse(received)));
  s3 = await startLocalS3();
  const client = documentClient(engine.clientConfig);
  for (const id of ['first', 'second', 'third']) {
    await client.send(new PutCommand({ TableName: 'sessions', Item: { id, owner: 'user' } }));
  }
  client.destroy();
});

afterAll(async () => {
  await dynamoDb.close();
  await engine.close();
  await s3.close();
  await rm(folder, { recursive: true });
});

/** The tests of `amplify/` compare the same permissions with the templates. */
test('what amplify/ allows is what the functions do', async () => {
  const orchestrator = await usedBy('orchestrator', async (invoke) => {
    await invoke(request('first'));
    await invoke(request('first')); // finds the first answer, and reads it
    isRefusingPuts = true;
    await invoke(request('second')); // is parked
    isRefusingPuts = false;
  });
  expect(orchestrator).toEqual(needed('orchestrator'));

  const onFailure = await usedBy('onFailure', async (invoke) => {
    await invoke(record('first')); // finds the answer by the index, and reads it
    isRefusingPuts = true;
    await invoke(record('third')); // is parked
    isRefusingPuts = false;
  });
  // Its own messages have no artifacts; it puts objects only where the steps that it takes over do not fit into the item.
  const rare = ['s3:PutObject chatSessionArtifacts/', 's3:PutObjectTagging chatSessionArtifacts/'];
  expect([onFailure, rare].flat().sort()).toEqual(needed('onFailure'));

  const redelivery = await usedBy('redelivery', async (invoke) => {
    await invoke({});
  });
  // Read one by one is what the chat has a message of already.
  const single = ['dynamodb:GetItem messages'];
  expect([redelivery, single].flat().sort()).toEqual(needed('redelivery'));
}, 120_000);

function needed(name: FunctionName): string[] {
  return permissionsNeeded(name).filter((permission) => !/^(logs|lambda|sqs):/.test(permission));
}

async function usedBy(name: FunctionName, work: (invoke: (event: unknown) => Promise<void>) => Promise<void>) {
  const before = [dynamoDb.requests.length, s3.requests.length] as const;
  await work((event) => invoke(name, event));
  const used = [
    ...dynamoDb.requests.slice(before[0]).flatMap(dynamoDbPermissions),
    ...s3.requests.slice(before[1]).flatMap(s3Permissions),
  ];
  return [...new Set(used)].sort();
}

async function invoke(name: FunctionName, event: unknown): Promise<void> {
  const endpoint = await s3.client.config.endpoint?.();
  const child = fork(RUNTIME, [path.join(built(`lambda/${PACKAGES[name]}`), 'index.mjs'), JSON.stringify(event)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
      ...{ AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.url },
      AWS_ENDPOINT_URL_S3: `${endpoint?.protocol ?? ''}//${endpoint?.hostname ?? ''}:${endpoint?.port ?? 0}`,
      ...{ AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'messages', CHAT_SESSION_TABLE_NAME: 'sessions' },
      ...{ ARTIFACT_BUCKET: s3.bucket, UNDELIVERED_BUCKET: s3.bucket, OFFLOAD_OVER_BYTES: '0', MESSAGE_TTL_DAYS: '30' },
    },
  });
  const [exitCode] = (await once(child, 'close')) as [number];
  expect(exitCode).toBe(0);
}

function targetOf(headers: ReceivedRequest['headers']): string {
  return String(headers['x-amz-target']).split('.')[1] ?? '';
}

function dynamoDbPermissions({ headers, body }: ReceivedRequest): string[] {
  const operation = targetOf(headers);
  if (operation === '') return []; // it only opens a connection
  const {
    TableName,
    IndexName,
    RequestItems = {},
  } = JSON.parse(body) as {
    TableName?: string;
    IndexName?: string;
    RequestItems?: object;
  };
  const table = TableName ?? Object.keys(RequestItems).join();
  return [`dynamodb:${operation} ${IndexName === undefined ? '' : 'index of '}${table}`];
}

const METHODS: Readonly<Record<string, string>> = { PUT: 'PutObject', GET: 'GetObject', DELETE: 'DeleteObject' };

function s3Permissions({ method = '', path: url = '', headers }: ReceivedRequest): string[] {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const prefix = searchParams.get('prefix');
  if (prefix !== null) return [`s3:ListBucket bucket for ${prefix}`];
  const [, , folder = ''] = pathname.split('/');
  const tagging = headers['x-amz-tagging'] === undefined ? [] : [`s3:PutObjectTagging ${folder}/`];
  return [`s3:${METHODS[method] ?? method} ${folder}/`, ...tagging];
}
