import { App, Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { ChatDelivery, type ChatDeliveryProps } from '../lib/chat-delivery.ts';

const HANDLER = Code.fromInline('exports.handler = async () => undefined;');

/** A CDK app without Amplify: tables and a function of its own, and the construct applied to them. */
export function plainApp(options: Partial<ChatDeliveryProps> = {}) {
  const stack = new Stack(new App({ autoSynth: false }), 'Plain');
  const [messageTable, sessionTable] = ['Messages', 'Sessions'].map(
    (id) => new Table(stack, id, { partitionKey: { name: 'id', type: AttributeType.STRING } }),
  ) as [Table, Table];
  const orchestrator = new Function(stack, 'Job', {
    code: HANDLER,
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
  });
  const delivery = new ChatDelivery(stack, 'ChatDelivery', {
    ...{ orchestrator, messageTable, sessionTable },
    code: { onFailure: HANDLER, redeliver: HANDLER },
    messageTtlDays: 30,
    ...options,
  });
  return { stack, orchestrator, delivery, messageTable, sessionTable };
}
