import type { OrchestratorResponse } from '../../domain/orchestrator-response.ts';
import { readConfig } from '../composition/config.ts';
import { createContainer } from '../composition/container.ts';
import type { Replacements } from '../composition/lazy-services.ts';
import { HANDLE_REQUEST } from '../composition/tokens.ts';
import { invocationOf, type LambdaContext } from './invocation-of.ts';

export type LambdaHandler = (event: unknown, context: LambdaContext) => Promise<OrchestratorResponse>;

/** @throws InvalidConfigurationError, which Lambda reports as a failed initialisation */
export function createLambdaHandler(replacements?: Replacements): LambdaHandler {
  const container = createContainer(readConfig(process.env), replacements);
  const handle = container.get(HANDLE_REQUEST);
  return (event, context) => handle(event, invocationOf(context, process.env['_X_AMZN_TRACE_ID'], new Date()));
}
