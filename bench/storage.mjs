// What storing costs in capacity, time and memory: `node bench/storage.mjs`. Needs no build; several minutes.
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

const outdir = '.cache/bench-storage';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'; // it concerns Node 20, and Lambda runs 24
await rm(outdir, { recursive: true, force: true });
const entries = { main: 'storage/main', 'deliver-once': 'storage/deliver-once', services: 'services' };
for (const [name, file] of Object.entries(entries)) {
  await build({
    ...{ entryPoints: [`bench/${file}.ts`], outfile: `${outdir}/${name}/${name}.mjs` },
    ...{ bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' },
  });
}
await import(`../${outdir}/main/main.mjs`);
