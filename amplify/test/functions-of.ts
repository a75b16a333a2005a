import { Stack, type CfnElement } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ChatDelivery } from '../lib/chat-delivery.ts';
import { inWords, type Names } from './in-words.ts';
import { permissionsGranted, type CloudFormationTemplate } from './permissions-granted.ts';

/** What the template that a construct stands in says of its functions. */
export function functionsOf<Other extends string = never>(
  delivery: ChatDelivery,
  orchestrator: IFunction,
  tables: Pick<Names, 'messages' | 'sessions'>,
  others = {} as Readonly<Record<Other, IFunction>>,
) {
  const stack = Stack.of(delivery);
  const template = Template.fromStack(stack);
  const json = template.toJSON() as CloudFormationTemplate;
  const idOf = (construct: { node: { defaultChild?: unknown } }) =>
    stack.getLogicalId(construct.node.defaultChild as CfnElement);
  const names: Names = {
    ...tables,
    bucket: `<${idOf(delivery.bucket)}.Arn>`,
    orchestrator: `<${idOf(orchestrator)}.Arn>`,
    onFailure: `<${idOf(delivery.onFailure)}.Arn>`,
    unreported: `<${idOf(delivery.unreported)}.Arn>`,
  };
  const functions = { orchestrator, onFailure: delivery.onFailure, redelivery: delivery.redelivery, ...others };
  return {
    template,
    json,
    idOf,
    permissions: (name: keyof typeof functions): string[] =>
      permissionsGranted(json, idOf(functions[name]))
        .map((grant) => inWords(grant, names))
        .sort(),
    properties: (name: keyof typeof functions) => json.Resources[idOf(functions[name])]?.Properties ?? {},
  };
}
