import type { DeployedFunction } from '../ports/deployed-functions.ts';

/** What a function of the deployment is there for. */
export type Role = 'orchestrator' | 'on-failure' | 'redelivery';

/** A function of the deployment whose variables are known. */
export interface Member {
  readonly role: Role;
  readonly deployed: DeployedFunction;
  /** Those of its variables that are set, to a value that is allowed. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function subjectOf(role: Role, name: string): string {
  return role === 'orchestrator' ? `function ${name}` : `${role} function ${name}`;
}
