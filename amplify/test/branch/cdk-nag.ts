import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { plainApp } from '../plain-app.ts';
import { synthesised } from '../synthesised.ts';

/** What is not chat-courier's, and why it may stay. */
const EXCEPTIONS: readonly [finding: RegExp, reason: string][] = [
  [
    /^AwsSolutions-(IAM[45]|L1)\S* at \S*\/AmplifyBranchLinker\//,
    "Amplify's own function, which ties a branch to its stack",
  ],
  [
    /^AwsSolutions-IAM[45].* at \S*\/AmplifyTableManager\//,
    "Amplify's own functions, which make and change the tables",
  ],
  [
    /^AwsSolutions-(IAM[45]|L1).* at \S*\/Custom::CDKBucketDeployment/,
    "the CDK's own function, which uploads the schema",
  ],
  [
    /^AwsSolutions-IAM5.* at \S*\/Chat(Session|Message)IAMRole\//,
    "AppSync's role for the table of a model and its indexes",
  ],
  [
    /^AwsSolutions-IAM5.* at \S*\/FunctionDirectiveStack\/FnSendMessageLambdaDataSource\//,
    "AppSync's role for the resolver of sendMessage, in any version of it",
  ],
  [/^AwsSolutions-S1 at .*Bucket\/Resource/, 'buckets of Amplify for the schema of the API, which is no secret'],
  [/^AwsSolutions-S10 at .*AmplifyCodegenAssets/, 'a bucket of Amplify for the schema of the API, which is no secret'],
  [/^AwsSolutions-ASC3 at /, 'logs of requests would have messages in them'],
  [/^AwsSolutions-COG[28] at /, 'a second factor and threat protection are for each app to decide'],
];

/** As `rule at path`. */
function findings(scope: IConstruct): string[] {
  const { violations } = new AwsSolutionsChecks().validateScope(scope);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath = '' }) => `${ruleName} at ${constructPath}`),
  );
}

const { backend, delivery } = await synthesised('branch');

test('cdk-nag has nothing to say of the construct and its function', () => {
  assert.deepEqual(findings(delivery), []);
  const own = /\/data\/(renewableOrchestrator|sendMessage)/;
  assert.deepEqual(
    findings(backend.renewableOrchestrator.stack).filter((finding) => own.test(finding)),
    [],
  );
});

test('cdk-nag has nothing to say of the backend, besides the exceptions', () => {
  const all = findings(backend.stack);
  assert.deepEqual(
    all.filter((finding) => !EXCEPTIONS.some(([pattern]) => pattern.test(finding))),
    [],
  );
  const stale = EXCEPTIONS.filter(([pattern]) => !all.some((finding) => pattern.test(finding)));
  assert.deepEqual(stale, []);
});

test('cdk-nag is heard: a wildcard in the construct is a finding', () => {
  const { delivery: planted, stack } = plainApp();
  assert.deepEqual(findings(planted), []);
  const statement = new PolicyStatement({ actions: ['s3:*'], resources: [planted.bucket.arnForObjects('*')] });
  planted.onFailure.addToRolePolicy(statement);
  assert.ok(findings(stack).some((finding) => finding.startsWith('AwsSolutions-IAM5[Action::s3:*]')));
});
