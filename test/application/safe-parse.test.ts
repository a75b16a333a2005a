import * as v from 'valibot';
import { safeParse } from '../../src/application/safe-parse.ts';
import { anyObject, looseObjectOf, objectOf } from '../../src/application/object-schemas.ts';
import { parseOrchestratorRequest } from '../../src/application/parse-orchestrator-request.ts';

const ENTRIES = { name: v.string('must be a name'), size: v.number(), data: v.unknown(), note: v.optional(v.string()) };
const SCHEMAS = [
  ['of these fields', objectOf(ENTRIES)],
  ['of these fields and others', looseObjectOf(ENTRIES)],
] as const;

describe.each(SCHEMAS)('an object %s', (_, schema) => {
  test.each([[], [1], null, 'text', 1, undefined])('is not %j', (value) => {
    expect(safeParse(schema, value)).toEqual({ wrong: [{ path: [], message: 'must be of type object' }] });
  });

  test('is told what a missing field has to be, as for a wrong one', () => {
    const wrong = [
      { path: ['name'], message: 'must be a name' },
      { path: ['size'], message: 'must be of type number' },
    ];
    const any = { path: ['data'], message: 'must be given' };
    expect(safeParse(schema, {})).toEqual({ wrong: [...wrong, any] });
    expect(safeParse(schema, { name: 1, size: 'secret', data: null })).toEqual({ wrong });
  });
});

test('an object of these fields goes without others, an object of these and others keeps them', () => {
  const value = { name: 'a', size: 1, data: 2, userId: 'mallory' };
  expect(safeParse(objectOf(ENTRIES), value)).toEqual({ data: { name: 'a', size: 1, data: 2 } });
  expect(safeParse(looseObjectOf(ENTRIES), value)).toEqual({ data: value });
});

test('any object is passed on as it is', () => {
  const value = JSON.parse('{"constructor": 1, "__proto__": {"a": 1}, "prototype": []}') as object;
  expect(safeParse(anyObject(), value).data).toBe(value);
});

test('of a field, the first fault is told, and no message quotes what was given', () => {
  const schema = looseObjectOf({ text: v.pipe(v.string(), v.maxLength(3, 'too long'), v.regex(/^a/, 'without an a')) });
  expect(safeParse(schema, { text: 'secret' })).toEqual({ wrong: [{ path: ['text'], message: 'too long' }] });
  const faults = safeParse(looseObjectOf({ text: v.pipe(v.string(), v.maxLength(3)) }), { text: 'secret' });
  expect(JSON.stringify(faults)).not.toContain('secret');
});

test('a request is passed on with fields of any name, however deep they may be', () => {
  const text = '{"query": "Hello", "constructor": {"prototype": 1}, "context": {"constructor": 2, "__proto__": 3}}';
  expect(JSON.stringify(parseOrchestratorRequest(JSON.parse(text)))).toBe(JSON.stringify(JSON.parse(text)));
  const deep = JSON.parse(`{"query": "Hello", "constructor": ${'['.repeat(200)}${']'.repeat(200)}}`) as unknown;
  expect(() => parseOrchestratorRequest(deep)).toThrow('must not be nested more than 100 levels deep');
});

test('of a request that is too deep in one field, every other field that is wrong is told, too', () => {
  const deep = JSON.parse('['.repeat(200) + ']'.repeat(200)) as unknown;
  const tooDeep = 'must not be nested more than 100 levels deep';
  const parse = () => parseOrchestratorRequest({ query: deep, delivery: 'x', context: { deep }, other: deep });
  expect(parse).toThrow(
    `query: must be a text of 1 to 100000 characters; context: ${tooDeep}; ` +
      `delivery: must be 'return' or 'chat'; other: ${tooDeep}`,
  );
});

test.each([
  ['2026-02-28T23:59:59Z', true],
  ['2024-02-29T00:00:00.123456789+05:30', true],
  ['2026-01-31T12:00:00.1234567890-00:00', true],
  ['2026-01-31 12:00:00Z', false],
  ['2026-01-31T12:00:00+0100', false],
  ['2026-01-31T12:00:00+01', false],
  ['2026-01-31T12:00:00 +01:00', false],
  ['2026-01-31t12:00:00z', false],
  ['2026-01-31T12:00:60Z', false],
  ['2026-01-31T12:00Z', false],
  ['2026-02-29T00:00:00Z', false],
  ['2026-04-31T00:00:00Z', false],
  ['2026-13-01T00:00:00Z', false],
  ['2026-01-31T24:00:00Z', false],
  ['2026-01-31T12:00:00', false],
  ['2026-01-31', false],
  ['yesterday', false],
])('whether %s is a time: %j', (submittedAt, taken) => {
  const parse = () => parseOrchestratorRequest({ query: 'Hello', submittedAt });
  if (taken) expect(parse()).toEqual({ query: 'Hello', submittedAt });
  else expect(parse).toThrow('must be a time in ISO 8601');
});
