import 'reflect-metadata';
import { DynamoDbChatHistory } from '../../src/adapters/dynamodb/dynamodb-chat-history.ts';
import { toItem } from '../../src/adapters/dynamodb/chat-message-item.ts';
import { InMemoryChat } from '../../src/adapters/in-memory/in-memory-chat.ts';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatHistory } from '../../src/application/ports/chat-history.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import { InvalidRequestError } from '../../src/domain/invalid-request-error.ts';
import { sampleMessage } from '../../src/entrypoints/library/testing/sample-message.ts';
import { createTable } from '../engines/chat-message-table-fixture.ts';
import { describeOn, engines, type Engine } from '../engines/engines.ts';

interface Fixture {
  readonly history: ChatHistory;
  readonly store: (message: ChatMessage) => Promise<unknown>;
  readonly destroy: () => Promise<void>;
}

function inMemory(): Promise<Fixture> {
  const chat = new InMemoryChat(clock);
  return Promise.resolve({
    history: chat,
    store: (message) => chat.deliver(message),
    destroy: () => Promise.resolve(),
  });
}

async function dynamoDb(engine: Engine): Promise<Fixture> {
  const { client, tableName, destroy } = await createTable(engine);
  return {
    history: new DynamoDbChatHistory(client, tableName, {}, clock),
    store: (message) => client.send(new PutCommand({ TableName: tableName, Item: toItem(message) })),
    destroy,
  };
}

const now = new Date('2026-01-31T13:00:00.000Z');
const clock = { now: () => now };
const seconds = now.getTime() / 1_000;

const mine = { sessionId: 'session-1', userId: 'user-1' };
const minute = (n: number) => new Date(Date.UTC(2026, 0, 31, 12, n)).toISOString();

function chatHistoryContract(create: () => Promise<Fixture>): void {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await create();
  });
  afterEach(() => fixture.destroy());

  const texts = async (query: { limit: number; after?: string | undefined; since?: Date }) => {
    const { messages, next } = await fixture.history.list({ ...mine, ...query });
    return { texts: messages.map(({ text }) => text), next };
  };

  test('gives whole messages, oldest first', async () => {
    const messages = [2, 0, 1].map((n) => sampleMessage({ text: `${n}`, createdAt: minute(n) }));
    for (const message of messages) await fixture.store(message);
    const page = await fixture.history.list({ ...mine, limit: 10 });
    expect(page).toEqual({ messages: [messages[1], messages[2], messages[0]] });
  });

  test('gives pages that join without a gap or a repetition, and says when there is no more', async () => {
    for (let n = 0; n < 5; n++) await fixture.store(sampleMessage({ text: `${n}`, createdAt: minute(n) }));
    const first = await texts({ limit: 2 });
    const second = await texts({ limit: 2, after: first.next });
    const third = await texts({ limit: 2, after: second.next });
    expect([first.texts, second.texts, third.texts]).toEqual([['0', '1'], ['2', '3'], ['4']]);
    expect(third.next).toBeUndefined();
    expect((await texts({ limit: 5 })).next).toBeUndefined();
  });

  test('tells messages of the same instant apart', async () => {
    for (let n = 0; n < 4; n++) await fixture.store(sampleMessage({ text: `${n}`, createdAt: minute(0) }));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await texts({ limit: 1, after });
      seen.push(...page.texts);
      after = page.next;
    } while (after !== undefined);
    expect(seen.sort()).toEqual(['0', '1', '2', '3']);
  });

  test('gives only what was created at a time or later, page by page', async () => {
    for (let n = 0; n < 6; n++) await fixture.store(sampleMessage({ text: `${n}`, createdAt: minute(n) }));
    const since = new Date(minute(2));
    const first = await texts({ limit: 2, since });
    const second = await texts({ limit: 2, since, after: first.next });
    expect([first.texts, second.texts, second.next]).toEqual([['2', '3'], ['4', '5'], undefined]);
    expect((await texts({ limit: 9, since: new Date(minute(6)) })).texts).toEqual([]);
  });

  test('leaves out what the caller knows, and fills the page with the rest', async () => {
    for (let n = 0; n < 5; n++)
      await fixture.store(sampleMessage({ id: `msg-${n}-a`, text: `${n}`, createdAt: minute(n) }));
    const known = new Set(['msg-1-a', 'msg-2-a']);
    const page = await fixture.history.list({ ...mine, limit: 2, skip: ({ id }) => known.has(id) });
    expect(page.messages.map(({ text }) => text)).toEqual(['0', '3']);
    const rest = await fixture.history.list({ ...mine, limit: 2, skip: ({ id }) => known.has(id), after: page.next });
    expect(rest.messages.map(({ text }) => text)).toEqual(['4']);
  });

  test('shows a user only own messages, of this session alone', async () => {
    await fixture.store(sampleMessage({ text: 'mine', createdAt: minute(2) }));
    for (let n = 0; n < 5; n++) {
      await fixture.store(sampleMessage({ text: 'not mine', owner: 'user-2', createdAt: minute(n) }));
    }
    await fixture.store(sampleMessage({ text: 'elsewhere', chatSessionId: 'session-2' }));
    expect(await texts({ limit: 1 })).toEqual({ texts: ['mine'], next: undefined });
  });

  test('gives whole pages of one user among the messages of others', async () => {
    for (let n = 0; n < 60; n++) {
      const owner = n % 10 === 9 ? 'user-1' : 'user-2';
      await fixture.store(sampleMessage({ text: `${n}`, owner, createdAt: minute(n) }));
    }
    const first = await texts({ limit: 2 });
    const second = await texts({ limit: 2, after: first.next });
    const third = await texts({ limit: 2, after: second.next });
    expect([first.texts, second.texts, third.texts]).toEqual([['9', '19'], ['29', '39'], ['49', '59']]); // prettier-ignore
    expect(third.next).toBeUndefined();
  });

  test('finds messages whose owner Amplify wrote as sub::username, and no longer name', async () => {
    await fixture.store(sampleMessage({ text: 'mine', owner: 'user-1::ada' }));
    await fixture.store(sampleMessage({ text: 'not mine', owner: 'user-10::ada' }));
    expect(await texts({ limit: 10 })).toEqual({ texts: ['mine'], next: undefined });
  });

  test('has nothing of a session that does not exist', async () => {
    expect(await texts({ limit: 10 })).toEqual({ texts: [], next: undefined });
  });

  test('gets a message by its id, whoever’s it is, as it is now', async () => {
    const message = sampleMessage({ responseComplete: false, revision: 1, deadlineAt: minute(15), owner: 'user-2' });
    await fixture.store(message);
    expect(await fixture.history.get(message.id)).toEqual(message);
    await fixture.store({ ...message, revision: 2 });
    expect(await fixture.history.get(message.id)).toEqual({ ...message, revision: 2 });
    expect(await fixture.history.get('msg-1-nothing')).toBeUndefined();
  });

  describe('of messages that expire', () => {
    const stored = async (expiresAt: number | undefined) => {
      const message = sampleMessage({ expiresAt });
      await fixture.store(message);
      return (await fixture.history.get(message.id)) !== undefined;
    };

    test('gets those whose time has not come, and no others', async () => {
      expect(await stored(undefined)).toBe(true);
      expect(await stored(seconds + 1)).toBe(true);
      expect(await stored(seconds)).toBe(false);
      expect(await stored(seconds - 1)).toBe(false);
    });

    test('lists those whose time has not come, in whole pages that join', async () => {
      for (let n = 0; n < 60; n++) {
        const expiresAt = n % 10 === 9 ? [undefined, seconds + 1][n % 20 > 10 ? 0 : 1] : seconds - n;
        await fixture.store(sampleMessage({ text: `${n}`, expiresAt, createdAt: minute(n) }));
      }
      const first = await texts({ limit: 2 });
      const second = await texts({ limit: 2, after: first.next });
      const third = await texts({ limit: 2, after: second.next });
      expect([first.texts, second.texts, third.texts]).toEqual([['9', '19'], ['29', '39'], ['49', '59']]); // prettier-ignore
      expect(third.next).toBeUndefined();
    });

    test('lists nothing where all have expired', async () => {
      for (let n = 0; n < 3; n++) await fixture.store(sampleMessage({ expiresAt: seconds - n }));
      expect(await texts({ limit: 1 })).toEqual({ texts: [], next: undefined });
    });

    test('still finds which answer a request has', async () => {
      const answer = sampleMessage({ id: 'msg-1769860800000-abc123', createdAt: minute(11), expiresAt: seconds - 1 });
      await fixture.store(answer);
      expect(await fixture.history.findAnswer(mine, 'abc123', new Date(minute(10)))).toEqual(answer);
    });
  });

  describe('finds an answer by the random part of its id', () => {
    const since = new Date(minute(10));
    const answer = (fields: Partial<ChatMessage> = {}) =>
      sampleMessage({ id: 'msg-1769860800000-abc123', createdAt: minute(11), ...fields });
    const found = () => fixture.history.findAnswer(mine, 'abc123', since);

    test.each<[string, Partial<ChatMessage>]>([
      ['created since then', {}],
      ['created just then', { createdAt: minute(10) }],
      ['that is unfinished', { responseComplete: false, revision: 1 }],
      ['whose owner Amplify wrote as sub::username', { owner: 'user-1::ada' }],
    ])('%s', async (_, fields) => {
      await fixture.store(sampleMessage({ createdAt: minute(11) }));
      await fixture.store(answer(fields));
      expect(await found()).toEqual(answer(fields));
    });

    test.each<[string, Partial<ChatMessage>]>([
      ['created before', { createdAt: minute(9) }],
      ['of another user', { owner: 'user-2' }],
      ['of a user whose name begins alike', { owner: 'user-10::ada' }],
      ['of another session', { chatSessionId: 'session-2' }],
      ['whose id only ends in it', { id: 'msg-1769860800000-0abc123' }],
      ['whose id goes on', { id: 'msg-1769860800000-abc1234' }],
      ['whose id has it in the place of the time', { id: 'msg-abc123-def' }],
    ])('but none %s', async (_, fields) => {
      await fixture.store(answer(fields));
      expect(await found()).toBeUndefined();
    });

    test('even behind more messages than a page of a query holds', async () => {
      for (let n = 0; n < 4; n++)
        await fixture.store(sampleMessage({ text: 'x'.repeat(350_000), createdAt: minute(11) }));
      await fixture.store(answer({ createdAt: minute(12) }));
      expect((await found())?.createdAt).toBe(minute(12));
      expect((await texts({ limit: 10 })).texts).toHaveLength(5);
    });
  });

  test.each(['nonsense', '', 'WyJhIl0', '!!!'])('refuses the cursor %j', async (after) => {
    await expect(texts({ limit: 10, after })).rejects.toThrow(InvalidRequestError);
  });
}

describe('the ChatHistory contract: in-memory', () => {
  chatHistoryContract(inMemory);
});

for (const engine of engines) {
  describeOn(engine, () => {
    describe('the ChatHistory contract: DynamoDB', () => {
      chatHistoryContract(() => dynamoDb(engine));
    });
  });
}
