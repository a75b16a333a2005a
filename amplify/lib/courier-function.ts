import type { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function, Runtime, type Code } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface CourierFunctionProps {
  readonly description: string;
  /** A folder of `dist/lambda`, or another one whose `index.mjs` exports `handler`. */
  readonly code: Code;
  /** MB. */
  readonly memorySize: number;
  readonly timeout: Duration;
}

/** A Lambda function that may write its own log, and nothing else yet. */
export function courierFunction(scope: Construct, id: string, props: CourierFunctionProps): Function {
  const logGroup = new LogGroup(scope, `${id}Log`, { retention: RetentionDays.ONE_MONTH });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return new Function(scope, id, {
    ...props,
    role,
    logGroup,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
  });
}
