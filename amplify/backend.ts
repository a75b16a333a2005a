import { defineBackend } from '@aws-amplify/backend';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { auth } from './auth/resource.ts';
import { data } from './data/resource.ts';
import { deploymentPackage } from './functions/deployment-package.ts';
import { renewableOrchestrator } from './functions/renewable-orchestrator.ts';
import { sendMessage } from './functions/send-message.ts';
import { ChatDelivery } from './lib/chat-delivery.ts';

export const backend = defineBackend({ auth, data, renewableOrchestrator, sendMessage });

/** A sandbox goes without a trace; everything else keeps its data when its stack goes. */
const isSandbox = backend.stack.node.getContext('amplify-backend-type') === 'sandbox';

// Nobody is let in without an account.
backend.auth.resources.cfnResources.cfnIdentityPool.allowUnauthenticatedIdentities = false;

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

const orchestrator = backend.renewableOrchestrator.resources.lambda;

/**
 * Gives the orchestrator, by `addToRolePolicy` and `addEnvironment`, what it needs to deliver, and sets up who is asked when it
 * fails. The functions may do this, and write their logs, and nothing else:
 *
 * - orchestrator: `dynamodb:GetItem`, `dynamodb:PutItem` on messages; `dynamodb:GetItem` on sessions;
 *   `s3:PutObject`, `s3:PutObjectTagging` on chatSessionArtifacts/; `s3:PutObject` on undelivered/;
 *   `lambda:InvokeFunction` on onFailure.
 * - onFailure: `dynamodb:GetItem`, `dynamodb:PutItem` on messages; `dynamodb:Query` on index of messages;
 *   `dynamodb:GetItem` on sessions; `s3:PutObject`, `s3:PutObjectTagging` on chatSessionArtifacts/;
 *   `s3:PutObject` on undelivered/; `sqs:SendMessage` on unreported.
 * - redelivery: `dynamodb:BatchGetItem`, `dynamodb:BatchWriteItem`, `dynamodb:GetItem`, `dynamodb:PutItem` on messages;
 *   `dynamodb:GetItem` on sessions; `s3:PutObject`, `s3:PutObjectTagging` on chatSessionArtifacts/;
 *   `s3:ListBucket` on bucket for undelivered/; `s3:DeleteObject`, `s3:GetObject` on undelivered/.
 *
 * They are told the tables (`AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME`, `CHAT_SESSION_TABLE_NAME`), the bucket
 * (`ARTIFACT_BUCKET`, `UNDELIVERED_BUCKET`) and the days (`MESSAGE_TTL_DAYS`).
 */
export const delivery = new ChatDelivery(Stack.of(orchestrator), 'ChatDelivery', {
  orchestrator,
  messageTable,
  sessionTable,
  code: { onFailure: deploymentPackage('on-failure'), redeliver: deploymentPackage('redeliver') },
  // A job is tried three times within six hours; then the on-failure function tells the user.
  retryAttempts: 2,
  maxEventAge: Duration.hours(6),
  // What could not be delivered waits in the bucket.
  redeliverEvery: Duration.minutes(5),
  // Answers, and after them their artifacts, are forgotten a year after their last change. Leave it out to keep them.
  messageTtlDays: 365,
  removalPolicy: isSandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  environment: { DELIVERY_RESERVE_MS: '10000', LOG_LEVEL: 'info' },
  // A dashboard, and alarms, which tell `delivery.monitoring.topic`; docs/operate.md says what to do about each.
  monitoring: {},
});

/**
 * A user's message starts the orchestrator. The resolver of the mutation may write its log, and this:
 *
 * - sendMessage: `lambda:InvokeFunction` on orchestrator.
 */
const { lambda: sender } = backend.sendMessage.resources;
if (!(sender instanceof Function)) throw new Error('sendMessage is not a function of this app');
sender.addToRolePolicy(
  new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [orchestrator.functionArn] }),
);
sender.addEnvironment('ORCHESTRATOR_FUNCTION_NAME', orchestrator.functionName);
