import { jsonByteLength } from '../../application/json-byte-length.ts';
import type { OrchestratorResponse } from '../../domain/orchestrator-response.ts';

/** Bytes: what Lambda takes as the result of an invocation is a little more. A larger one counts as an error, and is tried again. */
export const PAYLOAD_LIMIT = 6_000_000;

/** Letters of the text of a response that is too large. */
const TEXT_LIMIT = 10_000;

/**
 * The response of a job that has a chat, as far as Lambda can return it: a larger one is cut, and `metadata.omitted` says so.
 * What became of the whole is in `metadata.delivery`. A response that has no chat stays as it is.
 */
export async function withinPayloadLimit(response: OrchestratorResponse): Promise<OrchestratorResponse> {
  const { success, message, metadata } = response;
  const { executionTime, delivery } = metadata;
  if (delivery === undefined || (await jsonByteLength(response, PAYLOAD_LIMIT)) <= PAYLOAD_LIMIT) return response;
  return {
    success,
    message: message.slice(0, TEXT_LIMIT),
    artifacts: [],
    thoughtSteps: [],
    metadata: {
      executionTime,
      toolsUsed: [],
      delivery,
      omitted: ['artifacts', 'thoughtSteps', 'metadata'],
    },
    responseComplete: true,
  };
}
