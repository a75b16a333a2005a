import { asText } from './as-text.ts';

/** One action that a function may carry out. */
export interface Grant {
  readonly action: string;
  /** With intrinsic functions written as `<Name>` and `<Name.Attribute>`. */
  readonly resource: string;
  readonly condition?: unknown;
}

export interface CloudFormationTemplate {
  readonly Resources: Readonly<Record<string, CloudFormationResource>>;
}

interface CloudFormationResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** Everything that the role of a function allows, whichever way it is written down. Managed policies stand for themselves. */
export function permissionsGranted(template: CloudFormationTemplate, functionId: string): Grant[] {
  const lambda = template.Resources[functionId];
  const roleId = /^<(.+)\.Arn>$/.exec(asText(lambda?.Properties?.['Role']))?.[1] ?? '';
  const role = template.Resources[roleId];
  if (!role) throw new Error(`the template has no function ${functionId} with a role`);
  const { ManagedPolicyArns: managed = [], Policies: inline = [] } = role.Properties as {
    ManagedPolicyArns?: unknown[];
    Policies?: { PolicyDocument: unknown }[];
  };
  const attached = Object.values(template.Resources).filter(
    ({ Type, Properties }) =>
      /^AWS::IAM::(Managed)?Policy$/.test(Type) &&
      ((Properties?.['Roles'] ?? []) as unknown[]).some((ref) => asText(ref) === `<${roleId}>`),
  );
  const documents = [...inline, ...attached.map(({ Properties }) => Properties as { PolicyDocument: unknown })];
  return [
    ...managed.map((arn) => ({ action: '*', resource: asText(arn) })),
    ...documents.flatMap(({ PolicyDocument }) => grantsOf(PolicyDocument as { Statement: Statement[] })),
  ];
}

function grantsOf({ Statement }: { Statement: Statement[] }): Grant[] {
  return Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action, Resource, Condition }) =>
    [Action].flat().flatMap((action) =>
      [Resource].flat().map((resource) => ({
        action,
        resource: asText(resource),
        ...(Condition !== undefined && { condition: Condition }),
      })),
    ),
  );
}
