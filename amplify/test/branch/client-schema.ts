import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { synthesised } from '../synthesised.ts';

const GENERATED = path.resolve(import.meta.dirname, '../../../examples/react/test/generated');

const { folder } = await synthesised('branch');

/** What Amplify deploys, and what `amplify_outputs.json` tells a client. The tests of the React hook run on copies. */
const [schema, introspection] = await Promise.all([deployedSchema(), modelIntrospection()]);
if (process.env['WRITE_CLIENT_SCHEMA'] === 'true') {
  await writeFile(path.join(GENERATED, 'schema.graphql'), schema);
  await writeFile(path.join(GENERATED, 'model-introspection.json'), introspection);
}

test('the tests of the React hook run on the schema that is deployed', async () => {
  const copy = await readFile(path.join(GENERATED, 'schema.graphql'), 'utf8');
  assert.equal(meaningOf(copy), meaningOf(schema), 'run the tests again with WRITE_CLIENT_SCHEMA=true');
});

test('the tests of the React hook run on the models that Amplify tells clients of', async () => {
  const copy = await readFile(path.join(GENERATED, 'model-introspection.json'), 'utf8');
  assert.deepEqual(JSON.parse(copy), JSON.parse(introspection), 'run the tests again with WRITE_CLIENT_SCHEMA=true');
});

test('the chat is read by the query that docs/frontend.md names', () => {
  assert.match(schema, /listChatMessagesByChatSessionIdAndCreatedAt\(chatSessionId: ID!, createdAt: ModelStringKeyCon/);
});

/** White space and commas mean nothing in GraphQL. */
function meaningOf(text: string): string {
  return text
    .replace(/[\s,]+/g, ' ')
    .replace(/ ?([(){}:]) ?/g, '$1')
    .trim();
}

async function deployedSchema(): Promise<string> {
  const [name = ''] = (await readdir(folder)).filter((file) => file.endsWith('.graphql'));
  return readFile(path.join(folder, name), 'utf8');
}

async function modelIntrospection(): Promise<string> {
  const all = await readdir(folder, { recursive: true });
  const [name = ''] = all.filter((file) => path.basename(file) === 'modelIntrospectionSchema.json');
  return readFile(path.join(folder, name), 'utf8');
}
