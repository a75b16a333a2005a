import { S3Client } from '@aws-sdk/client-s3';
import { ContainerModule } from 'inversify';
import { S3_CLIENT, S3UndeliveredResults, UNDELIVERED_BUCKET } from '../../../adapters/s3/s3-undelivered-results.ts';
import { UNDELIVERED_RESULTS } from '../tokens.ts';

/** Milliseconds. Two attempts fit into the quarter of DELIVERY_RESERVE_MS that is for parking. */
const REQUEST_LIMITS = { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true } as const;
const MAX_ATTEMPTS = 2;

export function s3Undelivered(bucket: string): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(UNDELIVERED_BUCKET).toConstantValue(bucket);
    bind(S3_CLIENT)
      .toDynamicValue(() => {
        const limits = { requestHandler: REQUEST_LIMITS, maxAttempts: MAX_ATTEMPTS };
        return new S3Client({ ...limits, forcePathStyle: hasOwnEndpoint() });
      })
      .inSingletonScope()
      .onDeactivation((client) => {
        client.destroy();
      });
    bind(UNDELIVERED_RESULTS).to(S3UndeliveredResults).inSingletonScope();
  });
}

/** Servers other than Amazon's rarely have a host name for each bucket. */
function hasOwnEndpoint(): boolean {
  return Boolean(process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL']);
}
