import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createTable } from '../engines/chat-message-table-fixture.ts';
import { dynalite } from '../engines/engines.ts';
import { answerOf, cleanUp, newDataDir, read, send, startServerProcess } from './server-process.ts';
import { until } from './until.ts';

const QUERY = 'Analyze terrain at 40.7128, -74.0060';

afterEach(cleanUp);

test("the table that is named is used, by the AWS SDK's own variables, and none is made", async () => {
  const table = await createTable(dynalite);
  const DATA_DIR = await newDataDir();
  const AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME = table.tableName;
  const server = startServerProcess({ DATA_DIR, AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME, ...dynalite.environment });
  const url = await server.ready();
  expect(server.output.stdout).toContain(`(table ${table.tableName})`);
  const messageId = await send(url, 'session-1', QUERY);
  await answerOf(url, 'session-1', messageId);

  const { Items } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
  expect(Items).toHaveLength(2);
  expect(Items).toContainEqual(
    expect.objectContaining({ id: messageId, __typename: 'ChatMessage', chatSessionId: 'session-1' }),
  );
  expect(await readdir(DATA_DIR)).toEqual(['events']); // accepted jobs, but no tables
  await table.destroy();
});

test('RESULT_SINK=memory: messages live as long as the process, and no folder is made', async () => {
  const environment = { DATA_DIR: await newDataDir(), RESULT_SINK: 'memory' };
  const server = startServerProcess(environment);
  const url = await server.ready();
  expect(server.output.stdout).toContain('(messages in memory)');
  const messageId = await send(url, 'session-1', QUERY);
  await answerOf(url, 'session-1', messageId);
  server.signal('SIGTERM');
  expect(await server.exited).toBe(0);
  expect(await read(await startServerProcess(environment).ready(), 'session-1')).toEqual([]);
  expect(existsSync(environment.DATA_DIR)).toBe(false);
});

test('RESULT_SINK=none: the job is done, its answer is discarded on purpose, and the log says so', async () => {
  const server = startServerProcess({ RESULT_SINK: 'none' });
  const url = await server.ready();
  expect(server.output.stdout).toContain('(messages are not kept)');
  const messageId = await send(url, 'session-1', QUERY);
  const line = await until(() => server.log().find(({ status }) => status === 'discarded'));
  expect(line).toMatchObject({ msg: 'Results discarded: no sink is configured', messageId, artifactCount: 1 });
  expect(await read(url, 'session-1')).toEqual([]);
});
