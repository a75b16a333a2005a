import type { OrchestratorResponse } from '../../domain/orchestrator-response.ts';
import { readConfig } from '../composition/config.ts';
import { InvalidConfigurationError } from '../composition/invalid-configuration-error.ts';
import { createRequestContainer } from '../composition/request-container.ts';
import type { Replacements } from '../composition/lazy-services.ts';
import { HANDLE_REQUEST } from '../composition/tokens.ts';
import { invocationOf, type LambdaContext } from './invocation-of.ts';
import { withinPayloadLimit } from './within-payload-limit.ts';

export type LambdaHandler = (event: unknown, context: LambdaContext) => Promise<OrchestratorResponse>;

/** @throws InvalidConfigurationError, which Lambda reports as a failed initialisation */
export function createLambdaHandler(replacements?: Replacements): LambdaHandler {
  const config = readConfig(process.env, 'function');
  if (replacements?.storage && config.sessionTableName !== undefined) throw uncheckedSessions(config.sessionTableName);
  const container = createRequestContainer(config, replacements);
  const handle = container.get(HANDLE_REQUEST);
  return async (event, context) => {
    const response = await handle(event, invocationOf(context, process.env['_X_AMZN_TRACE_ID'], new Date()));
    return withinPayloadLimit(response);
  };
}

/** A storage of one's own would leave the sessions unchecked, against what the configuration asks. */
function uncheckedSessions(value: string): InvalidConfigurationError {
  const allowed =
    'it must not be set where the handler is given a sink of its own, which does not know whose a session is';
  return new InvalidConfigurationError([{ variable: 'CHAT_SESSION_TABLE_NAME', value, allowed }]);
}
