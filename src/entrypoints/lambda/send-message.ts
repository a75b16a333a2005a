import { LambdaClient } from '@aws-sdk/client-lambda';
import { startJob } from '../../adapters/lambda/start-job.ts';
import { answerIdentity } from '../../application/answer-identity.ts';
import { readConfig } from '../composition/config.ts';
import { sentMessage, type ResolverEvent } from './sent-message.ts';

const { orchestrator } = readConfig(process.env, 'function');
if (orchestrator.kind !== 'lambda')
  throw new Error('ORCHESTRATOR_FUNCTION_NAME must be set: the function to be invoked');
const { functionName } = orchestrator;

/** Milliseconds for one try: AppSync gives a resolver 30 s, and three tries fit into it. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true };
const client = new LambdaClient({ maxAttempts: 3, requestHandler });

/**
 * The resolver of the mutation `sendMessage`: starts the orchestrator and comes back at once, with the id that the answer
 * will have in the chat.
 *
 * @throws InvalidRequestError for arguments that cannot be taken; ChatCourierError `orchestrator-failed` if no job was started
 */
export async function handler(event: ResolverEvent): Promise<{ readonly answerId: string }> {
  const { request, recipient } = sentMessage(event);
  await startJob(client, functionName, request);
  const { requestId, submittedAt } = request;
  const { id: answerId } = answerIdentity(request, recipient, { requestId }, new Date(submittedAt));
  return { answerId };
}
