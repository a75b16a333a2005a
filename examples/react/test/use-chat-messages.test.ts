import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { look } from './browser.ts';
import { startFakeAppSync, type Item } from './fake-app-sync.ts';
import { answer, at, pending, question, response } from './items.ts';
import { modelIntrospection } from './app-sync-schema.ts';
import type { ArtifactStore } from '../../../src/application/ports/artifact-store.ts';

// Whatever asks for a browser comes after it.
const { cleanup, configure, renderHook, waitFor } = await import('@testing-library/react');
const { Amplify } = await import('aws-amplify');
const { useChatMessages } = await import('../use-chat-messages.ts');
const { sendQuestion, timeBehind } = await import('../send-question.ts');
const { ask } = await import('../ask.ts');
const { readChat } = await import('../read-chat.ts');

configure({ asyncUtilTimeout: 10_000 });

const PACE = { fast: 20, slow: 60, idle: 60_000 };

let appSync: Awaited<ReturnType<typeof startFakeAppSync>>;
const introspection = await modelIntrospection();

beforeEach(async () => {
  appSync = await startFakeAppSync();
  const GraphQL = { endpoint: appSync.url, region: 'eu-central-1', defaultAuthMode: 'userPool' as const };
  const token = { toString: () => 'the-token-of-user-1', payload: {} };
  Amplify.configure(
    { API: { GraphQL: { ...GraphQL, modelIntrospection: introspection as never } } },
    { Auth: { tokenProvider: { getTokens: () => Promise.resolve({ accessToken: token }) } } },
  );
  look(false);
});
afterEach(async () => {
  cleanup();
  await appSync.close();
});

function show(sessionId: string, options: Parameters<typeof useChatMessages>[1] = {}) {
  return renderHook(({ id }) => useChatMessages(id, { pace: PACE, ...options }), { initialProps: { id: sessionId } });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const states = (messages: readonly { state: string }[]) => messages.map(({ state }) => state);

test('an answer is followed from its first step to its end; what has not changed stays the same object', async () => {
  appSync.put(question('chat', 1));
  const { result } = show('chat');
  assert.deepEqual([result.current.loading, result.current.messages], [true, []]);
  await waitFor(() => {
    assert.deepEqual(states(result.current.messages), ['complete']);
  });
  assert.deepEqual([result.current.loading, result.current.pending], [false, true]); // a question without an answer
  const [asked] = result.current.messages;

  appSync.put(pending('chat', 2, 1));
  await waitFor(() => {
    assert.deepEqual(states(result.current.messages), ['complete', 'pending']);
  });
  appSync.put(pending('chat', 2, 3));
  await waitFor(() => {
    assert.equal(result.current.messages[1]?.thoughtSteps.length, 3);
  });
  assert.equal(result.current.messages[1]?.deadlineAt, at(900).toISOString());
  appSync.put(pending('chat', 2, 2)); // an index that is behind
  await pause(100);
  assert.equal(result.current.messages[1].thoughtSteps.length, 3);

  appSync.put(await answer('chat', 2));
  await waitFor(() => {
    assert.equal(result.current.pending, false);
  });
  const [first, second] = result.current.messages;
  assert.equal(first, asked);
  const { artifacts, thoughtSteps, metadata, text, state, role } = second;
  assert.deepEqual({ success: state === 'complete', message: text, artifacts, thoughtSteps, metadata }, response);
  assert.equal(role, 'ai');
  assert.equal(appSync.asked[0]?.authorization, 'the-token-of-user-1');
});

test('a finished chat is left alone, until it is refreshed', async () => {
  appSync.put(question('chat', 1), await answer('chat', 2));
  const { result } = show('chat');
  await waitFor(() => {
    assert.equal(result.current.loading, false);
  });
  const before = result.current;
  await pause(150);
  assert.equal(appSync.asked.length, 1);

  appSync.put(question('chat', 3), await answer('chat', 4));
  before.refresh();
  await waitFor(() => {
    assert.equal(result.current.messages.length, 4);
  });
  assert.equal(result.current.messages[1], before.messages[1]);
  assert.equal(result.current.refresh, before.refresh);
});

test('a new chat has been read, though nothing is in it', async () => {
  const { result } = show('new');
  await waitFor(() => {
    assert.equal(result.current.loading, false);
  });
  assert.deepEqual([result.current.messages, result.current.pending, result.current.error], [[], false, undefined]);
});

test('a chat that is not read for other devices is read once', async () => {
  appSync.put(question('chat', 1), await answer('chat', 2));
  const { result } = show('chat', { pace: { ...PACE, idle: Infinity } });
  await waitFor(() => {
    assert.equal(result.current.loading, false);
  });
  await pause(150);
  assert.equal(appSync.asked.length, 1);
});

test('a reading that brings nothing new renders nothing', async () => {
  appSync.put(question('chat', 1), pending('chat', 2, 1));
  let renders = 0;
  const { result } = renderHook(() => {
    renders++;
    return useChatMessages('chat', { pace: PACE });
  });
  await waitFor(() => {
    assert.equal(result.current.loading, false);
  });
  const rendered = renders;
  await pause(200);
  assert.ok(appSync.asked.length > 2, 'it is read again');
  assert.equal(renders, rendered);
});

test('while nothing is new, it is asked less and less often', async () => {
  appSync.put(question('chat', 1), pending('chat', 2, 1));
  show('chat', { pace: { fast: 10, slow: 10_000, idle: 10_000 } });
  await pause(1_000);
  assert.ok(appSync.asked.length >= 4 && appSync.asked.length <= 11, `${appSync.asked.length} times`);
});

test('a long chat comes by pages, and is then read from where it may still change', async () => {
  for (let second = -500; second < 0; second += 2)
    appSync.put(question('chat', second), await answer('chat', second + 1));
  appSync.put(question('chat', 1), pending('chat', 2, 1));
  const { result } = show('chat');
  await waitFor(() => {
    assert.equal(result.current.messages.length, 502);
  });
  assert.deepEqual(
    appSync.asked.slice(0, 6).map(({ variables }) => variables['nextToken'] ?? null),
    [null, '100', '200', '300', '400', '500'],
  );
  await waitFor(() => {
    assert.ok(appSync.asked.length > 6);
  });
  const { createdAt, nextToken } = appSync.asked[6]?.variables ?? {};
  assert.deepEqual([createdAt, nextToken ?? null], [{ ge: at(2 - 120).toISOString() }, null]);
  const ids = result.current.messages.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test('a message of a device whose clock is hours ahead does not hide what is written till then', async () => {
  appSync.put(question('chat', 7_200), await answer('chat', 7_201));
  const { result } = show('chat');
  await waitFor(() => {
    assert.equal(result.current.messages.length, 2);
  });
  appSync.put(question('chat', 1), await answer('chat', 2));
  result.current.refresh();
  await waitFor(() => {
    assert.deepEqual(
      result.current.messages.map(({ createdAt }) => createdAt),
      [1, 2, 7_200, 7_201].map((second) => at(second).toISOString()),
    );
  });
});

test('a question that was deleted is no longer shown, or waited for', async () => {
  const asked = question('chat', 3);
  appSync.put(question('chat', 1), await answer('chat', 2), asked);
  const { result } = show('chat');
  await waitFor(() => {
    assert.equal(result.current.pending, true);
  });
  appSync.items.delete(asked.id);
  await waitFor(() => {
    assert.deepEqual([result.current.messages.length, result.current.pending], [2, false]);
  });
});

test('a message that an index which is behind leaves out once is not taken away', async () => {
  const shown: number[] = [];
  const last = pending('chat', 2, 1);
  appSync.put(question('chat', 1), last);
  const { result } = renderHook(() => {
    const chat = useChatMessages('chat', { pace: PACE });
    shown.push(chat.messages.length);
    return chat;
  });
  await waitFor(() => {
    assert.equal(result.current.messages.length, 2);
  });
  const before = appSync.asked.length;
  appSync.behaviour.once = () => {
    appSync.items.delete(last.id);
    return () => {
      appSync.put(last);
    };
  };
  await waitFor(() => {
    assert.ok(appSync.asked.length > before + 3);
  });
  assert.equal(appSync.behaviour.once, undefined);
  assert.deepEqual([...new Set(shown)], [0, 2]);
});

test('after a refresh an index that is behind is asked again, before long', async () => {
  appSync.put(question('chat', 1), await answer('chat', 2));
  const { result } = show('chat', { pace: { ...PACE, slow: 1_000 } });
  await waitFor(() => {
    assert.equal(result.current.loading, false);
  });
  result.current.refresh();
  await waitFor(() => {
    assert.ok(appSync.asked.length >= 2);
  });
  appSync.put(question('chat', 3));
  await waitFor(() => {
    assert.deepEqual([result.current.messages.length, result.current.pending], [3, true]);
  });
});

test('a refresh after which nothing comes ends at the idle pace', async () => {
  appSync.put(question('chat', 1), await answer('chat', 2));
  const { result } = show('chat');
  await waitFor(() => {
    assert.equal(result.current.loading, false);
  });
  result.current.refresh();
  await pause(600);
  const before = appSync.asked.length;
  assert.ok(before >= 4 && before <= 7, `${before} times`);
  await pause(200);
  assert.equal(appSync.asked.length, before);
});

test('AppSync that does not answer is given up, and the chat read again', async () => {
  appSync.behaviour.delay = 10_000;
  const waiting = readChat('chat', undefined, new AbortController().signal, 50);
  await assert.rejects(waiting, /^Error: AppSync has not answered within 0.05 s$/);
  await waitFor(() => {
    assert.equal(appSync.counts.aborted, 1);
  });
});

const bytes = (text: string) => text.repeat(20_000);
const copy = (body: Uint8Array) => Uint8Array.from(body);

/** Objects in memory, as S3 would have them. */
function memory(): ArtifactStore {
  const objects = new Map<string, Parameters<ArtifactStore['put']>[1]>();
  return {
    bucket: 'artifacts',
    put: (key, object) => Promise.resolve(void objects.set(key, object)),
    get: (key) => Promise.resolve(objects.get(key)),
  };
}

test('compressed artifacts are unpacked, as AppSync gives them', async () => {
  const artifacts = [{ type: 'text', data: bytes('x') }, ...response.artifacts];
  const item = await answer('chat', 2, { artifacts }, { compressOverBytes: 1_000 });
  assert.match(JSON.stringify(item), /"encoding":"gzip"/);
  appSync.put(question('chat', 1), item);
  const { result } = show('chat');
  await waitFor(() => {
    assert.deepEqual(result.current.messages[1]?.artifacts, artifacts);
  });
});

test('stored artifacts are fetched; while that fails, the rest is shown, the error told, and it is tried again', async () => {
  const store = memory();
  const artifacts = [{ type: 'text', data: bytes('y') }];
  appSync.put(question('chat', 1), await answer('chat', 2, { artifacts }, { store, offloadOverBytes: 1_000 }));
  let isDown = true;
  const fetched: string[] = [];
  const resolve = async ({ key }: { key: string }) => {
    if (isDown) throw new Error('no access');
    fetched.push(key);
    const object = await store.get(key);
    return object && new Blob([copy(object.body)]);
  };
  const { result } = show('chat', { resolve });
  await waitFor(() => {
    assert.match(result.current.error?.message ?? '', /^message msg-.* could not be opened whole$/);
  });
  assert.equal(result.current.messages[1]?.text, 'Windy.');
  assert.equal(result.current.messages[1].artifacts[0]?.type, 's3_reference');

  isDown = false;
  await waitFor(() => {
    assert.deepEqual(result.current.messages[1]?.artifacts, artifacts);
  });
  assert.equal(result.current.error, undefined);
  result.current.refresh();
  await pause(50);
  assert.equal(fetched.length, 1, 'what is whole is not fetched again');
});

test('an answer is shown before its artifacts are there, and what takes long holds up nothing else', async () => {
  const store = memory();
  const artifacts = [{ type: 'text', data: bytes('v') }];
  appSync.put(question('chat', 1), await answer('chat', 2, { artifacts }, { store, offloadOverBytes: 1_000 }));
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let fetched = 0;
  const resolve = async ({ key }: { key: string }) => {
    fetched++;
    await arrived;
    const object = await store.get(key);
    return object && new Blob([copy(object.body)]);
  };
  const { result } = show('chat', { resolve });
  await waitFor(() => {
    assert.deepEqual(states(result.current.messages), ['complete', 'complete']);
  });
  assert.equal(result.current.messages[1]?.artifacts[0]?.type, 's3_reference');

  appSync.put(question('chat', 3), await answer('chat', 4));
  result.current.refresh();
  await waitFor(() => {
    assert.equal(result.current.messages.length, 4);
  });
  arrive();
  await waitFor(() => {
    assert.deepEqual(result.current.messages[1]?.artifacts, artifacts);
  });
  assert.equal(fetched, 1);
});

test('an artifact that never comes is tried less and less often, and does not slow down what is awaited', async () => {
  const artifacts = [{ type: 'text', data: bytes('u') }];
  appSync.put(
    question('chat', 1),
    await answer('chat', 2, { artifacts }, { store: memory(), offloadOverBytes: 1_000 }),
  );
  appSync.put(question('chat', 3), pending('chat', 4, 1));
  let tried = 0;
  const resolve = () => Promise.reject(new Error(`gone ${++tried}`));
  const { result } = show('chat', { resolve, pace: { fast: 20, slow: 60, idle: 200 } });
  await waitFor(() => {
    assert.match(result.current.error?.message ?? '', /could not be opened whole/);
  });
  await pause(1_000);
  assert.ok(tried >= 2 && tried <= 5, `tried ${tried} times`);
  assert.ok(appSync.asked.length >= 8, `asked ${appSync.asked.length} times`);
});

test('without a way to fetch them, references stay in the place of the artifacts', async () => {
  const artifacts = [{ type: 'text', data: bytes('z') }];
  appSync.put(await answer('chat', 2, { artifacts }, { store: memory(), offloadOverBytes: 1_000 }));
  const { result } = show('chat');
  await waitFor(() => {
    assert.equal(result.current.messages[0]?.artifacts[0]?.type, 's3_reference');
  });
  assert.equal(result.current.error, undefined);
});

test('a way to fetch them that is made anew with each rendering does not begin anew', async () => {
  const store = memory();
  const artifacts = [{ type: 'text', data: bytes('w') }];
  appSync.put(await answer('chat', 2, { artifacts }, { store, offloadOverBytes: 1_000 }));
  const resolving = ({ key }: { key: string }) =>
    store.get(key).then((object) => object && new Blob([copy(object.body)]));
  const { result, rerender } = renderHook(() =>
    useChatMessages('chat', { pace: PACE, resolve: (reference) => resolving(reference) }),
  );
  await waitFor(() => {
    assert.deepEqual(result.current.messages[0]?.artifacts, artifacts);
  });
  rerender();
  rerender();
  await pause(100);
  assert.equal(appSync.asked.length, 1);
});

test('a failure says what went wrong and what can be done', async () => {
  const error = { code: 'job-timeout', message: 'Too long.', retryable: false, remediationSteps: ['Ask for less.'] };
  const metadata = { ...response.metadata, error };
  appSync.put(question('chat', 1), await answer('chat', 2, { success: false, message: 'Too long.', metadata }));
  const { result } = show('chat');
  await waitFor(() => {
    assert.equal(result.current.messages[1]?.state, 'failed');
  });
  assert.equal(result.current.messages[1]?.text, 'Too long.');
  assert.deepEqual(result.current.messages[1].failure, error);
});

test('what an orchestrator itself says of its failure, in a form of its own, is not taken for ours', async () => {
  for (const [n, error] of ['boom', { code: 'boom' }, { code: 1, retryable: true, remediationSteps: [] }].entries())
    appSync.put(await answer('chat', n, { success: false, metadata: { ...response.metadata, error } }));
  const { result } = show('chat');
  await waitFor(() => {
    assert.deepEqual(states(result.current.messages), ['failed', 'failed', 'failed']);
  });
  assert.deepEqual(
    result.current.messages.map(({ failure }) => failure),
    [undefined, undefined, undefined],
  );
});

test('an answer that is late is not asked for all the time, and comes all the same', async () => {
  appSync.put(question('chat', 1), pending('chat', 2, 1, at(3)));
  const { result } = show('chat', { pace: { fast: 20, slow: 20, idle: 200 } });
  await waitFor(() => {
    assert.equal(result.current.messages.length, 2);
  });
  assert.equal(result.current.pending, false);
  appSync.put(await answer('chat', 2));
  await waitFor(() => {
    assert.deepEqual(states(result.current.messages), ['complete', 'complete']);
  });
  assert.ok(appSync.asked.length <= 3, `${appSync.asked.length} times`);
});

test('a message that has expired is not shown, though DynamoDB has not deleted it yet', async () => {
  const expired = { ...(await answer('chat', 2)), expiresAt: Math.floor(Date.now() / 1_000) - 5 };
  appSync.put(await answer('chat', 1, {}, {}, 1), expired);
  const { result } = show('chat');
  await waitFor(() => {
    assert.equal(result.current.messages.length, 1);
  });
  assert.equal(result.current.messages[0]?.createdAt, at(1).toISOString());
});

test('another session: its messages alone, the request for the one before is cancelled, and its answer is not shown', async () => {
  appSync.put(question('first', 1), await answer('first', 2), await answer('second', 1, { message: 'Of the second.' }));
  const { result, rerender } = show('first');
  await waitFor(() => {
    assert.equal(result.current.messages.length, 2);
  });
  appSync.behaviour.delay = 100;
  result.current.refresh();
  await waitFor(() => {
    assert.equal(appSync.counts.atOnce, 1);
  });

  rerender({ id: 'second' });
  assert.deepEqual([result.current.loading, result.current.messages], [true, []]);
  await waitFor(() => {
    assert.deepEqual(
      result.current.messages.map(({ text }) => text),
      ['Of the second.'],
    );
  });
  assert.equal(appSync.counts.aborted, 1);
  await pause(150);
  assert.deepEqual(
    result.current.messages.map(({ text }) => text),
    ['Of the second.'],
  );
  assert.equal(result.current.error, undefined);
});

test('a page that nobody sees asks nothing, and catches up when it is looked at', async () => {
  appSync.put(question('chat', 1), pending('chat', 2, 1));
  const { result } = show('chat');
  await waitFor(() => {
    assert.equal(result.current.messages.length, 2);
  });
  look(true);
  await pause(100); // what was under way comes to its end
  const before = appSync.asked.length;
  appSync.put(await answer('chat', 2));
  await pause(200);
  assert.equal(appSync.asked.length, before);

  look(false);
  await waitFor(() => {
    assert.deepEqual(states(result.current.messages), ['complete', 'complete']);
  });
});

test('a page that is opened in the background reads nothing yet', async () => {
  look(true);
  appSync.put(question('chat', 1));
  const { result } = show('chat');
  await pause(100);
  assert.deepEqual([appSync.asked.length, result.current.loading], [0, true]);
  look(false);
  await waitFor(() => {
    assert.equal(result.current.messages.length, 1);
  });
});

for (const [fault, told] of [
  ['unreachable', /network|fetch failed|unknown/i],
  ['refusal', /^Not Authorized to access this$/],
] as const) {
  test(`${fault}: the error is told, the messages stay, and it recovers by itself`, async () => {
    appSync.put(question('chat', 1), pending('chat', 2, 1));
    const { result } = show('chat');
    await waitFor(() => {
      assert.equal(result.current.messages.length, 2);
    });
    appSync.behaviour.fault = fault;
    await waitFor(() => {
      assert.match(result.current.error?.message ?? '', told);
    });
    assert.deepEqual(states(result.current.messages), ['complete', 'pending']);

    appSync.put(await answer('chat', 2));
    appSync.behaviour.fault = undefined;
    await waitFor(() => {
      assert.deepEqual(states(result.current.messages), ['complete', 'complete']);
    });
    assert.equal(result.current.error, undefined);
  });
}

test('as long as it is refused, it is asked less and less often', async () => {
  appSync.behaviour.fault = 'refusal';
  const { result } = show('chat', { pace: { fast: 10, slow: 20, idle: 10_000 } });
  await waitFor(() => {
    assert.ok(result.current.error);
  });
  await pause(1_000);
  assert.ok(appSync.asked.length >= 4 && appSync.asked.length <= 20, `${appSync.asked.length} times`);
});

test('requests do not overlap, however often it is refreshed', async () => {
  appSync.behaviour.delay = 50;
  appSync.put(question('chat', 1), pending('chat', 2, 1));
  const { result } = show('chat');
  for (let n = 0; n < 10; n++) {
    result.current.refresh();
    await pause(20);
  }
  await waitFor(() => {
    assert.equal(result.current.messages.length, 2);
  });
  assert.equal(appSync.counts.mostAtOnce, 1);
});

test("in React's strict mode, which mounts everything twice, one watch is left", async () => {
  appSync.put(question('chat', 1), pending('chat', 2, 1));
  const { result, unmount } = renderHook(() => useChatMessages('chat', { pace: PACE }), { reactStrictMode: true });
  await waitFor(() => {
    assert.equal(result.current.messages.length, 2);
  });
  appSync.put(await answer('chat', 2));
  await waitFor(() => {
    assert.deepEqual(states(result.current.messages), ['complete', 'complete']);
  });
  unmount();
  const before = appSync.asked.length;
  await pause(150);
  assert.equal(appSync.asked.length, before);
});

test('a component that is gone asks nothing more', async () => {
  appSync.put(question('chat', 1), pending('chat', 2, 1));
  const { result, unmount } = show('chat');
  await waitFor(() => {
    assert.equal(result.current.messages.length, 2);
  });
  unmount();
  await pause(50); // what was under way comes to its end
  const before = appSync.asked.length;
  look(true);
  look(false);
  result.current.refresh();
  await pause(150);
  assert.equal(appSync.asked.length, before);
});

test('a question is stored, then the orchestrator started; sent again, it is stored once', async () => {
  const asked = { id: 'q-1', chatSessionId: 'chat', text: 'Windy?', createdAt: at(1).toISOString() };
  appSync.behaviour.fault = 'refusal';
  await assert.rejects(sendQuestion(asked), /the job could not be started/);
  assert.equal(appSync.sent.length, 0);
  appSync.behaviour.fault = undefined;
  assert.equal(await sendQuestion(asked), 'answer-to-q-1');
  assert.deepEqual(appSync.sent, [
    { messageId: 'q-1', chatSessionId: 'chat', text: 'Windy?', createdAt: asked.createdAt },
  ]);
  const { id, content, role, responseComplete } = appSync.items.get('q-1') as Item;
  assert.deepEqual(
    { id, text: (content as { text: string }).text, role, responseComplete, count: appSync.items.size },
    { id: 'q-1', text: 'Windy?', role: 'human', responseComplete: true, count: 1 },
  );
  appSync.behaviour.fault = 'unreachable';
  await assert.rejects(sendQuestion(asked));
});

test('a question is forgotten when it is told to be', async () => {
  const asked = { id: 'q-2', chatSessionId: 'chat', text: 'Windy?', createdAt: at(1).toISOString() };
  await sendQuestion({ ...asked, expiresAt: 1_900_000_000 });
  assert.equal(appSync.items.get('q-2')?.['expiresAt'], 1_900_000_000);
});

test('a question stands behind what is shown, and its answer, also where the clock is slow', () => {
  const before = Date.now();
  assert.ok(Date.parse(timeBehind([])) >= before);
  assert.ok(Date.parse(timeBehind([{ createdAt: at(1).toISOString() }])) >= before);
  assert.equal(timeBehind([{ createdAt: '2999-01-31T12:00:00.000Z' }]), '2999-01-31T12:00:00.002Z');
});

test('asking in a terminal: a session, a question, and its answer', async () => {
  const lines: string[] = [];
  const answering = ask('Windy?', (line) => lines.push(line), AbortSignal.timeout(10_000));
  await waitFor(() => {
    assert.equal(appSync.sent.length, 1);
  });
  const { messageId, chatSessionId } = appSync.sent[0] as { messageId: string; chatSessionId: string };
  const id = `answer-to-${messageId}`;
  appSync.put({ ...pending(chatSessionId, 120, 1), id });
  await pause(100);
  appSync.put({ ...(await answer(chatSessionId, 120)), id });
  const { text, state, artifacts } = await answering;
  assert.deepEqual([text, state, artifacts], ['Windy.', 'complete', response.artifacts]);
  assert.deepEqual(lines, [`session ${chatSessionId}`, `answer ${id} …`]);
});
