import { ContainerModule } from 'inversify';
import {
  FolderUndeliveredResults,
  UNDELIVERED_FOLDER,
} from '../../../adapters/filesystem/folder-undelivered-results.ts';
import { InMemoryUndeliveredResults } from '../../../adapters/in-memory/in-memory-undelivered-results.ts';
import { UnconfiguredUndeliveredResults } from '../../../adapters/noop/unconfigured-undelivered-results.ts';
import { UNDELIVERED_RESULTS } from '../tokens.ts';

export function folderUndelivered(path: string): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(UNDELIVERED_FOLDER).toConstantValue(path);
    bind(UNDELIVERED_RESULTS).to(FolderUndeliveredResults).inSingletonScope();
  });
}

export function inMemoryUndelivered(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(UNDELIVERED_RESULTS).to(InMemoryUndeliveredResults).inSingletonScope();
  });
}

export function unconfiguredUndelivered(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(UNDELIVERED_RESULTS).to(UnconfiguredUndeliveredResults).inSingletonScope();
  });
}
