import { randomBytes, randomUUID } from 'node:crypto';
import 'reflect-metadata';
import { DynamoDbChatHistory } from '../../src/adapters/dynamodb/dynamodb-chat-history.ts';
import { DynamoDbResultSink } from '../../src/adapters/dynamodb/dynamodb-result-sink.ts';
import { InMemoryUndeliveredResults } from '../../src/adapters/in-memory/in-memory-undelivered-results.ts';
import { UncheckedChatSessions } from '../../src/adapters/noop/unchecked-chat-sessions.ts';
import { S3ArtifactStore } from '../../src/adapters/s3/s3-artifact-store.ts';
import { handleRequest } from '../../src/application/handle-request.ts';
import type { OrchestratorResponse } from '../../src/domain/orchestrator-response.ts';
import { createTable, type TableFixture } from '../engines/chat-message-table-fixture.ts';
import { dynalite } from '../engines/engines.ts';
import { startLocalS3, type LocalS3 } from '../servers/local-s3.ts';

const clock = { now: () => new Date() };
const recipient = { sessionId: 'session-1', userId: 'user-1' };

let table: TableFixture;
let s3: LocalS3;
beforeEach(async () => {
  [table, s3] = await Promise.all([createTable(dynalite), startLocalS3()]);
});
afterEach(async () => {
  await Promise.all([table.destroy(), s3.close()]);
});

const lines = (bytes: number) => Array.from({ length: bytes / 40 }, (_, n) => [-74.006 + n / 1e6, 40.7128 - n / 3e6]);

function responseOf(artifacts: OrchestratorResponse['artifacts']): OrchestratorResponse {
  return {
    success: true,
    message: 'Done.',
    artifacts,
    thoughtSteps: [],
    metadata: { executionTime: 1, toolsUsed: [] },
  };
}

/** Works on a request whose orchestrator answers so, and reads the chat. */
async function deliver(response: OrchestratorResponse) {
  const store = new S3ArtifactStore(s3.client, { bucket: s3.bucket });
  const history = new DynamoDbChatHistory(table.client, table.tableName, { store }, clock);
  const chat = {
    sink: new DynamoDbResultSink(table.client, table.tableName, { store }),
    history,
    sessions: new UncheckedChatSessions(),
    undelivered: new InMemoryUndeliveredResults(),
  };
  const handle = handleRequest({
    orchestrator: { run: () => Promise.resolve(response) },
    chats: { async: () => Promise.resolve(chat) },
    settings: { reserveMs: 240_000, progressIntervalMs: 1_000 },
    clock,
    logger: { log: () => undefined },
    metrics: { record: () => undefined },
  });
  const [submittedAt, deadline] = [new Date(), new Date(Date.now() + 300_000)];
  const { metadata } = await handle(
    { query: 'Draw', ...recipient },
    { requestId: randomUUID(), submittedAt, deadline },
  );
  return { delivery: metadata['delivery'], read: () => history.list({ ...recipient, limit: 10 }) };
}

test('a response of 50 MB arrives whole', async () => {
  const image = randomBytes(19_500_000).toString('base64');
  const response = responseOf([
    { type: 'map', data: { type: 'LineString', coordinates: lines(36_000_000) } },
    { type: 'image', data: { png: image } },
  ]);
  expect(JSON.stringify(response).length).toBeGreaterThan(50_000_000);
  const { delivery, read } = await deliver(response);
  expect(delivery).toMatchObject({ status: 'delivered' });
  const { messages } = await read();
  expect(messages).toHaveLength(1);
  // A difference would be too long to be shown.
  expect(JSON.stringify(messages[0]?.artifacts) === JSON.stringify(response.artifacts)).toBe(true);
}, 120_000);

test('others get their turn while a response of 5 MB is delivered', async () => {
  const response = responseOf([{ type: 'map', data: { surveyedAt: new Date(0), coordinates: lines(5_000_000) } }]);
  let turns = 0;
  const others = setInterval(() => turns++, 1);
  const { delivery } = await deliver(response);
  clearInterval(others);
  expect(delivery).toMatchObject({ status: 'delivered' });
  expect(turns).toBeGreaterThan(20); // at once, it would be two or three
}, 60_000);
