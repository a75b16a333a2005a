import 'reflect-metadata';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { FolderEventJournal } from '../../src/adapters/filesystem/folder-event-journal.ts';
import { InMemoryEventJournal } from '../../src/adapters/in-memory/in-memory-event-journal.ts';
import { RecordingLogger } from '../application/recording-logger.ts';
import type { EventJournal, QueuedEvent } from '../../src/application/ports/event-journal.ts';

const minute = (n: number) => new Date(Date.UTC(2026, 0, 31, 12, n)).toISOString();

function queued(fields: Partial<QueuedEvent> = {}): QueuedEvent {
  return { requestId: 'request-1', submittedAt: minute(0), event: { query: 'Hello' }, tries: 0, ...fields };
}

function eventJournalContract(open: () => EventJournal): void {
  let journal: EventJournal;
  beforeEach(() => {
    journal = open();
  });

  test('has nothing at first', async () => {
    expect(await journal.load()).toEqual([]);
  });

  test('keeps whole events and gives them with the oldest first, whatever zone their time is written in', async () => {
    const event = { query: '“ö” 👩‍🔬\n\u2028', context: { nothing: null, list: [1, [2]], empty: '' } };
    const [first, second, third] = [
      queued({ requestId: 'c', submittedAt: '2026-01-31T14:00:00.000+03:00', event }),
      queued({ requestId: 'a', submittedAt: minute(1), tries: 2 }),
      queued({ requestId: 'b', submittedAt: minute(2) }),
    ];
    for (const saved of [second, third, first]) await journal.save(saved);
    expect(await journal.load()).toEqual([first, second, third]);
  });

  test('keeps the last state of an event', async () => {
    await journal.save(queued());
    await journal.save(queued({ tries: 1 }));
    expect(await journal.load()).toEqual([queued({ tries: 1 })]);
  });

  test('keeps one of the states of an event that are saved at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, tries) => journal.save(queued({ tries }))));
    expect(await journal.load()).toEqual([queued({ tries: expect.any(Number) as number })]);
  });

  test('forgets what is removed, and nothing else; to remove nothing is no error', async () => {
    for (const requestId of ['stays', 'goes']) await journal.save(queued({ requestId }));
    for (const requestId of ['goes', 'goes', 'unknown']) await journal.remove(requestId);
    expect(await journal.load()).toEqual([queued({ requestId: 'stays' })]);
  });

  test('tells events apart, whatever their ids look like', async () => {
    const events = ['../../x', '..\\x', '/etc/x', 'a/b', 'a', 'A', 'é', 'e\u0301', '👩‍🔬', '__proto__', 'x'.repeat(10_000), '\0', ' ']
      .map((requestId, n) => queued({ requestId, submittedAt: minute(n) })); // prettier-ignore
    for (const event of events) await journal.save(event);
    expect(await journal.load()).toEqual(events);
    for (const { requestId } of events) await journal.remove(requestId);
    expect(await journal.load()).toEqual([]);
  });
}

describe('the EventJournal contract: in-memory', () => {
  eventJournalContract(() => new InMemoryEventJournal());
});

describe('the EventJournal contract: a folder', () => {
  let parent: string;
  let folder: string;
  let logger: RecordingLogger;
  const open = () => new FolderEventJournal(folder, logger);
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'journal-'));
    folder = join(parent, 'events');
    logger = new RecordingLogger();
  });
  afterEach(() => rm(parent, { recursive: true }));

  eventJournalContract(open);

  test('what is kept outlives the journal, in this folder and no other place', async () => {
    const hostile = queued({ requestId: '../../x' });
    await open().save(hostile);
    expect(await readdir(parent)).toEqual(['events']);
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.json$/)]);
    expect(await open().load()).toEqual([hostile]);
  });

  test('a file that a crash left half-written is no event', async () => {
    await open().save(queued());
    await writeFile(join(folder, '6f1c1c5e-8e0c-4c55-9d0b-0d9d9f0f0a11.draft'), '{"requestId":"request-2","even');
    expect(await open().load()).toEqual([queued()]);
  });

  test('files that are no events are logged, without their content, and left; the others are read', async () => {
    const [good, copied] = [queued(), queued({ requestId: 'copied' })];
    for (const event of [good, copied]) await open().save(event);
    const file = (digit: string) => join(folder, `${digit.repeat(64)}.json`);
    await writeFile(file('0'), '');
    await writeFile(file('1'), 'a secret that is cut o');
    await writeFile(file('2'), JSON.stringify({ requestId: 'a secret', submittedAt: 'a secret', tries: -1 }));
    await writeFile(file('3'), JSON.stringify(copied));
    await mkdir(file('4'));

    expect(await open().load()).toHaveLength(2);
    expect(logger.lines.map(({ fields }) => fields['file']).sort()).toEqual(
      ['0', '1', '2', '3', '4'].map((digit) => `${digit.repeat(64)}.json`),
    );
    expect(inspect(logger.lines)).not.toContain('a secret');
    expect(await readdir(folder)).toHaveLength(7);
  });
});
