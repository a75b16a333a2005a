import type { CfnFunction, IFunction } from 'aws-cdk-lib/aws-lambda';

/** Where the log of a function is. The CDK's own `logGroup` would add a function to the stack where none was given. */
export function logGroupNameOf(lambda: IFunction): string {
  const { loggingConfig } = (lambda.node.defaultChild ?? {}) as Partial<CfnFunction>;
  const given = loggingConfig && 'logGroup' in loggingConfig ? loggingConfig.logGroup : undefined;
  return given ?? `/aws/lambda/${lambda.functionName}`;
}
