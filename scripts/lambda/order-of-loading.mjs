import path from 'node:path';

const BEFORE = 'loaded-before:';
const MODULE = /\/src\/entrypoints\/composition\/modules\/[\w-]+\.ts$/;
const OF_ASYNC_MODE = /\/modules\/s3-[\w-]+\.ts$/;
const STORAGE = path.resolve(import.meta.dirname, '../../src/entrypoints/composition/modules/dynamodb-storage.ts');
const APART = new Set(['entry-point', 'dynamic-import']);

/**
 * esbuild makes a file for each set of entry points that share something, and takes what is imported later for an entry
 * point of its own: dozens of files, of which each costs time. So every module that is loaded later says what is there
 * before: the entry point, and the storage before what only a message needs. That comes into one file then.
 */
export function loadedBefore(build) {
  const entries = Object.values(build.initialOptions.entryPoints).map((entry) => path.resolve(entry));
  return (source, file) => {
    if (!MODULE.test(file)) return source;
    const before = OF_ASYNC_MODE.test(file) ? [...entries, STORAGE] : entries;
    return [source, ...before.map((module) => `import '${BEFORE}${module}';`), ''].join('\n');
  };
}

/** Finds them. Loading them has an effect, or esbuild would leave out an import that nothing is taken from. */
export function orderOfLoading(build) {
  build.onResolve({ filter: /^loaded-before:/ }, ({ path: file }) => ({ path: file.slice(BEFORE.length) }));
  build.onResolve({ filter: /\.ts$/ }, ({ path: file, kind, resolveDir }) =>
    APART.has(kind) ? { path: path.resolve(resolveDir, file), sideEffects: true } : undefined,
  );
}
