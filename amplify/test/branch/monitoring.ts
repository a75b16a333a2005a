import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import { MEASURES, type MeasureName } from '../../../src/application/measures.ts';
import type { MeasureName as CopiedName } from '../../lib/monitoring/figures-of.ts';
import { asText } from '../as-text.ts';
import { alarmsIn, dashboardIn } from '../monitoring-in.ts';
import { synthesised } from '../synthesised.ts';

const { backend, delivery, idOf, json, properties, template } = await synthesised('branch');
assert.ok(delivery.monitoring);
const { topic, dashboard } = delivery.monitoring;

const FUNCTIONS = {
  [idOf(backend.renewableOrchestrator.resources.lambda)]: 'orchestrator',
  [idOf(delivery.onFailure)]: 'onFailure',
  [idOf(delivery.redelivery)]: 'redelivery',
  [idOf(delivery.unreported)]: 'unreported',
};
const alarms = alarmsIn(json, FUNCTIONS);
const { figures, others, searches, logGroups, alarmIds } = dashboardIn(json, idOf(dashboard), FUNCTIONS);

/** As `metric statistic over minutes, comparison, periods`; what is absent is no alarm, unless it says so. */
const ALARMS: Readonly<Record<string, string>> = {
  ResultsLost: 'ResultsLost Sum over 5 >= 1',
  ResultsParked: 'ResultsParked Sum over 5 >= 1',
  ResultsStillParked: 'FILL(count, 0) of count: RedeliveryFailure Sum over 15 >= 1, 2 times',
  SessionsRefused: 'SessionsRefused Sum over 5 >= 1',
  WriteFailureRate:
    'IF(all >= 20, 100 * FILL(failed, 0) / all, 0) of failed: WriteFailure Sum over 15, all: WriteLatency SampleCount over 15 >= 10',
  WriteLatency: 'WriteLatency p99 over 5 >= 3000, 3 times',
  JobFailureRate:
    'IF(all >= 20, 100 * FILL(failed, 0) / all, 0) of failed: JobFailure Sum over 15, all: AWS/Lambda Invocations of orchestrator Sum over 15 >= 25',
  OnFailureInvoked: 'AWS/Lambda Invocations of onFailure Sum over 5 >= 1',
  OnFailureErrors: 'AWS/Lambda Errors of onFailure Sum over 5 >= 1',
  OnFailureThrottles: 'AWS/Lambda Throttles of onFailure Sum over 5 >= 1',
  FailuresUnreported: 'AWS/SQS ApproximateNumberOfMessagesVisible of unreported Maximum over 5 >= 1',
  JobsUnhanded: 'AWS/Lambda DestinationDeliveryFailures of orchestrator Sum over 5 >= 1',
  FailuresUnhanded: 'AWS/Lambda DestinationDeliveryFailures of onFailure Sum over 5 >= 1',
  RedeliveryErrors: 'AWS/Lambda Errors of redelivery Sum over 15 >= 2',
  RedeliveryThrottles: 'AWS/Lambda Throttles of redelivery Sum over 15 >= 2',
  RedeliveryStopped: 'FILL(count, 0) of count: AWS/Lambda Invocations of redelivery Sum over 15 < 1, or absent',
};

test('there is an alarm for each thing that wants somebody, and for nothing else', () => {
  assert.deepEqual(Object.fromEntries(alarms.map(({ name, watches }) => [name, watches])), ALARMS);
});

test('each alarm tells the topic when it begins and when it is over', () => {
  const told = [`<${idOf(topic)}>`];
  for (const { name, onAlarm, onOk } of alarms)
    assert.deepEqual({ name, onAlarm, onOk }, { name, onAlarm: told, onOk: told });
});

test('CloudWatch may write to the topic, on behalf of this account alone', () => {
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    Topics: [{ Ref: idOf(topic) }],
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          ...{ Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: idOf(topic) } },
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      ]),
    },
  });
});

const operate = await readFile(path.resolve(import.meta.dirname, '../../../docs/operate.md'), 'utf8');

test('each alarm says what it means, and its link leads to its runbook', () => {
  const anchors = [...operate.matchAll(/^### (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-'),
  );
  for (const { name, description } of alarms) {
    const [, meaning = '', anchor = ''] = /^(.+) See docs\/operate\.md#([a-z-]+)$/.exec(description) ?? [];
    assert.match(meaning, /^\S.{30,}\.$/, name);
    assert.ok(anchors.includes(anchor), `${name} leads to ${anchor}, which is not there`);
  }
});

test('the commands of docs/operate.md find the function of redelivery by its description', () => {
  assert.ok(operate.includes(`Description=='${String(properties('redelivery')['Description'])}'`));
});

test('docs/operate.md has a row for each alarm, with its threshold', () => {
  const [table = ''] = /^\| alarm .*(\n\|.*)+/m.exec(operate) ?? [];
  const rows = table.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
  const told = rows.flatMap(([, names = '', , goesOff = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, /^none|[\d,]+/.exec(goesOff)?.[0].replace(',', '')]),
  );
  const limits = alarms.map(({ name, watches }) => [
    name,
    /< 1, or absent$/.test(watches) ? 'none' : />= (\d+)/.exec(watches.replace(/^IF.*%?over 15/, ''))?.[1],
  ]);
  assert.deepEqual(Object.fromEntries(told), Object.fromEntries(limits));
});

test('lib/ knows the measures of src/, all of them', () => {
  type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
  const same: Same<CopiedName, MeasureName> = true; // as the compiler sees it
  assert.ok(same);
  assert.deepEqual([...new Set(figures.map(({ name }) => name))].sort(), Object.keys(MEASURES).sort());
});

const { Variables } = properties('orchestrator')['Environment'] as { Variables: Record<string, unknown> };
const table = asText(Variables['AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME']);

test('the figures are those of this deployment: they go by the name of its table', () => {
  const services = [...alarms.flatMap((alarm) => alarm.services), ...figures.map(({ service }) => service)];
  assert.deepEqual([...new Set(services)], [`service=${table}`]);
});

test('failures stand there by their codes', () => {
  const series = (name: string) => `{"chat-courier",service,code} MetricName="${name}" service="${table}"`;
  assert.deepEqual(
    searches.sort(),
    ['JobFailure', 'RedeliveryFailure', 'WriteFailure'].map(
      (name) => `SEARCH('${series(name)}', 'Sum', 300) as \${PROP('Dim.code')}`,
    ),
  );
});

test('the rest of the dashboard is of the functions and the queue of this deployment', () => {
  const known = Object.values(FUNCTIONS);
  assert.deepEqual(
    others.filter(({ of }) => !known.includes(of)),
    [],
  );
  const shown = (of: string) => new Set(others.filter((metric) => metric.of === of).map(({ name }) => name));
  assert.deepEqual([...shown('redelivery')].sort(), ['ConcurrentExecutions', 'Duration', 'Errors', 'Throttles']);
  assert.deepEqual(
    shown('unreported'),
    new Set(['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage']),
  );
});

test('the dashboard begins with every alarm, and ends with the logs of the three functions', () => {
  assert.deepEqual(alarmIds.sort(), alarms.map(({ id }) => id).sort());
  const groups = (['orchestrator', 'onFailure', 'redelivery'] as const).map((name) => {
    const { LogGroup } = properties(name)['LoggingConfig'] as { LogGroup: { Ref: string } };
    return `<${LogGroup.Ref}>`;
  });
  assert.deepEqual(logGroups.sort(), groups.sort());
});

test('the logs are kept for a month', () => {
  const groups = Object.values(json.Resources).filter(({ Type }) => Type === 'AWS::Logs::LogGroup');
  assert.deepEqual(new Set(groups.map(({ Properties }) => Properties?.['RetentionInDays'])), new Set([30]));
});
