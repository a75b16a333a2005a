import type { ArtifactsConfig, Config } from './config.ts';
import type { OpenModule } from './lazily.ts';

export type ConfiguredArtifacts = Exclude<ArtifactsConfig, { kind: 'none' }>;

/** The module that binds RESULT_SINK, CHAT_HISTORY and CHAT_SESSIONS as the configuration asks. */
export function configuredStorage({ sink, tableName, sessionTableName }: Config): OpenModule {
  return async () => {
    if (sink === 'memory') return (await import('./modules/in-memory-storage.ts')).inMemoryStorage();
    if (sink === 'none') return (await import('./modules/sink-storage.ts')).discardingStorage();
    if (tableName === undefined) return (await import('./modules/sink-storage.ts')).unconfiguredStorage();
    return (await import('./modules/dynamodb-storage.ts')).dynamoDbStorage({ tableName, sessionTableName });
  };
}

/** The module that binds UNDELIVERED_RESULTS as the configuration asks. */
export function configuredUndelivered({ undelivered }: Config): OpenModule {
  return async () => {
    if (undelivered.kind === 's3')
      return (await import('./modules/s3-undelivered.ts')).s3Undelivered(undelivered.bucket);
    const { folderUndelivered, inMemoryUndelivered, unconfiguredUndelivered } =
      await import('./modules/undelivered-modules.ts');
    if (undelivered.kind === 'folder') return folderUndelivered(undelivered.path);
    return undelivered.kind === 'memory' ? inMemoryUndelivered() : unconfiguredUndelivered();
  };
}

/** The module that binds LOADED_ARTIFACT_STORE as the configuration asks. */
export function configuredArtifactStore(artifacts: ConfiguredArtifacts, ttlDays: number | undefined): OpenModule {
  return async () => {
    if (artifacts.kind === 's3')
      return (await import('./modules/s3-artifacts.ts')).s3Artifacts({ bucket: artifacts.bucket, ttlDays });
    return (await import('./modules/folder-artifacts.ts')).folderArtifacts(artifacts.path);
  };
}

/** The module that binds ORCHESTRATOR as the configuration asks. */
export function configuredOrchestrator({ orchestrator }: Config): OpenModule {
  return async () => {
    switch (orchestrator.kind) {
      case 'http':
        return (await import('./modules/http-orchestrator-module.ts')).httpOrchestratorModule(orchestrator);
      case 'lambda':
        return (await import('./modules/lambda-orchestrator-module.ts')).lambdaOrchestratorModule(orchestrator);
      case 'site-screening':
        return (await import('./modules/site-screening-module.ts')).siteScreeningModule();
    }
  };
}
