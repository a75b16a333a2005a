import { defineBackend } from '@aws-amplify/backend';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { auth } from './auth/resource.ts';
import { data } from './data/resource.ts';
import { deploymentPackage } from './functions/deployment-package.ts';
import { renewableOrchestrator } from './functions/renewable-orchestrator.ts';
import { ChatDelivery } from './lib/chat-delivery.ts';

export const backend = defineBackend({ auth, data, renewableOrchestrator });

/** A sandbox goes without a trace; everything else keeps its data when its stack goes. */
const isSandbox = backend.stack.node.getContext('amplify-backend-type') === 'sandbox';

const { tables, cfnResources } = backend.data.resources;
const { ChatMessage: messages, ChatSession: sessions } = cfnResources.amplifyDynamoDbTables;
const { ChatMessage: messageTable, ChatSession: sessionTable } = tables;
if (!messages || !sessions || !messageTable || !sessionTable)
  throw new Error('the data has no ChatMessage or ChatSession');

messages.timeToLiveAttribute = { attributeName: 'expiresAt', enabled: true };
for (const table of [messages, sessions]) {
  table.pointInTimeRecoveryEnabled = !isSandbox;
  table.deletionProtectionEnabled = !isSandbox;
}

const orchestrator = backend.renewableOrchestrator.resources.lambda as Function;

export const delivery = new ChatDelivery(Stack.of(orchestrator), 'ChatDelivery', {
  orchestrator,
  messageTable,
  sessionTable,
  code: { onFailure: deploymentPackage('on-failure'), redeliver: deploymentPackage('redeliver') },
  retryAttempts: 2,
  maxEventAge: Duration.hours(6),
  redeliverEvery: Duration.minutes(5),
  messageTtlDays: 365,
  removalPolicy: isSandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  environment: { DELIVERY_RESERVE_MS: '10000', LOG_LEVEL: 'info' },
});
