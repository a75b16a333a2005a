import {
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  type EnvironmentResponse,
  type FunctionConfiguration,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { inject, injectable } from 'inversify';
import type { DeployedFunction, DeployedFunctions, EventSettings } from '../../application/ports/deployed-functions.ts';
import type { Seen } from '../../application/ports/seen.ts';
import { look } from './look.ts';
import { LAMBDA_CLIENT } from './tokens.ts';

const ABSENT = ['ResourceNotFoundException'];

@injectable()
export class AwsFunctions implements DeployedFunctions {
  constructor(@inject(LAMBDA_CLIENT) private readonly client: LambdaClient) {}

  find(function_: string): Promise<Seen<DeployedFunction>> {
    return look('lambda:GetFunctionConfiguration', ABSENT, async () =>
      toFunction(await this.client.send(new GetFunctionConfigurationCommand({ FunctionName: function_ }))),
    );
  }

  eventSettings(function_: string): Promise<Seen<EventSettings>> {
    return look('lambda:GetFunctionEventInvokeConfig', ABSENT, async () => {
      const command = new GetFunctionEventInvokeConfigCommand({ FunctionName: function_ });
      const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = await this.client.send(command);
      return {
        retryAttempts: MaximumRetryAttempts,
        maxEventAgeSeconds: MaximumEventAgeInSeconds,
        onFailure: DestinationConfig?.OnFailure?.Destination,
      };
    });
  }
}

function toFunction(configuration: FunctionConfiguration): DeployedFunction {
  const { FunctionName = '', FunctionArn = '', State, LastUpdateStatus, Runtime, Role = '' } = configuration;
  return {
    name: FunctionName,
    arn: FunctionArn,
    state: State ?? 'unknown',
    lastUpdate: LastUpdateStatus ?? 'unknown',
    runtime: Runtime,
    memoryMb: configuration.MemorySize ?? 0,
    timeoutSeconds: configuration.Timeout ?? 0,
    role: Role,
    environment: toEnvironment(configuration.Environment),
  };
}

/** Lambda shows no variables to a caller who may not decrypt them. */
function toEnvironment({ Variables = {}, Error: error }: EnvironmentResponse = {}): DeployedFunction['environment'] {
  if (!error) return { kind: 'found', value: Variables };
  return {
    kind: 'unseen',
    why: `Lambda does not show the variables (${error.ErrorCode ?? 'no reason given'})`,
    fix: "Allow kms:Decrypt on the function's key to whoever runs this.",
  };
}
