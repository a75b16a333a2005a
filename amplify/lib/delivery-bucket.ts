import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ARTIFACTS, PARKED } from './prefixes.ts';

export interface DeliveryBucketProps {
  /** The numbers of `MESSAGE_TTL_DAYS`, now and earlier; none: objects are kept for ever. */
  readonly ttlDays: readonly number[];
  readonly removalPolicy: RemovalPolicy;
}

/** For clocks that differ, and for readers that opened a message just before it expired. */
const DAYS_AFTER_MESSAGE = 2;

/** A private, encrypted bucket for large artifacts and parked results. */
export function deliveryBucket(scope: Construct, { ttlDays, removalPolicy }: DeliveryBucketProps): Bucket {
  return new Bucket(scope, 'Bucket', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    removalPolicy,
    autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
    lifecycleRules: [
      { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ...ttlDays.map(artifactsOf),
      ...(ttlDays.length > 0 ? [parkedResults(Math.max(...ttlDays))] : []),
    ],
  });
}

/** An artifact goes later than its message. */
function artifactsOf(days: number): LifecycleRule {
  return {
    id: `artifacts-of-${days}-days`,
    prefix: ARTIFACTS,
    tagFilters: { 'chat-courier-ttl-days': String(days) },
    expiration: Duration.days(days + DAYS_AFTER_MESSAGE),
  };
}

/** Delivered after that time, a result would be hidden at once. */
function parkedResults(days: number): LifecycleRule {
  return { id: 'parked-results', prefix: PARKED, expiration: Duration.days(days + DAYS_AFTER_MESSAGE) };
}
