import path from 'node:path';
import { ESLint } from 'eslint';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Only the rules of dependency direction, and no comment in a file can turn them off. */
const eslint = new ESLint({ cwd: ROOT, overrideConfigFile: 'eslint.boundaries.mjs', allowInlineConfig: false });

const DIRECTION = 'boundaries/dependencies';
const WIRING = '@typescript-eslint/no-restricted-imports';
const SURROUNDINGS = 'no-restricted-globals';
const SYNTAX = 'no-restricted-syntax';

test('every file of src keeps to the direction of dependencies', async () => {
  const results = await eslint.lintFiles('src');
  expect(results.length).toBeGreaterThan(80);
  expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
});

test.each([DIRECTION, WIRING, SURROUNDINGS, SYNTAX])('`npm run lint` enforces %s', async (rule) => {
  const config = (await new ESLint({ cwd: ROOT }).calculateConfigForFile('src/domain/chat-message.ts')) as Rules;
  expect(config.rules[rule]?.[0]).toBe(2);
});

describe('an import that is planted where it does not belong is reported, and passes where it belongs', () => {
  const SINK = 'src/adapters/dynamodb/dynamodb-result-sink.ts';
  const CONTAINER = 'src/entrypoints/composition/request-container.ts';
  const TOKENS = 'src/entrypoints/composition/tokens.ts';
  const USE_CASE = 'src/application/handle-request.ts';

  test.each<[rule: string, imported: string, wrong: string, right: string]>([
    ['the domain does not know the application', USE_CASE, 'src/domain/x.ts', 'src/adapters/http/x.ts'],
    ['the domain does not know an adapter', SINK, 'src/domain/x.ts', 'src/adapters/dynamodb/x.ts'],
    ['the domain does not know an entrypoint', TOKENS, 'src/domain/x.ts', 'src/entrypoints/lambda/x.ts'],
    ['the domain uses no package', 'valibot', 'src/domain/x.ts', 'src/application/x.ts'],
    ['the domain uses nothing of Node', 'node:crypto', 'src/domain/x.ts', 'src/application/x.ts'],

    ['the application does not know an adapter', SINK, 'src/application/ports/x.ts', CONTAINER],
    ['the application does not know an entrypoint', TOKENS, 'src/application/x.ts', 'src/entrypoints/express/x.ts'],
    ['the application uses no SDK', '@aws-sdk/lib-dynamodb', 'src/application/x.ts', 'src/adapters/dynamodb/x.ts'],
    ['the application uses no framework', 'inversify', 'src/application/x.ts', 'src/adapters/noop/x.ts'],
    ['the application reads no files', 'node:fs/promises', 'src/application/x.ts', 'src/adapters/site-screening/x.ts'],
    ['the application opens no connections', 'node:http', 'src/application/x.ts', 'src/adapters/http/x.ts'],

    ['adapters do not know each other', SINK, 'src/adapters/in-memory/x.ts', 'src/adapters/dynamodb/x.ts'],
    ['an adapter does not know an entrypoint', TOKENS, 'src/adapters/pino/x.ts', 'src/entrypoints/composition/x.ts'],
    ['a new adapter says what its technology is', 'node:net', 'src/adapters/new/x.ts', 'src/entrypoints/express/x.ts'],
    ['dynamodb has its SDK', '@aws-sdk/client-dynamodb', 'src/adapters/lambda/x.ts', 'src/adapters/dynamodb/x.ts'],
    ['embedded-dynamodb has dynalite', 'dynalite', 'src/adapters/dynamodb/x.ts', 'src/adapters/embedded-dynamodb/x.ts'],
    ['http has the client of Node', 'node:https', 'src/adapters/lambda/x.ts', 'src/adapters/http/x.ts'],
    ['lambda has its SDK', '@aws-sdk/client-lambda', 'src/adapters/dynamodb/x.ts', 'src/adapters/lambda/x.ts'],
    ['aws-deployment has IAM', '@aws-sdk/client-iam', 'src/adapters/lambda/x.ts', 'src/adapters/aws-deployment/x.ts'],
    ['aws-deployment has STS', '@aws-sdk/client-sts', 'src/adapters/s3/x.ts', 'src/adapters/aws-deployment/x.ts'],
    ['event-queue has p-queue', 'p-queue', 'src/adapters/in-memory/x.ts', 'src/adapters/event-queue/x.ts'],
    ['filesystem has the files', 'node:fs/promises', 'src/adapters/s3/x.ts', 'src/adapters/filesystem/x.ts'],
    ['s3 has its SDK', '@aws-sdk/client-s3', 'src/adapters/filesystem/x.ts', 'src/adapters/s3/x.ts'],
    ['pino has its logger', 'pino', 'src/adapters/noop/x.ts', 'src/adapters/pino/x.ts'],
    ['site-screening has the maps', 'd3-geo', 'src/adapters/http/x.ts', 'src/adapters/site-screening/x.ts'],

    ['only the server knows express', 'express', 'src/entrypoints/lambda/x.ts', 'src/entrypoints/express/x.ts'],
    ['only the server knows helmet', 'helmet', 'src/entrypoints/composition/x.ts', 'src/entrypoints/express/x.ts'],
    ['only the command line knows commander', 'commander', 'src/entrypoints/express/x.ts', 'src/entrypoints/cli/x.ts'],
    ['only the page knows preact', 'preact', 'src/entrypoints/express/x.ts', 'src/entrypoints/web/x.ts'],
    ['only the page draws maps', 'leaflet', 'src/entrypoints/express/x.ts', 'src/entrypoints/web/x.ts'],
    ['the page does not know the use cases', USE_CASE, 'src/entrypoints/web/x.ts', 'src/entrypoints/express/x.ts'],
    ['the page does not know an adapter', SINK, 'src/entrypoints/web/x.ts', CONTAINER],
    ['the page does not know the server', TOKENS, 'src/entrypoints/web/x.ts', 'src/entrypoints/express/x.ts'],
    ['the page has nothing of Node', 'node:path', 'src/entrypoints/web/x.ts', 'src/entrypoints/express/x.ts'],
    ['only the composition makes a pino', 'pino', 'src/entrypoints/express/x.ts', 'src/entrypoints/composition/x.ts'],
    ['reflect-metadata has one place', 'reflect-metadata', 'src/entrypoints/composition/x.ts', CONTAINER],
    [
      'it is not in a file of the same name',
      'reflect-metadata',
      'src/entrypoints/lambda/request-container.ts',
      CONTAINER,
    ],
    ['adapters leave reflect-metadata alone', 'reflect-metadata', 'src/adapters/pino/x.ts', CONTAINER],
  ])('%s', async (_, imported, wrong, right) => {
    expect(await rulesBrokenBy(importOf(imported, wrong), wrong)).toEqual([DIRECTION]);
    expect(await rulesBrokenBy(importOf(imported, right), right)).toEqual([]);
  });

  test.each(['test/architecture/dependency-direction.test.ts', 'package.json'])(
    'src does not know %s',
    async (file) => {
      const importer = 'src/entrypoints/composition/x.ts';
      expect(await rulesBrokenBy(importOf(file, importer), importer)).toEqual([DIRECTION]);
    },
  );
});

test.each([
  ["import 'pino';", DIRECTION],
  ["import type { Logger } from 'pino';", DIRECTION],
  ["export * from 'pino';", DIRECTION],
  ["export type { Logger } from 'pino';", DIRECTION],
  ["export type Log = import('pino').Logger;", DIRECTION],
  ["export const load = () => import('pino');", DIRECTION],
  ['export const load = () => import(`pino`);', SYNTAX],
  ["import pino = require('pino');", DIRECTION],
])('no form of import goes unseen: %s', async (text, rule) => {
  expect(await rulesBrokenBy(text, 'src/application/x.ts')).toEqual([rule]);
});

test.each([
  "import { Container } from 'inversify';",
  "import { Container as Box } from 'inversify';",
  "import * as inversify from 'inversify';",
])('only the composition builds a container: %s', async (text) => {
  expect(await rulesBrokenBy(text, 'src/entrypoints/express/x.ts')).toEqual([WIRING]);
  expect(await rulesBrokenBy(text, 'src/adapters/noop/x.ts')).toEqual([WIRING]);
  expect(await rulesBrokenBy(text, 'src/entrypoints/composition/x.ts')).toEqual([]);
});

test('an entrypoint may be handed a container', async () => {
  const text = "import type { Container } from 'inversify';";
  expect(await rulesBrokenBy(text, 'src/entrypoints/express/x.ts')).toEqual([]);
});

test.each([
  ['process.env.TABLE', SURROUNDINGS],
  ['fetch(url)', SURROUNDINGS],
  ['console.log(url)', SURROUNDINGS],
  ['Date.now()', SYNTAX],
  ['new Date()', SYNTAX],
  ['Math.random()', SYNTAX],
])('the inner layers are told what surrounds them: %s', async (expression, rule) => {
  const text = `export const f = (url: string) => ${expression};`;
  expect(await rulesBrokenBy(text, 'src/domain/x.ts')).toEqual([rule]);
  expect(await rulesBrokenBy(text, 'src/application/x.ts')).toEqual([rule]);
  expect(await rulesBrokenBy(text, 'src/adapters/system/x.ts')).toEqual([]);
});

test('the domain does not wait; a use case may', async () => {
  const text = 'export const f = (then: () => void) => setTimeout(then, 1);';
  expect(await rulesBrokenBy(text, 'src/domain/x.ts')).toEqual([SURROUNDINGS]);
  expect(await rulesBrokenBy(text, 'src/application/x.ts')).toEqual([]);
});

test('a file outside the layers is reported', async () => {
  expect(await rulesBrokenBy('export {};', 'src/x.ts')).toEqual(['boundaries/no-unknown-files']);
});

interface Rules {
  readonly rules: Readonly<Record<string, readonly unknown[]>>;
}

/** @param imported a package, or a file of this repository */
function importOf(imported: string, importer: string): string {
  const isFile = /\.(ts|json)$/.test(imported);
  return `import '${isFile ? `./${path.relative(path.dirname(importer), imported)}` : imported}';`;
}

async function rulesBrokenBy(text: string, filePath: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(text, { filePath: path.join(ROOT, filePath) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}
