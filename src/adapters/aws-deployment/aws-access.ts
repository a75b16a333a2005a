import {
  SimulatePrincipalPolicyCommand,
  type EvaluationResult,
  type IAMClient,
  type SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { inject, injectable } from 'inversify';
import type { Access, Decision, Use } from '../../application/ports/access.ts';
import type { Seen } from '../../application/ports/seen.ts';
import { look } from './look.ts';
import { IAM_CLIENT, STS_CLIENT } from './tokens.ts';

/** Asks IAM what policies come to, instead of reading them. */
@injectable()
export class AwsAccess implements Access {
  constructor(
    @inject(STS_CLIENT) private readonly sts: STSClient,
    @inject(IAM_CLIENT) private readonly iam: IAMClient,
  ) {}

  caller(): Promise<Seen<string>> {
    return look('sts:GetCallerIdentity', [], async () => {
      const { Arn = 'unknown' } = await this.sts.send(new GetCallerIdentityCommand());
      return Arn;
    });
  }

  /** One request for all the uses of a resource. */
  async decide(role: string, uses: readonly Use[]): Promise<readonly Seen<Decision>[]> {
    const answers = new Map<Use, Seen<Decision>>();
    for (const group of byResource(uses)) {
      const seen = await look('iam:SimulatePrincipalPolicy', ['NoSuchEntityException'], () =>
        this.simulate(role, group),
      );
      for (const use of group) {
        answers.set(use, seen.kind === 'found' ? { kind: 'found', value: decisionOn(use, seen.value) } : seen);
      }
    }
    return uses.map((use) => answers.get(use) ?? { kind: 'absent' });
  }

  private async simulate(role: string, uses: readonly Use[]): Promise<EvaluationResult[]> {
    const input: SimulatePrincipalPolicyCommandInput = {
      PolicySourceArn: role,
      ActionNames: uses.map(({ action }) => action),
      ResourceArns: uses.slice(0, 1).map(({ resource }) => resource),
      ContextEntries: Object.entries(uses[0]?.context ?? {}).map(([name, value]) => ({
        ...{ ContextKeyName: name, ContextKeyType: 'string' },
        ContextKeyValues: [value],
      })),
    };
    const results: EvaluationResult[] = [];
    let Marker: string | undefined;
    do {
      const page = await this.iam.send(new SimulatePrincipalPolicyCommand({ ...input, Marker }));
      results.push(...(page.EvaluationResults ?? []));
      Marker = page.IsTruncated ? page.Marker : undefined;
    } while (Marker !== undefined);
    return results;
  }
}

function byResource(uses: readonly Use[]): Iterable<readonly Use[]> {
  const groups = new Map<string, Use[]>();
  for (const use of uses) {
    const key = JSON.stringify([use.resource, use.context ?? {}]);
    groups.set(key, [...(groups.get(key) ?? []), use]);
  }
  return groups.values();
}

/** What IAM does not mention is not allowed. */
function decisionOn({ action }: Use, results: readonly EvaluationResult[]): Decision {
  const result = results.find(({ EvalActionName }) => EvalActionName?.toLowerCase() === action.toLowerCase());
  const { EvalDecision: decision, MissingContextValues: missingContext = [] } = result ?? {};
  const isKnown = decision === 'allowed' || decision === 'explicitDeny';
  return { decision: isKnown ? decision : 'implicitDeny', missingContext };
}
