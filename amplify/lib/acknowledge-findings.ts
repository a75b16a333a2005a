import { Stack, Validations, type CfnElement } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { ARTIFACTS, PARKED } from './prefixes.ts';

interface Parts {
  readonly bucket: IBucket;
  readonly unreported: Queue;
  readonly functions: readonly IFunction[];
}

/** What cdk-nag finds here on purpose, and why. Everything else that it finds is a mistake. */
export function acknowledgeFindings({ bucket, unreported, functions }: Parts): void {
  Validations.of(unreported).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'It is a dead-letter queue itself: the on-failure destination of the on-failure function.',
  });
  const own = bucket.node.defaultChild as CfnElement | undefined;
  if (!own) return; // a bucket from elsewhere
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'Only these functions and readers of the app have access; turn on CloudTrail data events where each is to be logged.',
  });
  for (const { role } of functions) {
    if (role)
      for (const prefix of [ARTIFACTS, PARKED]) acknowledgePrefix(role, Stack.of(bucket).getLogicalId(own), prefix);
  }
}

function acknowledgePrefix(role: IRole, bucketId: string, prefix: string): void {
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${prefix}*]`,
    reason: 'The names of the objects under this prefix are made at run time, from session and message ids.',
  });
}
