import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTable, type TableFixture } from '../engines/chat-message-table-fixture.ts';
import { dynalite } from '../engines/engines.ts';
import { loggedBy, type LogLine } from './logged-by.ts';
import { fieldsOf, filtered, valueOf } from './logs-insights.ts';

/** What Lambda adds, as Logs Insights reads it. */
const OF_LAMBDA: readonly LogLine[] = [
  { '@type': 'REPORT', '@maxMemoryUsed': 1.6e8, '@memorySize': 1.024e9, '@duration': 210.5, '@requestId': 'request-1' },
  { '@message': '2026-01-31T12:00:00.000Z request-1 Task timed out after 3.00 seconds', '@requestId': 'request-1' },
].map((line) => ({ '@timestamp': 'a time', ...line }));

const REQUEST = { query: 'Analyze terrain at 40.7128, -74.0060', sessionId: 'session-1', userId: 'user-1' };
const RECORD = {
  version: '1.0',
  requestContext: { requestId: 'request-1', condition: 'RetriesExhausted', approximateInvokeCount: 3 },
  requestPayload: REQUEST,
  responsePayload: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 3.00 seconds' },
};

const text = await readFile(path.resolve(import.meta.dirname, '../../docs/operate.md'), 'utf8');
const queries = [...text.matchAll(/^```text\n(.+?)^```$/gms)].map(([, query = '']) => query);

describe('the queries of docs/operate.md', () => {
  let folder: string;
  let table: TableFixture;
  let nobodysSessions: TableFixture;
  let lines: readonly LogLine[];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-queries-'));
    table = await createTable(dynalite);
    nobodysSessions = await createTable(dynalite);
    const works = { ...dynalite.environment, AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: table.tableName };
    const fails = { ...works, AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'not-there' };
    const throws = { ORCHESTRATOR_URL: 'http://127.0.0.1:9' };
    const parking = { UNDELIVERED_DIR: folder };
    lines = [
      ...OF_LAMBDA,
      ...(await loggedBy('orchestrator', REQUEST, works)),
      ...(await loggedBy('orchestrator', REQUEST, { ...fails, ...throws })),
      ...(await loggedBy('orchestrator', REQUEST, { ...works, CHAT_SESSION_TABLE_NAME: nobodysSessions.tableName })),
      ...(await loggedBy('on-failure', RECORD, works)),
      ...(await loggedBy('orchestrator', REQUEST, { ...fails, ...parking })),
      ...(await loggedBy('redeliver', {}, { ...works, ...parking })),
    ];
  });
  afterAll(async () => {
    await Promise.all([table.destroy(), nobodysSessions.destroy(), rm(folder, { recursive: true })]);
  });

  test('there are some', () => {
    expect(queries.length).toBeGreaterThan(8);
  });

  test.each(queries)('finds real lines, which have what it shows: %s', (query) => {
    const asked = query.replace('<request id>', 'request-1');
    const found = filtered(asked, lines);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(lines.length);
    const unknown = fieldsOf(query).filter((field) => found.every((line) => valueOf(line, field) === undefined));
    expect(unknown).toEqual([]);
  });
});
