import path from 'node:path';

/** A file or folder of `dist`, which `global-setup.mjs` built. @throws if it could not */
export function built(name: string): string {
  const failure = process.env['TEST_BUILD_FAILURE'];
  if (failure !== undefined) throw new Error(`the build failed: ${failure}`);
  return path.resolve(import.meta.dirname, '../dist', name);
}
