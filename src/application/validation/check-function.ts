import type { DeployedFunction } from '../ports/deployed-functions.ts';
import type { Seen } from '../ports/seen.ts';
import { check, unchecked, type CheckResult } from './check-result.ts';
import { subjectOf, type Role } from './roles.ts';

const RUNTIMES = new Set(['nodejs24.x', 'nodejs22.x']);
const DEPRECATED = new Set(['nodejs20.x']);

/** MB. One screening peaks at about 160. */
const ENOUGH_MEMORY = 256;

/** Seconds. A job takes minutes; for the other functions ten requests to DynamoDB must fit. */
const ENOUGH_TIME: Readonly<Record<Role, number>> = { orchestrator: 60, 'on-failure': 15, redelivery: 30 };

/** Whether a function is there and can be invoked, and whether it has the means for its work. */
export function checkFunction(role: Role, name: string, seen: Seen<DeployedFunction>): CheckResult[] {
  const subject = subjectOf(role, name);
  const exists = { subject, name: 'exists', expected: 'a function of this name in this region' };
  if (seen.kind === 'unseen') return [unchecked(exists, seen)];
  if (seen.kind === 'absent') return [check(exists, 'none', false, howToName(role, name))];
  const found = seen.value;
  return [
    check(exists, found.arn, true, ''),
    checkState(subject, found),
    checkLastUpdate(subject, found),
    checkRuntime(subject, found),
    checkMemory(subject, found),
    checkTimeout(subject, found, ENOUGH_TIME[role]),
  ];
}

function howToName(role: Role, name: string): string {
  if (role === 'on-failure') return 'Deploy dist/lambda/on-failure, and make its ARN the on-failure destination.';
  const option = role === 'orchestrator' ? '--function' : '--redelivery';
  const list = `aws lambda list-functions --query "Functions[?contains(FunctionName, '${name}')].FunctionName"`;
  return `Name it with ${option} (Amplify adds to the name: ${list}), and its region with --region; or deploy it.`;
}

function checkState(subject: string, { name, state }: DeployedFunction): CheckResult {
  const wait = `Wait until it is: aws lambda wait function-active-v2 --function-name ${name}`;
  const fixes: Readonly<Record<string, string>> = {
    Failed: `Deploy it anew; why it failed: ${configuration(name, 'StateReason')}`,
    Inactive: `Wake it, by an invocation that fails: aws lambda invoke --function-name ${name} /dev/null. ${wait}`,
  };
  const fix = fixes[state] ?? wait;
  return check({ subject, name: 'state', expected: 'Active' }, state, state === 'Active', fix);
}

function checkLastUpdate(subject: string, { name, lastUpdate }: DeployedFunction): CheckResult {
  const fix =
    lastUpdate === 'Failed'
      ? `Deploy it anew; why it failed: ${configuration(name, 'LastUpdateStatusReason')}`
      : `Wait until it is: aws lambda wait function-updated-v2 --function-name ${name}`;
  const expectation = { subject, name: 'last update', expected: 'Successful' };
  return check(expectation, lastUpdate, lastUpdate === 'Successful', fix);
}

function configuration(name: string, field: string): string {
  return `aws lambda get-function-configuration --function-name ${name} --query ${field}`;
}

function checkRuntime(subject: string, { name, runtime }: DeployedFunction): CheckResult {
  const expectation = { subject, name: 'runtime', expected: 'nodejs24.x or nodejs22.x' };
  if (runtime === undefined) {
    const fix = 'See to it that the image has Node 22 or 24.';
    return check(expectation, 'a container image, whose Node is unknown', false, fix, 'warning');
  }
  const found = DEPRECATED.has(runtime) ? `${runtime}, which is deprecated` : runtime;
  const otherwise = DEPRECATED.has(runtime) ? 'warning' : 'wrong';
  return check(expectation, found, RUNTIMES.has(runtime), update(name, '--runtime nodejs24.x'), otherwise);
}

function checkMemory(subject: string, { name, memoryMb }: DeployedFunction): CheckResult {
  const expectation = { subject, name: 'memory', expected: `${ENOUGH_MEMORY} MB or more` };
  const fix = update(name, '--memory-size 512');
  return check(expectation, `${memoryMb} MB`, memoryMb >= ENOUGH_MEMORY, fix, 'warning');
}

function checkTimeout(subject: string, { name, timeoutSeconds }: DeployedFunction, enough: number): CheckResult {
  const expectation = { subject, name: 'time-out', expected: `${enough} s or more (900 s is the most)` };
  const fix = update(name, `--timeout ${enough === 60 ? 900 : 60}`);
  return check(expectation, `${timeoutSeconds} s`, timeoutSeconds >= enough, fix, 'warning');
}

function update(name: string, setting: string): string {
  return `aws lambda update-function-configuration --function-name ${name} ${setting}`;
}
