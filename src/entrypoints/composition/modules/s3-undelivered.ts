import { ContainerModule } from 'inversify';
import { S3_CLIENT, S3UndeliveredResults, UNDELIVERED_BUCKET } from '../../../adapters/s3/s3-undelivered-results.ts';
import { UNDELIVERED_RESULTS } from '../tokens.ts';
import { patientS3Client } from './s3-client.ts';

/**
 * Milliseconds. A large result may take its time, but a connection over which nothing moves is given up while there is
 * time for another one: 30 % of DELIVERY_RESERVE_MS is for parking, and whoever parks aborts the request then.
 */
const REQUEST_LIMITS = { connectionTimeout: 500, socketTimeout: 1_000, requestTimeout: 120_000 } as const;

/** About half a minute of transient faults. */
const MAX_ATTEMPTS = 40;

export function s3Undelivered(bucket: string): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(UNDELIVERED_BUCKET).toConstantValue(bucket);
    bind(S3_CLIENT)
      .toDynamicValue(() => patientS3Client(REQUEST_LIMITS, MAX_ATTEMPTS))
      .inSingletonScope()
      .onDeactivation((client) => {
        client.destroy();
      });
    bind(UNDELIVERED_RESULTS).to(S3UndeliveredResults).inSingletonScope();
  });
}
