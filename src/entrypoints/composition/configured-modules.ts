import type { Config } from './config.ts';
import type { OpenModule } from './lazily.ts';

/** The module that binds RESULT_SINK and CHAT_HISTORY as the configuration asks. */
export function configuredStorage({ sink, tableName }: Pick<Config, 'sink' | 'tableName'>): OpenModule {
  return async () => {
    if (sink === 'memory') return (await import('./modules/in-memory-storage.ts')).inMemoryStorage();
    if (sink === 'none') return (await import('./modules/no-storage.ts')).discardingStorage();
    if (tableName === undefined) return (await import('./modules/no-storage.ts')).unconfiguredStorage();
    return (await import('./modules/dynamodb-storage.ts')).dynamoDbStorage(tableName);
  };
}

/** The module that binds ORCHESTRATOR as the configuration asks. */
export function configuredOrchestrator({ orchestrator }: Pick<Config, 'orchestrator'>): OpenModule {
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
