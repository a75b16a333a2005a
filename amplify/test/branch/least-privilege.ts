import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { functionsOf } from '../functions-of.ts';
import { permissionsNeeded } from '../permissions-needed.ts';
import { plainApp } from '../plain-app.ts';
import { synthesised } from '../synthesised.ts';

const INDEX = 'chatMessagesByChatSessionIdAndCreatedAt';
const NAMES = ['orchestrator', 'onFailure', 'redelivery', 'sendMessage'] as const;

const backend = await synthesised('branch');

for (const name of NAMES) {
  test(`${name} may do what its code does, and nothing else`, () => {
    assert.deepEqual(backend.permissions(name), permissionsNeeded(name));
  });
}

test('no function has an action or a resource with a wildcard, besides the two prefixes', () => {
  for (const name of NAMES) {
    const wild = backend.permissions(name).filter((permission) => permission.includes('*'));
    assert.deepEqual(wild, []);
  }
});

test('nobody else is let in by the policies of the resources themselves: they refuse, and let in two services of AWS', () => {
  const resources = Object.values(backend.json.Resources);
  const policies = Object.entries(backend.json.Resources).filter(
    // Amplify's own resources are in the same stack.
    ([id, { Type }]) => id.startsWith('ChatDelivery') && /^AWS::(S3::Bucket|SQS::Queue|SNS::Topic)Policy$/.test(Type),
  );
  assert.equal(policies.length, 3);
  const allowed = policies.flatMap(([, { Properties }]) => {
    const { Statement } = Properties?.['PolicyDocument'] as { Statement: { Effect: string; Principal: unknown }[] };
    return Statement.filter(({ Effect }) => Effect === 'Allow').map(({ Principal }) => Principal);
  });
  assert.deepEqual(allowed, [{ Service: 'cloudwatch.amazonaws.com' }]);
  const invokers = resources.filter(({ Type }) => Type === 'AWS::Lambda::Permission');
  assert.deepEqual(
    invokers.map(({ Properties }) => Properties?.['Principal']),
    ['events.amazonaws.com'],
  );
});

/** The tables of `plainApp`, whose names have a hash in them. */
function examined({ delivery, orchestrator, messageTable, sessionTable }: ReturnType<typeof plainApp>) {
  const { idOf } = functionsOf(delivery, orchestrator, { messages: '', sessions: '' });
  const [messages, sessions] = [messageTable, sessionTable].map((table) => `<${idOf(table)}.Arn>`) as [string, string];
  return functionsOf(delivery, orchestrator, { messages, sessions });
}

test('in an app without Amplify the same is allowed, besides what its own function had before', () => {
  const { permissions } = examined(plainApp());
  const [basic, ...rest] = permissions('orchestrator');
  assert.match(basic ?? '', /^\* .*AWSLambdaBasicExecutionRole$/);
  assert.deepEqual(
    rest,
    permissionsNeeded('orchestrator').filter((permission) => !permission.startsWith('logs:')),
  );
  assert.deepEqual(permissions('onFailure'), permissionsNeeded('onFailure'));
  assert.deepEqual(permissions('redelivery'), permissionsNeeded('redelivery'));
});

test('artifacts that never expire are not tagged', () => {
  const { permissions } = examined(plainApp({ messageTtlDays: undefined }));
  const tagging = (permission: string) => permission.startsWith('s3:PutObjectTagging');
  assert.deepEqual(
    permissions('redelivery'),
    permissionsNeeded('redelivery').filter((permission) => !tagging(permission)),
  );
});

test('sessions that are not checked are not read', () => {
  const { permissions } = examined(plainApp({ sessionTable: undefined }));
  const reads = (permission: string) => permission.endsWith(' sessions');
  assert.deepEqual(
    permissions('onFailure'),
    permissionsNeeded('onFailure').filter((permission) => !reads(permission)),
  );
});

const PLANTED: [what: string, actions: string[], on: (app: ReturnType<typeof plainApp>) => string][] = [
  ['an action that no code calls', ['dynamodb:DeleteItem'], (app) => app.messageTable.tableArn],
  ['all actions', ['dynamodb:*'], (app) => app.messageTable.tableArn],
  ['a write where only a read is called', ['dynamodb:PutItem'], (app) => app.sessionTable.tableArn],
  ['another index', ['dynamodb:Query'], (app) => `${app.messageTable.tableArn}/index/*`],
  ['an action of another function', ['dynamodb:Query'], (app) => `${app.messageTable.tableArn}/index/${INDEX}`],
  ['the whole bucket', ['s3:GetObject'], (app) => app.delivery.bucket.arnForObjects('*')],
  ['the names of all objects', ['s3:ListBucket'], (app) => app.delivery.bucket.bucketArn],
  ['any resource', ['dynamodb:GetItem'], () => '*'],
];

for (const [what, actions, on] of PLANTED) {
  test(`a permission too many is noticed: ${what}`, () => {
    const app = plainApp();
    app.delivery.redelivery.addToRolePolicy(new PolicyStatement({ actions, resources: [on(app)] }));
    assert.equal(tooMany(app).length, 1);
  });
}

test('a permission too many is noticed: a managed policy', () => {
  const app = plainApp();
  app.delivery.redelivery.role?.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonS3ReadOnlyAccess'));
  assert.match(tooMany(app).join(), /^\* .*AmazonS3ReadOnlyAccess$/);
});

function tooMany(app: ReturnType<typeof plainApp>): string[] {
  const needed = permissionsNeeded('redelivery');
  return examined(app)
    .permissions('redelivery')
    .filter((permission) => !needed.includes(permission));
}
