import { readFile } from 'node:fs/promises';
import { consoleOnDemand } from './console-on-demand.mjs';
import { directImports } from './direct-imports.mjs';
import { keptClassNames } from './kept-class-names.mjs';
import { nodeModulesTaken } from './node-modules-unimported.mjs';
import { loadedBefore, orderOfLoading } from './order-of-loading.mjs';

/** An esbuild plugin: the sources are rewritten, line by line, so that little is loaded, and in few files. */
export const rewrittenSources = {
  name: 'rewritten-sources',
  setup(build) {
    const direct = directImports(build);
    const before = loadedBefore(build);
    orderOfLoading(build);
    build.onLoad({ filter: /\/node_modules\/@(smithy|aws-sdk|aws)\/.*\/dist-es\/.*\.js$/ }, async ({ path: file }) => ({
      contents: keptClassNames(nodeModulesTaken(await direct(await readFile(file, 'utf8'), file))),
      loader: 'js',
    }));
    build.onLoad({ filter: /\/@aws-lambda-powertools\/metrics\/.*\/Metrics\.js$/ }, async ({ path: file }) => ({
      contents: consoleOnDemand(await readFile(file, 'utf8')),
      loader: 'js',
    }));
    build.onLoad({ filter: /\/src\/(domain|application|adapters|entrypoints)\/.*\.ts$/ }, async ({ path: file }) => ({
      contents: keptClassNames(before(await readFile(file, 'utf8'), file)),
      loader: 'ts',
    }));
  },
};
