import { S3Client } from '@aws-sdk/client-s3';

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

/** Servers other than Amazon's rarely have a host name for each bucket. */
export function hasOwnEndpoint(): boolean {
  return Boolean(process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL']);
}
