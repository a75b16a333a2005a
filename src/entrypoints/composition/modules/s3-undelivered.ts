import { ContainerModule } from 'inversify';
import { S3_CLIENT, S3UndeliveredResults, UNDELIVERED_BUCKET } from '../../../adapters/s3/s3-undelivered-results.ts';
import { UNDELIVERED_RESULTS } from '../tokens.ts';
import { s3Client } from './s3-client.ts';

/**
 * Milliseconds. Two attempts at a server that does not answer fit into the quarter of DELIVERY_RESERVE_MS that is for
 * parking; a large message may take as long as it moves and there is time.
 */
const REQUEST_LIMITS = { connectionTimeout: 500, socketTimeout: 1_000, requestTimeout: 120_000 } as const;
const MAX_ATTEMPTS = 2;

export function s3Undelivered(bucket: string): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(UNDELIVERED_BUCKET).toConstantValue(bucket);
    bind(S3_CLIENT)
      .toDynamicValue(() => s3Client(REQUEST_LIMITS, MAX_ATTEMPTS))
      .inSingletonScope()
      .onDeactivation((client) => {
        client.destroy();
      });
    bind(UNDELIVERED_RESULTS).to(S3UndeliveredResults).inSingletonScope();
  });
}
