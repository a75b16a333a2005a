import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { inject, injectable, type ServiceIdentifier } from 'inversify';
import { parseJson } from '../../application/parse-json.ts';
import { parseOrchestratorResponse } from '../../application/parse-orchestrator-response.ts';
import type { Job, Orchestrator } from '../../application/ports/orchestrator.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import type { OrchestratorRequest } from '../../domain/orchestrator-request.ts';
import type { OrchestratorResponse } from '../../domain/orchestrator-response.ts';

/** Its requests must time out by themselves, and never be tried twice: the function may have done its work. */
export const LAMBDA_CLIENT = Symbol.for('LambdaClient') as ServiceIdentifier<LambdaClient>;
export const ORCHESTRATOR_FUNCTION_NAME = Symbol.for('OrchestratorFunctionName') as ServiceIdentifier<string>;

/** The user's own orchestrator, as a Lambda function that is invoked and waited for. */
@injectable()
export class LambdaOrchestrator implements Orchestrator {
  constructor(
    @inject(LAMBDA_CLIENT) private readonly client: LambdaClient,
    @inject(ORCHESTRATOR_FUNCTION_NAME) private readonly functionName: string,
  ) {}

  async run(request: OrchestratorRequest, { signal }: Pick<Job, 'signal'>): Promise<OrchestratorResponse> {
    // `return`: an orchestrator that could deliver to the chat itself would show the answer twice.
    const payload = JSON.stringify({ ...request, delivery: 'return' });
    const { FunctionError, Payload } = await this.invoke(payload, signal);
    const answer = await parseJson(Payload ?? new Uint8Array()).catch(() => undefined); // refused below
    if (FunctionError) throw this.failure(`failed by itself (${FunctionError}: ${errorType(answer)})`);
    return parseOrchestratorResponse(answer);
  }

  private async invoke(payload: string, abortSignal: AbortSignal) {
    try {
      const command = new InvokeCommand({ FunctionName: this.functionName, Payload: payload });
      return await this.client.send(command, { abortSignal });
    } catch (cause) {
      const { name, code } = cause as NodeJS.ErrnoException; // the SDK names a broken connection TimeoutError, too
      if (code === 'ETIMEDOUT') throw this.failure('did not answer in time', { cause }, 'orchestrator-timeout');
      throw this.failure(`could not be invoked (${code ?? name})`, { cause });
    }
  }

  private failure(
    what: string,
    options?: ErrorOptions,
    code: 'orchestrator-failed' | 'orchestrator-timeout' = 'orchestrator-failed',
  ) {
    return new ChatCourierError(code, `the orchestrator's function ${this.functionName} ${what}`, options);
  }
}

function errorType(error: unknown): string {
  return error !== null && typeof error === 'object' && 'errorType' in error
    ? String(error.errorType)
    : 'no error type';
}
