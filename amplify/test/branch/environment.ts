import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../../src/entrypoints/composition/config.ts';
import { serverVariables, variablesSchema } from '../../../src/entrypoints/composition/variables.ts';
import { synthesised } from '../synthesised.ts';

/** Amplify's own: which variables its code would fetch from the parameter store. There are none. */
const AMPLIFY = 'AMPLIFY_SSM_ENV_CONFIG';

const backend = await synthesised('branch');

const environmentOf = (name: 'orchestrator' | 'onFailure' | 'redelivery') => {
  const { Environment } = backend.properties(name) as { Environment: { Variables: Record<string, unknown> } };
  const { [AMPLIFY]: amplify, ...variables } = Environment.Variables;
  return { amplify, variables };
};

for (const name of ['orchestrator', 'onFailure', 'redelivery'] as const) {
  const { variables } = environmentOf(name);

  test(`${name} reads each variable that it is given`, () => {
    const read = Object.keys(variablesSchema.entries).filter((variable) => !(variable in serverVariables));
    assert.deepEqual(
      Object.keys(variables).filter((variable) => !read.includes(variable)),
      [],
    );
  });

  test(`${name} accepts its configuration: tables and bucket are found, and sessions are checked`, () => {
    const named = Object.entries(variables).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : 'deployed',
    ]);
    const config = readConfig(Object.fromEntries(named) as Record<string, string>, 'function');
    const { tableName, sessionTableName, undelivered, storage, settings } = config;
    assert.deepEqual(
      { tableName, sessionTableName, undelivered, artifacts: storage.artifacts, days: settings.messageTtlDays },
      {
        ...{ tableName: 'deployed', sessionTableName: 'deployed', days: 365 },
        undelivered: { kind: 's3', bucket: 'deployed' },
        artifacts: { kind: 's3', bucket: 'deployed' },
      },
    );
  });

  test(`${name} is given the tables of the models, and the bucket`, () => {
    const table = (variable: string) => JSON.stringify(variables[variable]);
    assert.match(table('AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME'), /amplifyDataChatMessageNestedStack/);
    assert.match(table('CHAT_SESSION_TABLE_NAME'), /amplifyDataChatSessionNestedStack/);
    const bucket = { Ref: backend.idOf(backend.delivery.bucket) };
    assert.deepEqual([variables['ARTIFACT_BUCKET'], variables['UNDELIVERED_BUCKET']], [bucket, bucket]);
  });
}

test('sendMessage is told which function to start, and nothing else', () => {
  const { Environment } = backend.properties('sendMessage') as { Environment: { Variables: Record<string, unknown> } };
  const { [AMPLIFY]: amplify, ...variables } = Environment.Variables;
  const orchestrator = { Ref: backend.idOf(backend.backend.renewableOrchestrator.resources.lambda) };
  assert.deepEqual([amplify, variables], ['{}', { ORCHESTRATOR_FUNCTION_NAME: orchestrator }]);
});

test('Amplify has nothing to fetch before the orchestrator starts', () => {
  assert.equal(environmentOf('orchestrator').amplify, '{}');
});
