import type { Access, Decision } from '../ports/access.ts';
import type { Seen } from '../ports/seen.ts';
import { roleName } from './arn.ts';
import { check, unchecked, type CheckResult } from './check-result.ts';
import { neededUses, type NeededUse } from './needed-uses.ts';
import { subjectOf, type Member } from './roles.ts';

/** Whether a function's role may do what the function does: one check for each action. @param destination of its failed events */
export async function checkPermissions(access: Access, member: Member, destination?: string): Promise<CheckResult[]> {
  const uses = neededUses(member, destination);
  if (uses.length === 0) return [];
  const decisions = await access.decide(member.deployed.role, uses);
  const subject = `role of ${subjectOf(member.role, member.deployed.name)}`;
  return uses.map((use, n) => checkUse(subject, member.deployed.role, use, decisions[n]));
}

function checkUse(subject: string, role: string, use: NeededUse, seen: Seen<Decision> | undefined): CheckResult {
  const { action, resource, without } = use;
  const expectation = { subject, name: `${action} on ${shortened(resource)}`, expected: 'allowed' };
  if (seen?.kind === 'unseen') return unchecked(expectation, seen);
  if (seen?.kind !== 'found') return check(expectation, 'the role does not exist', false, 'Give the function a role.');
  const { decision, missingContext } = seen.value;
  if (decision !== 'allowed' && missingContext.length > 0) {
    const why = `the policies ask for ${missingContext.join(', ')}, which a simulation does not know (${decision})`;
    const fix = `See to it that these conditions hold for the function, or allow it without: ${statement(role, use)}`;
    return unchecked(expectation, { why, fix });
  }
  const found = without === undefined || decision === 'allowed' ? decision : `${decision}: ${without}`;
  const fix =
    decision === 'explicitDeny'
      ? `Remove the Deny for ${action} on ${resource} from the policies of ${roleName(role)}, its boundary or the organisation's.`
      : statement(role, use);
  return check(expectation, found, decision === 'allowed', fix, without === undefined ? 'wrong' : 'warning');
}

function shortened(resource: string): string {
  return resource.slice(resource.startsWith('arn:') ? resource.split(':', 5).join(':').length + 1 : 0);
}

function statement(role: string, { action, resource }: NeededUse): string {
  const Statement = [{ Effect: 'Allow', Action: action, Resource: resource }];
  const document = JSON.stringify({ Version: '2012-10-17', Statement });
  const name = `chat-courier-${action.replace(':', '-')}`;
  return `aws iam put-role-policy --role-name ${roleName(role)} --policy-name ${name} --policy-document '${document}'`;
}
