import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { answerOf, cleanUp, newDataDir, read, send, startServerProcess, type Message } from './server-process.ts';
import { until } from './until.ts';

const run = promisify(execFile);
const QUERY = 'Analyze terrain at 40.7128, -74.0060';

afterEach(cleanUp);

const hasCurl = process.env['CI'] === 'true' || spawnSync('curl', ['--version']).status === 0;
(hasCurl ? test : test.skip)(
  `the two lines that a newcomer is given${hasCurl ? '' : ' (skipped: no curl)'}`,
  async () => {
    const server = startServerProcess({ DATA_DIR: await newDataDir() });
    await server.ready();
    const [sendLine, readLine] = server.output.stdout.match(/curl .*$/gm) ?? [];
    const paste = async (line = '') => JSON.parse((await run('sh', ['-c', line])).stdout) as unknown;

    const { messageId } = (await paste(sendLine)) as { messageId: string };
    const [question, answer] = await until(async () => {
      const { messages } = (await paste(readLine)) as { messages: Message[] };
      return messages.length === 2 && messages.every((message) => message.responseComplete) ? messages : undefined;
    });
    expect(question).toMatchObject({ role: 'human', text: QUERY });
    expect(answer).toMatchObject({ id: messageId, role: 'ai', responseComplete: true });
    expect(answer?.text).toContain('United States');
    expect(answer?.artifacts).toMatchObject([
      { type: 'wind_farm_terrain_analysis', data: { coordinates: { lat: 40.7128, lng: -74.006 } } },
    ]);
  },
);

test('its log is JSON and tells the facts of a delivery in the fixed words, but nothing that was said', async () => {
  const server = startServerProcess({ DATA_DIR: await newDataDir(), LOG_LEVEL: 'debug' });
  const url = await server.ready();
  const messageId = await send(url, 'session-1', QUERY);
  const answer = await answerOf(url, 'session-1', messageId);
  server.signal('SIGTERM');
  expect(await server.exited).toBe(0);

  const facts = { sessionId: 'session-1', messageId, artifactCount: 1, thoughtStepCount: expect.any(Number) as number };
  const size = { itemBytes: expect.any(Number) as number, durationMs: expect.any(Number) as number };
  expect(server.log()).toContainEqual(
    expect.objectContaining({ ...facts, msg: 'ASYNC MODE: Writing results to ChatMessage table' }),
  );
  expect(server.log()).toContainEqual(
    expect.objectContaining({ ...facts, ...size, msg: '✅ Results written to ChatMessage table' }),
  );
  const [readyText, ...lines] = server.output.stdout.split(/\n(?=\{)/);
  expect(readyText).toContain('chat-courier is ready');
  expect(() => lines.map((line) => JSON.parse(line) as unknown)).not.toThrow();
  for (const said of [QUERY, '40.7128', answer.text, 'wind_farm_terrain_analysis']) {
    expect(lines.join('\n')).not.toContain(said);
  }
});

test('what was said is still there after a restart', async () => {
  const DATA_DIR = await newDataDir();
  const first = startServerProcess({ DATA_DIR });
  const url = await first.ready();
  await answerOf(url, 'session-1', await send(url, 'session-1', QUERY));
  const messages = await read(url, 'session-1');
  first.signal('SIGTERM');
  expect(await first.exited).toBe(0);

  const second = startServerProcess({ DATA_DIR });
  expect(await read(await second.ready(), 'session-1')).toEqual(messages);
});
