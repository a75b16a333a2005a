import { LambdaClient } from '@aws-sdk/client-lambda';
import { ContainerModule } from 'inversify';
import {
  LAMBDA_CLIENT,
  LambdaOrchestrator,
  ORCHESTRATOR_FUNCTION_NAME,
} from '../../../adapters/lambda/lambda-orchestrator.ts';
import { ORCHESTRATOR } from '../tokens.ts';

interface Options {
  readonly functionName: string;
  readonly timeoutMs: number;
}

export function lambdaOrchestratorModule({ functionName, timeoutMs }: Options): ContainerModule {
  const requestHandler = { requestTimeout: timeoutMs, throwOnRequestTimeout: true, connectionTimeout: 2_000 };
  return new ContainerModule(({ bind }) => {
    bind(ORCHESTRATOR_FUNCTION_NAME).toConstantValue(functionName);
    bind(LAMBDA_CLIENT)
      .toDynamicValue(() => new LambdaClient({ maxAttempts: 1, requestHandler }))
      .inSingletonScope()
      .onDeactivation((client) => {
        client.destroy();
      });
    bind(ORCHESTRATOR).to(LambdaOrchestrator).inSingletonScope();
  });
}
