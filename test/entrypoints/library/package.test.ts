import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createTable } from '../../engines/chat-message-table-fixture.ts';
import { dynalite } from '../../engines/engines.ts';
import { createConsumer, type Consumer } from './consumer.ts';
import { DROP_IN, OWN_HANDLER } from './consumer-programs.ts';

/** The same sources as ES modules and as CommonJS. */
const PROGRAMS = {
  'own-handler.mts': OWN_HANDLER,
  'own-handler.cts': OWN_HANDLER,
  'drop-in.mts': DROP_IN,
  'drop-in.cts': DROP_IN,
};

const RESPONSE = JSON.stringify({ success: true, message: 'Hello', artifacts: [{ type: 'table', data: [1] }] });

let consumer: Consumer;
let complaints: string;
beforeAll(async () => {
  consumer = await createConsumer(PROGRAMS);
  complaints = await consumer.compile();
}, 120_000);
afterAll(() => consumer.remove());

test('the package is the library, its types and its papers', () => {
  expect(consumer.files).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'README.md', 'CHANGELOG.md']));
  const shipped = /^(package\.json|LICENSE|[A-Z]+\.md|dist\/package\/.*\.(js|js\.map|d\.ts))$/;
  expect(consumer.files.filter((file) => !shipped.test(file) || /\btest\b|bench/.test(file))).toEqual([]);
});

test('source maps carry their sources, which the package does not have otherwise', async () => {
  for (const file of consumer.files.filter((name) => name.endsWith('.map'))) {
    const map = JSON.parse(await readFile(path.join(consumer.packageFolder, file), 'utf8')) as SourceMap;
    const sources = map.sources.map((source) => path.join(path.dirname(file), map.sourceRoot ?? '', source));
    expect(sources).toEqual([expect.stringMatching(/^src\//)]);
    expect(map.sourcesContent).toEqual([expect.any(String)]);
  }
});

test('an empty TypeScript project can use it, by its declared dependencies, with every declaration checked', () => {
  expect(complaints).toBe('');
});

describe.each(['ES module', 'CommonJS'])('%s', (kind) => {
  const extension = kind === 'CommonJS' ? 'cjs' : 'mjs';

  test('a handler for an own orchestrator delivers to an own sink, which keeps the contract', async () => {
    const { stdout } = await consumer.run(`own-handler.${extension}`, { LOG_LEVEL: 'silent' });
    const answer = { artifacts: [{ type: 'table', data: { rows: [1] }, ownField: true }] };
    expect(JSON.parse(stdout)).toMatchObject({
      response: { success: true, message: 'Hello{"a":1}', ...answer, metadata: { delivery: { status: 'delivered' } } },
      message: { chatSessionId: 'session-1', owner: 'user-1', text: 'Hello{"a":1}', responseComplete: true, ...answer },
    });
  });

  test('writeResultsToChatMessage writes', async () => {
    const table = await createTable(dynalite);
    const AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME = table.tableName;
    const environment = { RESPONSE, AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME, ...dynalite.environment };
    const { stdout } = await consumer.run(`drop-in.${extension}`, environment);
    expect(stdout).toContain('✅ Results written to ChatMessage table');
    const { Items } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
    expect(Items).toMatchObject([
      { chatSessionId: 'session-1', owner: 'user-1', content: { text: 'Hello' }, artifacts: [{ type: 'table' }] },
    ]);
    await table.destroy();
  });
});

test.each([
  ['no table is named', {}, 'AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME'],
  ['the table is missing', { ...dynalite.environment, AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'none' }, 'table-not-found'],
  ['the response is nonsense', { RESPONSE: '{"answer": 42}' }, 'success'],
  ['there is no response', { RESPONSE: 'null' }, 'response'],
  ['the configuration is wrong', { RESULT_SINK: 'kafka' }, 'it must be one of dynamodb, memory, none'],
])('writeResultsToChatMessage never throws, and says what is wrong: %s', async (_, environment, said) => {
  const { stdout, stderr } = await consumer.run('drop-in.mjs', { RESPONSE, ...environment });
  expect(stdout).toMatch(/^"fulfilled"$/m);
  expect(stdout + stderr).toContain('❌ Failed to write results to ChatMessage');
  expect(stdout + stderr).toContain(said);
});

interface SourceMap {
  readonly sourceRoot?: string;
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly string[];
}
