import { ContainerModule, type ServiceIdentifier } from 'inversify';
import type { Orchestrator } from '../../application/ports/orchestrator.ts';
import type { ResultSink } from '../../domain/result-sink.ts';
import type { OpenModule } from '../composition/lazily.ts';
import { ORCHESTRATOR, RESULT_SINK } from '../composition/tokens.ts';
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
  return createLambdaHandler({
    orchestrator: providing(ORCHESTRATOR, orchestrator),
    storage: sink && providing(RESULT_SINK, sink),
  });
}

function providing<T>(service: ServiceIdentifier<T>, value: T): OpenModule {
  const module = new ContainerModule(({ bind }) => {
    bind(service).toConstantValue(value);
  });
  return () => Promise.resolve(module);
}
