import { inject, injectable, type ServiceIdentifier } from 'inversify';
import { parseJson } from '../../application/parse-json.ts';
import { parseOrchestratorResponse } from '../../application/parse-orchestrator-response.ts';
import type { Job, Orchestrator } from '../../application/ports/orchestrator.ts';
import { withinTime } from '../../application/within-time.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import type { OrchestratorRequest } from '../../domain/orchestrator-request.ts';
import type { OrchestratorResponse } from '../../domain/orchestrator-response.ts';
import { postJson, type HttpAnswer } from './post-json.ts';

export interface HttpOrchestratorOptions {
  /** Takes a request by POST as JSON and answers 200 with the response as JSON. */
  readonly url: URL;
  readonly timeoutMs: number;
}

export const HTTP_ORCHESTRATOR_OPTIONS = Symbol.for(
  'HttpOrchestratorOptions',
) as ServiceIdentifier<HttpOrchestratorOptions>;

const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** The user's own orchestrator, behind an HTTP endpoint. It is asked once: it may have done its work and failed later. */
@injectable()
export class HttpOrchestrator implements Orchestrator {
  constructor(@inject(HTTP_ORCHESTRATOR_OPTIONS) private readonly options: HttpOrchestratorOptions) {}

  async run(request: OrchestratorRequest, job: Omit<Job, 'report'>): Promise<OrchestratorResponse> {
    // `return`: an orchestrator that could deliver to the chat itself would show the answer twice.
    const { status, body } = await this.post(JSON.stringify({ ...request, delivery: 'return' }), job);
    if (status !== 200) throw this.failure(`answered with HTTP status ${status}`);
    return parseOrchestratorResponse(await this.parse(body));
  }

  private async post(
    json: string,
    { signal: jobSignal, requestId, traceId }: Omit<Job, 'report'>,
  ): Promise<HttpAnswer> {
    const { url, timeoutMs } = this.options;
    const headers = {
      'x-request-id': requestId,
      ...(traceId !== undefined && { 'x-amzn-trace-id': `Root=${traceId}` }),
    };
    return withinTime(timeoutMs, jobSignal, async (signal) => {
      try {
        return await postJson(url, { json, headers }, signal, MAX_RESPONSE_BYTES);
      } catch (cause) {
        if (signal.aborted) {
          const what = `${this.name} did not answer within ${timeoutMs} ms`;
          throw new ChatCourierError('orchestrator-timeout', what, { cause });
        }
        throw this.failure(`could not be asked: ${reason(cause as NodeJS.ErrnoException)}`, cause);
      }
    });
  }

  private async parse(body: Uint8Array): Promise<unknown> {
    try {
      return await parseJson(body);
    } catch {
      throw this.failure('answered with something that is not JSON'); // the cause would quote it
    }
  }

  private failure(what: string, cause?: unknown): ChatCourierError {
    return new ChatCourierError('orchestrator-failed', `${this.name} ${what}`, { cause });
  }

  private get name(): string {
    return `the orchestrator at ${this.options.url.origin}`;
  }
}

/** A host with several addresses fails with an error that has a code and no message. */
function reason({ message, code }: NodeJS.ErrnoException): string {
  return message === '' ? (code ?? 'unknown error') : message;
}
