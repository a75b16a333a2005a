import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import type { OrchestratorRequest } from '../../domain/orchestrator-request.ts';

/**
 * Hands a request to the orchestrator's function as an event: Lambda has accepted it, and answers before it is worked on. A
 * request that names itself and its time may be handed over twice.
 *
 * @throws ChatCourierError `orchestrator-failed` if Lambda did not accept it
 */
export async function startJob(
  client: LambdaClient,
  functionName: string,
  request: OrchestratorRequest,
): Promise<void> {
  try {
    const Payload = JSON.stringify(request);
    await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload }));
  } catch (cause) {
    const { name, code } = cause as NodeJS.ErrnoException;
    throw new ChatCourierError('orchestrator-failed', `the job could not be started (${code ?? name})`, { cause });
  }
}
