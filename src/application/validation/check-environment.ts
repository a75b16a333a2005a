import { check, unchecked, type CheckResult } from './check-result.ts';
import type { DeployedFunction } from '../ports/deployed-functions.ts';
import { subjectOf, type Member, type Role } from './roles.ts';

export const MESSAGE_TABLE = 'AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME';
export const SESSION_TABLE = 'CHAT_SESSION_TABLE_NAME';
export const UNDELIVERED_BUCKET = 'UNDELIVERED_BUCKET';
export const ARTIFACT_BUCKET = 'ARTIFACT_BUCKET';
export const TTL_DAYS = 'MESSAGE_TTL_DAYS';

/** A variable with a value that cannot be used. */
export interface VariableIssue {
  readonly variable: string;
  readonly allowed: string;
}

/** Reads variables as the function does when it starts. */
export type IssuesOf = (environment: Readonly<Record<string, string | undefined>>) => readonly VariableIssue[];

/** What is lost where a variable is not set. */
const OPTIONAL: Readonly<Record<string, { readonly loss: string; readonly value: string }>> = {
  [SESSION_TABLE]: {
    loss: 'not set: sessions are taken on trust',
    value: 'the name of the table behind the ChatSession model',
  },
  [UNDELIVERED_BUCKET]: {
    loss: 'not set: a result that cannot be written is lost',
    value: 'the name of a private S3 bucket',
  },
  [ARTIFACT_BUCKET]: {
    loss: 'not set: a result that is too large for the table ends in a failure',
    value: 'the name of a private S3 bucket',
  },
};

/** The variables of a function: none has a wrong value, and what it needs is set. Values are told only where they name something. */
export function checkEnvironment(role: Role, deployed: DeployedFunction, issuesOf: IssuesOf): CheckResult[] {
  const subject = subjectOf(role, deployed.name);
  if (deployed.environment.kind === 'unseen') {
    return [unchecked({ subject, name: 'environment', expected: 'readable' }, deployed.environment)];
  }
  const environment = environmentOf(deployed);
  const issues = issuesOf(environment);
  const wrong = new Set(issues.map(({ variable }) => variable));
  const optional = Object.entries(OPTIONAL).filter(([name]) => !wrong.has(name));
  return [
    ...issues.map(({ variable, allowed }) =>
      check(
        { subject, name: variable, expected: allowed },
        environment[variable] === undefined ? 'not set' : 'a value that is not allowed; the function does not start',
        false,
        howToSet(variable, 'an allowed value'),
      ),
    ),
    ...(wrong.has(MESSAGE_TABLE) ? [] : [checkMessageTable(subject, environment)]),
    ...checkSink(subject, environment),
    ...optional.map(([variable, { loss, value }]) => {
      const expectation = { subject, name: variable, expected: value };
      const found = environment[variable];
      return check(expectation, found ?? loss, found !== undefined, howToSet(variable, value), 'warning');
    }),
  ];
}

/** The variables of a function that it can use. */
export function usableEnvironment(deployed: DeployedFunction, issuesOf: IssuesOf): Member['environment'] {
  const environment = environmentOf(deployed);
  const wrong = new Set(issuesOf(environment).map(({ variable }) => variable));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !wrong.has(name)));
}

/** What is empty counts as not set. */
function environmentOf({ environment }: DeployedFunction): Member['environment'] {
  if (environment.kind !== 'found') return {};
  return Object.fromEntries(Object.entries(environment.value).filter(([, value]) => value !== ''));
}

/** Whether a function that works with another one has the same settings. */
export function checkSameEnvironment(member: Member, orchestrator: Member): CheckResult[] {
  const subject = subjectOf(member.role, member.deployed.name);
  const [own, others] = [environmentOf(member.deployed), environmentOf(orchestrator.deployed)];
  return [MESSAGE_TABLE, SESSION_TABLE, UNDELIVERED_BUCKET, ARTIFACT_BUCKET, TTL_DAYS]
    .filter((variable) => own[variable] !== others[variable])
    .map((variable) => {
      const expected = others[variable] ?? 'not set';
      const expectation = { subject, name: variable, expected: `${expected}, as in ${orchestrator.deployed.name}` };
      const found = own[variable] ?? 'not set';
      const fix = howToSet(variable, expected === 'not set' ? 'nothing' : expected);
      return check(expectation, found, false, fix, variable === MESSAGE_TABLE ? 'wrong' : 'warning');
    });
}

function checkMessageTable(subject: string, environment: Member['environment']): CheckResult {
  const expected = 'the name of the table behind the ChatMessage model, ChatMessage-<apiId>-NONE';
  const found = environment[MESSAGE_TABLE];
  const fix = howToSet(MESSAGE_TABLE, `backend.data.resources.tables['ChatMessage'].tableName`);
  return check({ subject, name: MESSAGE_TABLE, expected }, found ?? 'not set', found !== undefined, fix);
}

/** Anything but the table is for tests: nobody sees the answers. */
function checkSink(subject: string, { RESULT_SINK: sink }: Member['environment']): CheckResult[] {
  if (sink !== 'memory' && sink !== 'none') return [];
  const expectation = { subject, name: 'RESULT_SINK', expected: 'not set, or dynamodb' };
  return [check(expectation, sink, false, 'Remove RESULT_SINK from the environment of the function.')];
}

function howToSet(variable: string, value: string): string {
  return `Set ${variable} to ${value} in the environment of the function (Amplify: addEnvironment).`;
}
