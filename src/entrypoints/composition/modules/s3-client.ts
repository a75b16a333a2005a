import { S3Client } from '@aws-sdk/client-s3';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { backoff } from '../../../adapters/dynamodb/backoff.ts';

/** Milliseconds. */
interface RequestLimits {
  readonly connectionTimeout: number;
  /** How long nothing may move over a connection. */
  readonly socketTimeout?: number;
  readonly requestTimeout: number;
}

/** A client by the AWS SDK's ordinary configuration. */
export function s3Client(limits: RequestLimits, maxAttempts: number): S3Client {
  const requestHandler = { ...limits, throwOnRequestTimeout: true };
  return new S3Client({ requestHandler, maxAttempts, forcePathStyle: hasOwnEndpoint() });
}

/** One whose faults are overcome as those of the table are: the faults that one job meets take no retries from another. */
export function patientS3Client(limits: RequestLimits, maxAttempts: number): S3Client {
  const client = s3Client(limits, maxAttempts);
  client.config.retryStrategy = () => Promise.resolve(new ConfiguredRetryStrategy(maxAttempts, backoff));
  return client;
}

/** Servers other than Amazon's rarely have a host name for each bucket. */
export function hasOwnEndpoint(): boolean {
  return Boolean(process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL']);
}
