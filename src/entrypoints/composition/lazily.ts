import { remembered } from '../../application/remembered.ts';
import type { Container, ContainerModule, ServiceIdentifier } from 'inversify';

/** Makes a module, loading only the code that it needs. */
export type OpenModule = () => Promise<ContainerModule>;

/** Loads a module into the container when its service is first asked for. What failed is tried anew by the next call. */
export function lazily<T>(container: Container, service: ServiceIdentifier<T>, open: OpenModule): () => Promise<T> {
  return remembered(async () => {
    const module = await open();
    await container.loadAsync(module);
    try {
      return container.get(service);
    } catch (error) {
      await container.unloadAsync(module); // the next call brings its own
      throw error;
    }
  });
}
