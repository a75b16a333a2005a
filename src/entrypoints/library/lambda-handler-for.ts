import { ContainerModule } from 'inversify';
import type { Orchestrator } from '../../application/ports/orchestrator.ts';
import type { ResultSink } from '../../domain/result-sink.ts';
import { sinkStorage } from '../composition/modules/sink-storage.ts';
import { ORCHESTRATOR } from '../composition/tokens.ts';
import { createLambdaHandler, type LambdaHandler } from '../lambda/create-lambda-handler.ts';

export interface HandlerOptions {
  /** Where answers go; the table that AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME names unless given. */
  readonly sink?: ResultSink | undefined;
}

/**
 * Makes a Lambda handler from your own orchestrator: `export const handler = lambdaHandlerFor({ run })`.
 *
 * @throws ChatCourierError `invalid-configuration` for environment variables with values that cannot be used
 */
export function lambdaHandlerFor(orchestrator: Orchestrator, { sink }: HandlerOptions = {}): LambdaHandler {
  const own = new ContainerModule(({ bind }) => {
    bind(ORCHESTRATOR).toConstantValue(orchestrator);
  });
  return createLambdaHandler({
    orchestrator: () => Promise.resolve(own),
    storage: sink && (() => Promise.resolve(sinkStorage(sink))),
  });
}
