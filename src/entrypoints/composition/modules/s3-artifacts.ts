import { ContainerModule } from 'inversify';
import {
  ARTIFACT_S3_CLIENT,
  S3_ARTIFACT_STORE_OPTIONS,
  S3ArtifactStore,
  type S3ArtifactStoreOptions,
} from '../../../adapters/s3/s3-artifact-store.ts';
import { LOADED_ARTIFACT_STORE } from '../tokens.ts';
import { s3Client } from './s3-client.ts';

/**
 * Milliseconds. 50 MB may take two minutes, but a connection over which nothing moves is given up. Whoever has less time
 * aborts the request.
 */
const REQUEST_LIMITS = { connectionTimeout: 2_000, socketTimeout: 5_000, requestTimeout: 120_000 } as const;
const MAX_ATTEMPTS = 10;

export function s3Artifacts(options: S3ArtifactStoreOptions): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(S3_ARTIFACT_STORE_OPTIONS).toConstantValue(options);
    bind(ARTIFACT_S3_CLIENT)
      .toDynamicValue(() => s3Client(REQUEST_LIMITS, MAX_ATTEMPTS))
      .inSingletonScope()
      .onDeactivation((client) => {
        client.destroy();
      });
    bind(LOADED_ARTIFACT_STORE).to(S3ArtifactStore).inSingletonScope();
  });
}
