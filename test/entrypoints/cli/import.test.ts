import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDbChatHistory } from '../../../src/adapters/dynamodb/dynamodb-chat-history.ts';
import { linesOf } from '../../../src/entrypoints/cli/lines-of.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { createTable, type TableFixture } from '../../engines/chat-message-table-fixture.ts';
import { dynalite } from '../../engines/engines.ts';

const CLI = path.resolve('dist/server/cli.mjs');

let folder: string;
let table: TableFixture;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-import-'));
  table = await createTable(dynalite);
});

afterEach(async () => {
  await table.destroy();
  await rm(folder, { recursive: true });
});

async function importLines(lines: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const file = path.join(folder, 'messages.jsonl');
  await writeFile(file, lines.join('\n'));
  return run(['import', file], environment);
}

function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = {
    PATH: process.env['PATH'],
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: table.tableName,
    ...dynalite.environment,
    ...environment,
  };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], { env }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

test('each line becomes a message, once; the counts say so', async () => {
  const messages = Array.from({ length: 60 }, (_, n) => sampleMessage({ text: `№ ${n} “ö” 👩‍🔬 \u2028` }));
  const lines = messages.map((message) => JSON.stringify(message));
  const words = ' kept, 0 refused, 0 failed\n';
  const first = { code: 0, stdout: `60 delivered, 0 had been delivered before, 0${words}`, stderr: '' };
  expect(await importLines(lines)).toEqual(first);
  const history = new DynamoDbChatHistory(table.client, table.tableName);
  for (const message of messages) expect(await history.get(message.id)).toEqual(message);
  const again = { code: 0, stdout: `0 delivered, 60 had been delivered before, 0${words}`, stderr: '' };
  expect(await importLines(lines)).toEqual(again);
});

test('bad lines are named, the rest goes on, and the exit code is 1', async () => {
  const [good, large] = [sampleMessage(), sampleMessage({ text: randomBytes(600_000).toString('base64') })];
  const unfinished = JSON.stringify({ ...sampleMessage({ text: 'a secret' }), responseComplete: false });
  const lines = ['{"a": "secret', '', unfinished, JSON.stringify(large), JSON.stringify(good), ''];
  const { code, stdout, stderr } = await importLines(lines);
  const failures = '3 failed (too-large: 1, unreadable-entry: 2)';
  expect([code, stdout]).toEqual([1, `1 delivered, 0 had been delivered before, 0 kept, 0 refused, ${failures}\n`]);
  const told = stderr.split('\n');
  expect(told.slice(0, 2)).toEqual(['line 1: not JSON', 'line 3: not of the right shape: responseComplete']);
  expect(told[2]).toContain(`line 4 (${large.id}): the message is over 409600 bytes`);
  expect(stderr).not.toContain('secret');
  expect(await new DynamoDbChatHistory(table.client, table.tableName).get(good.id)).toEqual(good);
});

test('a session of somebody else gets nothing', async () => {
  const message = sampleMessage();
  const { code, stderr } = await importLines([JSON.stringify(message)], { CHAT_SESSION_TABLE_NAME: table.tableName });
  const refused = `line 1 (${message.id}): refused: the session does not exist or belongs to somebody else\n`;
  expect([code, stderr]).toEqual([1, refused]);
  expect(await new DynamoDbChatHistory(table.client, table.tableName).get(message.id)).toBeUndefined();
});

test('a file that is not there is named, and the exit code is 1', async () => {
  const { code, stderr } = await run(['import', path.join(folder, 'nowhere.jsonl')]);
  expect(code).toBe(1);
  expect(stderr).toContain('nowhere.jsonl');
});

test('lines end at line feeds alone, wherever the parts of a text end, and endless ones are cut', async () => {
  const text = 'one\n\ntwo \u2028 still two\r\nthree';
  const linesIn = async (parts: readonly string[]) => {
    const lines: string[] = [];
    const all = (async function* () {
      for (const part of parts) yield await Promise.resolve(part);
    })();
    for await (const line of linesOf(all)) lines.push(line);
    return lines;
  };
  for (let at = 0; at <= text.length; at++) {
    expect(await linesIn([text.slice(0, at), text.slice(at)])).toEqual(text.split('\n'));
  }
  const part = 'x'.repeat(1_000_000);
  const [cut = '', next] = await linesIn([...Array<string>(40).fill(part), '\nnext']);
  expect([cut.length, next]).toEqual([16_000_000, 'next']);
});
