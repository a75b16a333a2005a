import type { Orchestrator } from '../../../src/application/ports/orchestrator.ts';
import type { ChatMessage } from '../../../src/domain/chat-message.ts';
import type { RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { answer, finished, readSession, startTestServer } from './test-server.ts';

let server: RunningServer | undefined;
afterEach(() => server?.close());

async function messagesOf(run: Orchestrator['run'], environment: Readonly<Record<string, string>>) {
  const running = (server = await startTestServer(run, environment));
  await fetch(`${running.url}/api/sessions/s/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'Hello' }),
  });
  return (await finished(running, 's', 2)).messages as readonly ChatMessage[];
}

const daysAfterItsLastChange = ({ expiresAt = 0, updatedAt }: ChatMessage) =>
  (expiresAt - Math.ceil(Date.parse(updatedAt) / 1_000)) / 86_400;

test.each<[string, Orchestrator['run']]>([
  ['the answer', () => Promise.resolve(answer)],
  ['the failure of a job that throws', () => Promise.reject(new Error('an accident'))],
])('with MESSAGE_TTL_DAYS the question and %s say when they may be forgotten', async (_, run) => {
  const messages = await messagesOf(run, { MESSAGE_TTL_DAYS: '30' });
  expect(messages.map(({ role }) => role)).toEqual(['human', 'ai']);
  expect(messages.map(daysAfterItsLastChange)).toEqual([30, 30]);
});

test('so does an unfinished answer', async () => {
  let finish: () => void = () => undefined;
  const done = new Promise<typeof answer>((resolve) => {
    finish = () => {
      resolve(answer);
    };
  });
  const reading = messagesOf(
    (_request, { report }) => {
      report({ step: 1, action: 'Look', reasoning: 'Because' });
      return done;
    },
    { MESSAGE_TTL_DAYS: '1' },
  );
  let unfinished: ChatMessage | undefined;
  while (!unfinished) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const { messages } = server ? await readSession(server, 's') : { messages: [] };
    unfinished = (messages as readonly ChatMessage[]).find(({ responseComplete }) => !responseComplete);
  }
  expect(daysAfterItsLastChange(unfinished)).toBe(1);
  finish();
  expect((await reading).map(daysAfterItsLastChange)).toEqual([1, 1]);
});

test('without it none does', async () => {
  for (const message of await messagesOf(() => Promise.resolve(answer), {})) {
    expect(message).not.toHaveProperty('expiresAt');
  }
});
