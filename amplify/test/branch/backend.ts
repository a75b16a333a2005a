import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SESSION_INDEX } from '../../../src/adapters/dynamodb/chat-message-table.ts';
import type { CloudFormationTemplate } from '../permissions-granted.ts';
import { synthesised } from '../synthesised.ts';

const { backend, template, idOf, delivery, folder, properties } = await synthesised('branch');

const TABLE = 'Custom::AmplifyDynamoDBTable';
const RESOLVER = 'AWS::AppSync::FunctionConfiguration';

function stackOf(model: string): Template {
  const stack = backend.data.resources.nestedStacks[model];
  assert.ok(stack, `the data has no model ${model}`);
  return Template.fromStack(stack);
}

test('the table has one index, by session and time, under the name that chat-courier reads', () => {
  stackOf('ChatMessage').hasResourceProperties(TABLE, {
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    globalSecondaryIndexes: [
      Match.objectLike({
        indexName: SESSION_INDEX,
        keySchema: [
          { attributeName: 'chatSessionId', keyType: 'HASH' },
          { attributeName: 'createdAt', keyType: 'RANGE' },
        ],
        projection: { projectionType: 'ALL' },
      }),
    ],
  });
});

test('messages expire by their attribute expiresAt', () => {
  const timeToLiveSpecification = { attributeName: 'expiresAt', enabled: true };
  stackOf('ChatMessage').hasResourceProperties(TABLE, { timeToLiveSpecification });
});

test('a branch keeps its data when its stack goes', () => {
  for (const model of ['ChatMessage', 'ChatSession']) {
    stackOf(model).hasResourceProperties(TABLE, {
      deletionProtectionEnabled: true,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
  }
  template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  const bucket = { BucketName: { Ref: idOf(delivery.bucket) } };
  template.resourcePropertiesCountIs('Custom::S3AutoDeleteObjects', bucket, 0);
});

test('only the owner, named by the sub alone, may read or write a session or a message', async () => {
  for (const model of ['ChatMessage', 'ChatSession']) {
    const { Resources } = stackOf(model).toJSON() as CloudFormationTemplate;
    const checks = Object.values(Resources)
      .filter(({ Type, Properties }) => Type === RESOLVER && /auth0Function$/.test(String(Properties?.['Name'])))
      .filter(({ Properties }) => !/postAuth0Function$/.test(String(Properties?.['Name'])));
    assert.ok(checks.length >= 8, `${model} has ${checks.length} checks`);
    for (const { Properties = {} } of checks) {
      const both = ['RequestMappingTemplateS3Location', 'ResponseMappingTemplateS3Location'];
      const text = (await Promise.all(both.map((which) => vtl(Properties[which])))).join();
      assert.match(text, /claims\.get\("sub"\)/);
      assert.doesNotMatch(text, /cognito:groups|API Key Authorization|claims\.get\("(?!sub")/);
    }
  }
});

/** Amplify puts short templates into the stack, and long ones beside it. */
async function vtl(location: unknown): Promise<string> {
  const [hash] = /[0-9a-f]{64}/.exec(JSON.stringify(location ?? '')) ?? [];
  return hash === undefined ? '' : readFile(path.join(folder, `asset.${hash}.vtl`), 'utf8');
}

test('the functions run on Node 24 with the time and memory that they need', () => {
  const settings = (name: Parameters<typeof properties>[0]) => {
    const { Runtime, Architectures, Handler, MemorySize, Timeout } = properties(name);
    return { Runtime, Architectures, Handler, MemorySize, Timeout };
  };
  const all = { Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' };
  assert.deepEqual(settings('orchestrator'), { ...all, MemorySize: 1_024, Timeout: 900 });
  assert.deepEqual(settings('onFailure'), { ...all, MemorySize: 512, Timeout: 60 });
  assert.deepEqual(settings('redelivery'), { ...all, MemorySize: 1_024, Timeout: 300 });
  assert.deepEqual(settings('sendMessage'), { ...all, MemorySize: 512, Timeout: 25 });
});

test('a job is tried three times within six hours, and then the on-failure function is told', () => {
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    FunctionName: { Ref: idOf(backend.renewableOrchestrator.resources.lambda) },
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 21_600,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [idOf(delivery.onFailure), 'Arn'] } } },
  });
});

test('what the on-failure function cannot report is kept in an encrypted queue for 14 days', () => {
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    FunctionName: { Ref: idOf(delivery.onFailure) },
    MaximumRetryAttempts: 2,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [idOf(delivery.unreported), 'Arn'] } } },
  });
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
});

test('what is parked is delivered every five minutes', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(5 minutes)',
    State: 'ENABLED',
    Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [idOf(delivery.redelivery), 'Arn'] } })],
  });
  template.hasResourceProperties('AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    Principal: 'events.amazonaws.com',
    FunctionName: { 'Fn::GetAtt': [idOf(delivery.redelivery), 'Arn'] },
  });
});

test('the bucket is private, encrypted, reached by TLS only, and forgets artifacts after their messages', () => {
  template.hasResourceProperties('AWS::S3::Bucket', {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    PublicAccessBlockConfiguration: {
      ...{ BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    LifecycleConfiguration: {
      Rules: Match.arrayWith([
        Match.objectLike({
          Prefix: 'chatSessionArtifacts/',
          TagFilters: [{ Key: 'chat-courier-ttl-days', Value: '365' }],
          ExpirationInDays: 367,
        }),
        Match.objectLike({ Prefix: 'undelivered/', ExpirationInDays: 367 }),
      ]),
    },
  });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ],
    },
  });
});

test('each package is the whole folder that was built, with the data of site-screening', async () => {
  const asset = (name: Parameters<typeof properties>[0]) => {
    const { S3Key } = properties(name)['Code'] as { S3Key: string };
    return path.join(folder, `asset.${path.parse(S3Key).name}`);
  };
  for (const name of ['orchestrator', 'onFailure', 'redelivery', 'sendMessage'] as const) {
    assert.match(await readFile(path.join(asset(name), 'index.mjs'), 'utf8'), /handler/);
  }
  for (const file of ['cities.pbf', 'countries-10m.json']) {
    assert.ok((await readFile(path.join(asset('orchestrator'), 'geo-data', file))).length > 1_000_000, file);
  }
});

test('sendMessage is for who has signed in, and its resolver knows the user by the identity alone', async () => {
  const api = backend.data.resources.nestedStacks['FunctionDirectiveStack'];
  assert.ok(api, 'the data has no functions');
  const functions = Template.fromStack(api).findResources(RESOLVER);
  const templates = Object.values(functions).flatMap(({ Properties }) =>
    ['RequestMappingTemplateS3Location', 'ResponseMappingTemplateS3Location'].map((which) =>
      vtl((Properties as Record<string, unknown>)[which]),
    ),
  );
  const text = (await Promise.all(templates)).join();
  assert.match(text, /\$util\.authType\(\) == "User Pool Authorization"/);
  assert.match(text, /"identity": \$util\.toJson\(\$ctx\.identity\)/);
  assert.match(text, /"arguments": \$util\.toJson\(\$ctx\.arguments\)/);
});
