import type { Access } from '../ports/access.ts';
import type { DeployedStorage } from '../ports/deployed-storage.ts';
import { placeOf } from './arn.ts';
import { checkBucket } from './check-bucket.ts';
import { ARTIFACT_BUCKET, MESSAGE_TABLE, SESSION_TABLE, TTL_DAYS, UNDELIVERED_BUCKET } from './check-environment.ts';
import { checkHelper, checkMember, type MemberDependencies } from './check-member.ts';
import { checkPermissions } from './check-permissions.ts';
import { check, unchecked, type CheckResult } from './check-result.ts';
import { checkRetries, destinationOf, onFailureFunction } from './check-retries.ts';
import { checkMessageTable, checkSessionTable } from './check-table.ts';
import { checkUnreported } from './check-unreported.ts';
import type { Member } from './roles.ts';
import type { TryDelivery } from './try-delivery.ts';

export interface ValidationDependencies extends MemberDependencies {
  readonly storage: DeployedStorage;
  readonly tryDelivery: TryDelivery;
}

export interface ValidationOptions {
  /** The name or ARN of the orchestrator's function. */
  readonly functionName: string;
  /** That of the function that redelivers: nothing else in the account names it. */
  readonly redelivery?: string | undefined;
  /** Whether a canary is delivered, read back and removed. */
  readonly write: boolean;
}

/** Checks what is deployed against what chat-courier needs. It changes nothing, except for the canary. */
export type ValidateDeployment = (options: ValidationOptions) => Promise<readonly CheckResult[]>;

export function validateDeployment(dependencies: ValidationDependencies): ValidateDeployment {
  return async (options) => {
    const caller = await checkCaller(dependencies.access);
    if (caller.status !== 'ok') return [caller];
    const { checks, member } = await checkMember(dependencies, 'orchestrator', options.functionName);
    if (!member) return [caller, ...checks];
    return [
      caller,
      ...checks,
      ...(await checkTables(dependencies.storage, member)),
      ...(await checkFailures(dependencies, member, options.functionName)),
      ...(await checkRedelivery(dependencies, member, options.redelivery)),
      ...(await checkBuckets(dependencies.storage, member)),
      ...(options.write ? await tryTable(dependencies, member) : []),
    ];
  };
}

async function checkCaller(access: Access): Promise<CheckResult> {
  const expectation = { subject: 'account', name: 'credentials', expected: 'valid' };
  const seen = await access.caller();
  if (seen.kind === 'unseen') return unchecked(expectation, seen);
  return check(expectation, seen.kind === 'found' ? seen.value : 'none', seen.kind === 'found', 'Set up credentials.');
}

async function checkTables(storage: DeployedStorage, { environment }: Member): Promise<CheckResult[]> {
  const { [MESSAGE_TABLE]: messages, [SESSION_TABLE]: sessions, [TTL_DAYS]: ttlDays } = environment;
  return [
    ...(messages === undefined ? [] : checkMessageTable(messages, await storage.table(messages), ttlDays)),
    ...(sessions === undefined ? [] : checkSessionTable(sessions, await storage.table(sessions))),
  ];
}

/** What the function may do, what becomes of a job that fails, and the function that tells the user of it. */
async function checkFailures(
  dependencies: ValidationDependencies,
  orchestrator: Member,
  functionName: string,
): Promise<CheckResult[]> {
  const { functions, access } = dependencies;
  const settings = await functions.eventSettings(functionName);
  const onFailure = onFailureFunction(settings);
  const { name } = orchestrator.deployed;
  return [
    ...(await checkPermissions(access, orchestrator, destinationOf(settings))),
    ...checkRetries(`failures of ${name}`, name, settings),
    ...(onFailure === undefined ? [] : await checkOnFailure(dependencies, onFailure, orchestrator)),
  ];
}

/** The function that tells the user, and what becomes of what it cannot tell. */
async function checkOnFailure(
  dependencies: ValidationDependencies,
  arn: string,
  orchestrator: Member,
): Promise<CheckResult[]> {
  const settings = await dependencies.functions.eventSettings(arn);
  const helper = { role: 'on-failure', name: arn, destination: destinationOf(settings) } as const;
  const { checks, member } = await checkHelper(dependencies, helper, orchestrator);
  return member ? [...checks, checkUnreported(member.deployed.name, settings)] : [...checks];
}

async function checkRedelivery(
  dependencies: ValidationDependencies,
  orchestrator: Member,
  name: string | undefined,
): Promise<CheckResult[]> {
  if (name !== undefined) {
    return [...(await checkHelper(dependencies, { role: 'redelivery', name }, orchestrator)).checks];
  }
  if (orchestrator.environment[UNDELIVERED_BUCKET] === undefined) return [];
  const expected = 'dist/lambda/redeliver, on a schedule';
  const expectation = { subject: 'redelivery function', name: 'exists', expected };
  const fix = 'Name it with --redelivery: what is parked is delivered by it, or by `chat-courier redeliver`.';
  return [check(expectation, 'not named, and not checked', false, fix, 'warning')];
}

async function checkBuckets(storage: DeployedStorage, { environment, deployed }: Member): Promise<CheckResult[]> {
  const named = [environment[UNDELIVERED_BUCKET], environment[ARTIFACT_BUCKET]].filter((name) => name !== undefined);
  const checks: CheckResult[] = [];
  for (const name of new Set(named)) {
    checks.push(...checkBucket(name, await storage.bucket(name), placeOf(deployed.arn).region));
  }
  return checks;
}

async function tryTable({ tryDelivery }: ValidationDependencies, { environment }: Member): Promise<CheckResult[]> {
  const table = environment[MESSAGE_TABLE];
  return table === undefined ? [] : tryDelivery(table);
}
