import { ContainerModule } from 'inversify';
import { ARTIFACT_FOLDER, FolderArtifactStore } from '../../../adapters/filesystem/folder-artifact-store.ts';
import { LOADED_ARTIFACT_STORE } from '../tokens.ts';

export function folderArtifacts(path: string): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(ARTIFACT_FOLDER).toConstantValue(path);
    bind(LOADED_ARTIFACT_STORE).to(FolderArtifactStore).inSingletonScope();
  });
}
