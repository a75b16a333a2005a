import type { Access } from '../ports/access.ts';
import type { DeployedFunctions } from '../ports/deployed-functions.ts';
import { checkEnvironment, checkSameEnvironment, usableEnvironment, type IssuesOf } from './check-environment.ts';
import { checkFunction } from './check-function.ts';
import { checkPermissions } from './check-permissions.ts';
import type { CheckResult } from './check-result.ts';
import type { Member, Role } from './roles.ts';

export interface MemberDependencies {
  readonly functions: DeployedFunctions;
  readonly access: Access;
  readonly issuesOf: IssuesOf;
}

export interface Examined {
  readonly checks: readonly CheckResult[];
  /** Absent where the function, or what it is told, could not be seen. */
  readonly member?: Member;
}

/** A function and its variables. @param name its name or ARN */
export async function checkMember(
  { functions, issuesOf }: MemberDependencies,
  role: Role,
  name: string,
): Promise<Examined> {
  const seen = await functions.find(name);
  const checks = checkFunction(role, seen.kind === 'found' ? seen.value.name : name, seen);
  if (seen.kind !== 'found') return { checks };
  const deployed = seen.value;
  const all = [...checks, ...checkEnvironment(role, deployed, issuesOf)];
  if (deployed.environment.kind !== 'found') return { checks: all };
  return { checks: all, member: { role, deployed, environment: usableEnvironment(deployed, issuesOf) } };
}

export interface Helper {
  readonly role: Role;
  /** Or its ARN. */
  readonly name: string;
  /** To what Lambda hands its failed events, by its ARN. */
  readonly destination?: string | undefined;
}

/** A function that works with the orchestrator's: on the same tables and buckets, with a role of its own. */
export async function checkHelper(
  dependencies: MemberDependencies,
  { role, name, destination }: Helper,
  orchestrator: Member,
): Promise<Examined> {
  const { checks, member } = await checkMember(dependencies, role, name);
  if (!member) return { checks };
  const same = checkSameEnvironment(member, orchestrator);
  const permissions = await checkPermissions(dependencies.access, member, destination);
  return { checks: [...checks, ...same, ...permissions], member };
}
