import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Template } from 'aws-cdk-lib/assertions';
import type { CloudFormationTemplate } from './permissions-granted.ts';
import { snippetOf } from './snippet-of.ts';
import { synthesisedApp } from './synthesised-app.ts';

/** The stack that has a resource of a type. */
function stackWith(templates: readonly CloudFormationTemplate[], type: string): Template {
  const found = templates.find(({ Resources }) => Object.values(Resources).some(({ Type }) => Type === type));
  assert.ok(found, `no stack has a ${type}`);
  return Template.fromJSON(found);
}

test('docs/deploy.md: ten lines bring chat-courier to an app whose function is that of README.md', async () => {
  const snippet = await snippetOf('deploy.md', 'new ChatDelivery(');
  const lines = snippet.split('\n').filter((line) => line !== '');
  assert.ok(lines.length <= 10, `${lines.length} lines`);

  const handler = await snippetOf('../README.md', 'lambdaHandlerFor');
  const templates = await synthesisedApp(snippet, ['test/existing-app -> .', 'lib -> lib'], {
    'my-orchestrator/handler.ts': handler,
  });
  const stack = stackWith(templates, 'AWS::SQS::Queue');
  stack.resourceCountIs('AWS::Lambda::EventInvokeConfig', 3);
  stack.resourceCountIs('AWS::Events::Rule', 1);
  const functions = Object.values(stack.findResources('AWS::Lambda::Function'));
  const variables = functions.map(
    ({ Properties }) => (Properties as { Environment?: { Variables: object } }).Environment,
  );
  const told = variables.filter((environment) => 'CHAT_SESSION_TABLE_NAME' in (environment?.Variables ?? {}));
  assert.equal(told.length, 3);
});

test('docs/frontend.md: signed-in users may read artifacts from a page, and nothing else', async () => {
  const snippet = await snippetOf('frontend.md', 'authenticatedUserIamRole');
  const own = ['backend.ts -> backend.ts', ...['auth', 'data', 'functions', 'lib'].map((part) => `${part} -> ${part}`)];
  const templates = await synthesisedApp(snippet, own);
  const stack = stackWith(templates, 'AWS::SQS::Queue');
  const policies = Object.values(stack.findResources('AWS::IAM::Policy'));
  const added = policies.filter(({ Properties }) => JSON.stringify(Properties).includes('authenticatedUserRole'));
  assert.equal(added.length, 1);
  const { PolicyDocument } = added[0]?.['Properties'] as { PolicyDocument: { Statement: Record<string, unknown>[] } };
  const [statement, ...others] = PolicyDocument.Statement;
  assert.deepEqual([statement?.['Action'], others], ['s3:GetObject', []]);
  assert.match(JSON.stringify(statement?.['Resource']), /"\/chatSessionArtifacts\/\*"/);
  const rule = { AllowedMethods: ['GET'], AllowedOrigins: ['https://app.example.com'], AllowedHeaders: ['*'] };
  stack.hasResourceProperties('AWS::S3::Bucket', { CorsConfiguration: { CorsRules: [rule] } });
});
