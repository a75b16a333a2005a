import type { OrchestratorResponse } from '../../domain/orchestrator-response.ts';
import { readConfig } from '../composition/config.ts';
import { createContainer, type Replacements } from '../composition/container.ts';
import { HANDLE_REQUEST } from '../composition/tokens.ts';
import { invocationOf } from './invocation-of.ts';

/** Takes Lambda's own context. Its type is not used, so that a package that uses this one needs no types of Lambda. */
export type LambdaHandler = (
  event: unknown,
  context: { readonly awsRequestId: string },
) => Promise<OrchestratorResponse>;

/** @throws InvalidConfigurationError, which Lambda reports as a failed initialisation */
export function createLambdaHandler(replacements?: Replacements): LambdaHandler {
  const container = createContainer(readConfig(process.env), replacements);
  const handle = container.get(HANDLE_REQUEST);
  return (event, context) =>
    handle(event, invocationOf(context.awsRequestId, process.env['_X_AMZN_TRACE_ID'], new Date()));
}
