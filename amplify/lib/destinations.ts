import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IDestination, IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** A destination that allows exactly the call that Lambda makes: the CDK's own allow more. */
export function invoke(target: IFunction): IDestination {
  return destination(target.functionArn, 'lambda:InvokeFunction');
}

export function enqueue(queue: IQueue): IDestination {
  return destination(queue.queueArn, 'sqs:SendMessage');
}

function destination(arn: string, action: string): IDestination {
  return {
    bind(_scope, source) {
      source.addToRolePolicy(new PolicyStatement({ actions: [action], resources: [arn] }));
      return { destination: arn };
    },
  };
}
