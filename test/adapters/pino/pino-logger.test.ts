import { Writable } from 'node:stream';
import 'reflect-metadata';
import { pino } from 'pino';
import { DeliveryError } from '../../../src/domain/delivery-error.ts';
import { PinoLogger } from '../../../src/adapters/pino/pino-logger.ts';
import type { Logger, LogLevel } from '../../../src/application/ports/logger.ts';

type Line = Readonly<Record<string, unknown>>;

/** The lines that a logger, made as the composition makes it, writes. */
function linesOf(log: (logger: Logger) => void, level: LogLevel | 'silent' = 'debug'): Line[] {
  let written = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written += chunk.toString();
      done();
    },
  });
  log(new PinoLogger(() => pino({ level, base: { service: 'chat-courier' } }, stream)));
  return written
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

test('a line is one JSON object: level, time, service, fields and message, and nothing else', () => {
  const lines = linesOf((logger) => {
    logger.log('info', 'Two\nlines', { sessionId: 'session-1', itemBytes: 123 });
  });
  expect(lines).toEqual([
    {
      level: 30,
      time: expect.any(Number) as number,
      service: 'chat-courier',
      sessionId: 'session-1',
      itemBytes: 123,
      msg: 'Two\nlines',
    },
  ]);
});

test('fields may be left out', () => {
  const [line = {}] = linesOf((logger) => {
    logger.log('info', 'Hello');
  });
  expect(Object.keys(line)).toEqual(['level', 'time', 'service', 'msg']);
});

test.each<[LogLevel, number]>([
  ['debug', 20],
  ['info', 30],
  ['warn', 40],
  ['error', 50],
  ['fatal', 60],
])('%s is level %d', (level, number) => {
  const lines = linesOf((logger) => {
    logger.log(level, 'Hello');
  });
  expect(lines).toEqual([expect.objectContaining({ level: number })]);
});

test('what is below the level is not written', () => {
  const logAll = (logger: Logger) => {
    for (const level of ['debug', 'info', 'warn', 'error', 'fatal'] as const) logger.log(level, level);
  };
  expect(linesOf(logAll, 'warn').map(({ msg }) => msg)).toEqual(['warn', 'error', 'fatal']);
  expect(linesOf(logAll, 'silent')).toEqual([]);
});

test('an error is written with its type, its code, the frames of its stack, and its cause', () => {
  const cause = new TypeError('the socket hung up');
  const error = new DeliveryError('unavailable', 'the table cannot be reached', 'Wait.', { cause });
  const [line] = linesOf((logger) => {
    logger.log('error', 'Failed', { err: error, durationMs: 5 });
  });
  const stack = expect.stringMatching(/^ {4}at /) as string;
  expect(line).toMatchObject({
    durationMs: 5,
    err: {
      type: 'DeliveryError',
      code: 'unavailable',
      message: 'the table cannot be reached',
      stack,
      cause: { type: 'TypeError', stack },
    },
  });
});

test('what an error of others says or carries is not written, nor what its cause does', () => {
  const request = { headers: { Authorization: 'Bearer SECRET' }, data: 'a SECRET query' };
  const cause = Object.assign(new Error('SECRET answer\nin two lines'), { config: request });
  const error = Object.assign(new Error('SECRET query', { cause }), { config: request, code: 'SECRET code!' });
  const lines = linesOf((logger) => {
    logger.log('error', 'Failed', { err: error });
    logger.log('error', 'Failed', { err: 'a SECRET text' });
  });
  expect(lines).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toContain('SECRET');
  expect(lines).toMatchObject([{ err: { type: 'Error', cause: { type: 'Error' } } }, { err: { type: 'string' } }]);
});

test.each<[what: string, value: () => unknown]>([
  [
    'refers to itself',
    () => {
      const self: Record<string, unknown> = {};
      return Object.assign(self, { self });
    },
  ],
  ['is a BigInt', () => 1n],
  [
    'has a getter that throws',
    () => ({
      get secret(): never {
        throw new Error('no');
      },
    }),
  ],
  [
    'has a toJSON that throws',
    () => ({
      toJSON: () => {
        throw new Error('no');
      },
    }),
  ],
])('logging never throws, although a field %s', (_, value) => {
  const lines = linesOf((logger) => {
    logger.log('info', 'Hello', { value: value(), sessionId: 'session-1' });
  });
  expect(lines).toEqual([expect.objectContaining({ msg: 'Hello', sessionId: 'session-1' })]);
});
