import { ContainerModule } from 'inversify';
import { ARTIFACT_FOLDER, FolderArtifactStore } from '../../../adapters/filesystem/folder-artifact-store.ts';
import { InMemoryArtifactStore } from '../../../adapters/in-memory/in-memory-artifact-store.ts';
import { LOADED_ARTIFACT_STORE } from '../tokens.ts';

export function folderArtifacts(path: string): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(ARTIFACT_FOLDER).toConstantValue(path);
    bind(LOADED_ARTIFACT_STORE).to(FolderArtifactStore).inSingletonScope();
  });
}

export function inMemoryArtifacts(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(LOADED_ARTIFACT_STORE).to(InMemoryArtifactStore).inSingletonScope();
  });
}
