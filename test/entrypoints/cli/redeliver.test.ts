import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderUndeliveredResults } from '../../../src/adapters/filesystem/folder-undelivered-results.ts';
import { DynamoDbChatHistory } from '../../../src/adapters/dynamodb/dynamodb-chat-history.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { createTable, type TableFixture } from '../../engines/chat-message-table-fixture.ts';
import { engines } from '../../engines/engines.ts';

const CLI = path.resolve('dist/server/cli.mjs');
const [engine] = engines;

let folder: string;
let table: TableFixture;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-parked-'));
  if (!engine) throw new Error('there is no engine');
  table = await createTable(engine);
});

afterEach(async () => {
  await table.destroy();
  await rm(folder, { recursive: true });
});

function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = {
    PATH: process.env['PATH'],
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: engine?.clientConfig.endpoint as string,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: table.tableName,
    UNDELIVERED_DIR: folder,
    ...environment,
  };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], { env }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

test('what is parked is delivered, once, and removed; the counts say so', async () => {
  const parked = new FolderUndeliveredResults(folder);
  const messages = [sampleMessage(), sampleMessage(), sampleMessage()];
  for (const message of messages) await parked.park(message);

  expect(await run(['redeliver'])).toEqual({
    code: 0,
    stdout: '3 delivered, 0 had been delivered before, 0 kept, 0 refused, 0 failed\n',
    stderr: '',
  });
  const history = new DynamoDbChatHistory(table.client, table.tableName);
  for (const message of messages) expect(await history.get(message.id)).toEqual(message);
  expect(await readdir(folder)).toEqual([]);

  const [again] = messages;
  if (again) await parked.park(again);
  const report = { delivered: 0, alreadyDelivered: 1, kept: 0, refused: 0, failed: 0, failures: {} };
  expect(JSON.parse((await run(['redeliver', '--json'])).stdout)).toEqual(report);
});

test('what cannot be delivered stays, and the exit code is 1', async () => {
  await new FolderUndeliveredResults(folder).park(sampleMessage());
  const [parked = ''] = await readdir(folder);
  const damaged = `${'0'.repeat(64)}.json`;
  await writeFile(path.join(folder, damaged), 'a secret that is cut o');
  const environment = { AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'no-such-table' };
  const inWords = await run(['redeliver'], environment);
  expect(inWords.code).toBe(1);
  const named = [`failed (unreadable-entry): ${damaged}`, `failed (table-not-found): ${parked}`];
  expect(inWords.stderr.trimEnd().split('\n').sort()).toEqual(named.sort());
  expect(inWords.stdout).toMatch(/^0 delivered, .* 0 refused, 2 failed \(table-not-found: 1, unreadable-entry: 1\)\n$/);
  expect(JSON.parse((await run(['redeliver', '--json'], environment)).stdout)).toMatchObject({
    failed: 2,
    failures: { 'table-not-found': 1, 'unreadable-entry': 1 },
  });
  expect(await readdir(folder)).toHaveLength(2);
});

test('in a Lambda, too, the report is all that is on standard output', async () => {
  await new FolderUndeliveredResults(folder).park(sampleMessage());
  const { stdout } = await run(['redeliver', '--json'], { AWS_LAMBDA_FUNCTION_NAME: 'by-hand' });
  expect(JSON.parse(stdout)).toMatchObject({ delivered: 1, failed: 0 });
});

test('a table of sessions that knows none of them loses nothing, and the exit code is 1', async () => {
  await new FolderUndeliveredResults(folder).park(sampleMessage());
  const [parked] = await readdir(folder);
  const { code, stdout, stderr } = await run(['redeliver'], { CHAT_SESSION_TABLE_NAME: table.tableName });
  expect([code, stdout]).toEqual([1, '0 delivered, 0 had been delivered before, 0 kept, 1 refused, 0 failed\n']);
  expect(stderr).toBe(`refused: ${parked}\n`);
  expect(await readdir(folder)).toHaveLength(1);
});

test('of many that stay, the first twenty are named', async () => {
  const parked = new FolderUndeliveredResults(folder);
  for (let n = 0; n < 23; n++) await parked.park(sampleMessage());
  const { stdout, stderr } = await run(['redeliver'], { CHAT_SESSION_TABLE_NAME: table.tableName });
  expect(stdout).toContain('23 refused');
  const lines = stderr.trimEnd().split('\n');
  expect(lines.slice(0, 20)).toEqual(Array(20).fill(expect.stringMatching(/^refused: [0-9a-f]{64}\.json$/)));
  expect(lines.slice(20)).toEqual(['… and 3 more']);
});

test('without a place where results are parked, it says what to set, and the exit code is 2', async () => {
  const { code, stderr } = await run(['redeliver'], { UNDELIVERED_DIR: '' });
  expect(code).toBe(2);
  expect(stderr).toContain('UNDELIVERED_BUCKET is not set; this or UNDELIVERED_DIR says where results are parked');
});
