import path from 'node:path';

const BEFORE = 'loaded-before:';
const MODULE = /\/src\/entrypoints\/composition\/modules\/[\w-]+\.ts$/;
const OF_ASYNC_MODE = /\/modules\/s3-[\w-]+\.ts$/;
const OPENER = /\/src\/entrypoints\/composition\/configured-modules\.ts$/;
const SRC = path.resolve(import.meta.dirname, '../../src');
const STORAGE = path.join(SRC, 'entrypoints/composition/modules/dynamodb-storage.ts');
/** Small, and in more than one of the modules that are loaded later: each would be in a file between them. */
const SHARED = [
  ...['adapters/noop/unchecked-chat-sessions.ts', 'application/history-cursor.ts', 'application/history-page.ts'],
  ...['application/parse-json.ts', 'application/within-time.ts'],
  ...['domain/is-expired.ts', 'domain/owned-by.ts', 'domain/refuse-unfinished.ts', 'domain/tells-of-failure.ts'],
].map((file) => path.join(SRC, file));

const APART = new Set(['entry-point', 'dynamic-import']);

/**
 * esbuild makes a file for each set of entry points that share something, and takes what is imported later for an entry
 * point of its own: dozens of files, of which each costs time. So every module that is loaded later says what is there
 * before: the entry point, and the storage before what only a message needs. That comes into one file then. What opens
 * the modules brings what they share.
 */
export function loadedBefore(build) {
  const entries = Object.values(build.initialOptions.entryPoints).map((entry) => path.resolve(entry));
  return (source, file) => {
    const before = beforeOf(file);
    return [source, ...before.map((module) => `import '${BEFORE}${module}';`), ''].join('\n');
  };

  function beforeOf(file) {
    if (OPENER.test(file)) return SHARED;
    if (!MODULE.test(file)) return [];
    return OF_ASYNC_MODE.test(file) ? [...entries, STORAGE] : entries;
  }
}

/** Finds them. Loading them has an effect, or esbuild would leave out an import that nothing is taken from. */
export function orderOfLoading(build) {
  build.onResolve({ filter: /^loaded-before:/ }, ({ path: file }) => ({
    path: file.slice(BEFORE.length),
    sideEffects: true,
  }));
  build.onResolve({ filter: /\.ts$/ }, ({ path: file, kind, resolveDir }) => {
    const found = path.resolve(resolveDir, file);
    return APART.has(kind) || SHARED.includes(found) ? { path: found, sideEffects: true } : undefined;
  });
}
