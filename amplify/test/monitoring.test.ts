import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Duration, type CfnElement } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { alarmsIn, dashboardIn } from './monitoring-in.ts';
import type { CloudFormationTemplate } from './permissions-granted.ts';
import { plainApp } from './plain-app.ts';

function templateOf({ stack }: ReturnType<typeof plainApp>): CloudFormationTemplate {
  return Template.fromStack(stack).toJSON() as CloudFormationTemplate;
}

function watchedBy(app: ReturnType<typeof plainApp>): Readonly<Record<string, string>> {
  return Object.fromEntries(alarmsIn(templateOf(app)).map(({ name, watches }) => [name, watches]));
}

test('thresholds and the number of samples can be changed, one by one', () => {
  const before = watchedBy(plainApp());
  const thresholds = { ResultsParked: 5, RedeliveryStopped: 2 };
  const after = watchedBy(plainApp({ monitoring: { thresholds, minimumSamples: 7 } }));
  const changed = Object.entries(after).filter(([name, watches]) => before[name] !== watches);
  assert.deepEqual(
    changed.map(([name, watches]) => `${name}: ${watches.replace(/ of failed:.*/, '')}`),
    [
      'ResultsParked: ResultsParked Sum over 5 >= 5',
      'WriteFailureRate: IF(all >= 7, 100 * FILL(failed, 0) / all, 0)',
      'JobFailureRate: IF(all >= 7, 100 * FILL(failed, 0) / all, 0)',
      `RedeliveryStopped: ${before['RedeliveryStopped']?.replace('< 1', '< 2')}`,
    ],
  );
});

test('the alarms of redelivery wait for three runs, however long that takes', () => {
  const { ResultsStillParked, RedeliveryStopped } = watchedBy(plainApp({ redeliverEvery: Duration.hours(1) }));
  assert.equal(ResultsStillParked, 'FILL(count, 0) of count: RedeliveryFailure Sum over 180 >= 1, 2 times');
  assert.match(RedeliveryStopped ?? '', /over 180 < 1, or absent$/);
});

test('a topic of the app itself takes the place of the own one', () => {
  const app = plainApp();
  const topic = Topic.fromTopicArn(app.stack, 'OnCall', 'arn:aws:sns:eu-central-1:123456789012:on-call');
  const withTopic = plainApp({ monitoring: { topic, runbook: 'https://wiki.example.org/chat' } });
  const template = templateOf(withTopic);
  assert.equal(Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::SNS::Topic').length, 0);
  for (const { name, onAlarm, description } of alarmsIn(template)) {
    assert.deepEqual(onAlarm, ['arn:aws:sns:eu-central-1:123456789012:on-call'], name);
    assert.match(description, / See https:\/\/wiki\.example\.org\/chat#[a-z-]+$/);
  }
});

test('monitoring can be left out', () => {
  const app = plainApp({ monitoring: false });
  assert.equal(app.delivery.monitoring, undefined);
  const types = Object.values(templateOf(app).Resources).map(({ Type }) => Type);
  assert.deepEqual(
    types.filter((type) => /^AWS::(CloudWatch|SNS)::/.test(type)),
    [],
  );
});

test('a function that has its log where Lambda puts it is found there, and nothing is added for it', () => {
  const app = plainApp();
  const template = templateOf(app);
  const idOf = (of: { node: { defaultChild?: unknown } }) => app.stack.getLogicalId(of.node.defaultChild as CfnElement);
  assert.ok(app.delivery.monitoring);
  const { logGroups } = dashboardIn(template, idOf(app.delivery.monitoring.dashboard));
  assert.ok(logGroups.includes(`/aws/lambda/<${idOf(app.orchestrator)}>`), logGroups.join());
  const functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  assert.equal(functions.length, 3);
});
