import { ContainerModule } from 'inversify';
import { HTTP_ORCHESTRATOR_OPTIONS, HttpOrchestrator } from '../../../adapters/http/http-orchestrator.ts';
import type { HttpOrchestratorOptions } from '../../../adapters/http/http-orchestrator.ts';
import { ORCHESTRATOR } from '../tokens.ts';

export function httpOrchestratorModule(options: HttpOrchestratorOptions): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(HTTP_ORCHESTRATOR_OPTIONS).toConstantValue(options);
    bind(ORCHESTRATOR).to(HttpOrchestrator).inSingletonScope();
  });
}
