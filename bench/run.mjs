// Builds the Lambda function and what it is compared with, and runs the comparison.
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { lambdaBundle, plainBundle } from '../scripts/lambda-bundle.mjs';
import { node24 } from './node-24.mjs';

const outdir = '.cache/bench';

execFileSync(process.execPath, ['scripts/build.mjs', 'lambda'], { stdio: 'inherit' });
await rm(outdir, { recursive: true, force: true });
for (const [folder, options, entries] of [
  ['plain', plainBundle, ['bare-handler', 'bare-orchestrated-handler']],
  ['trimmed', lambdaBundle, ['bare-handler', 'in-process-handler']],
  ['.', { ...plainBundle, packages: 'external', minify: false }, ['main', 'services', 'invoke-once', 'invoke-many']],
]) {
  await Promise.all(
    entries.map((entry) =>
      build({ ...options, entryPoints: [`bench/${entry}.ts`], outdir: `${outdir}/${folder}/${entry}` }),
    ),
  );
}
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'; // where 24 cannot be had, it concerns Node 20
const main = [`${outdir}/main/main.mjs`, ...process.argv.slice(2)];
execFileSync(await node24(), main, { stdio: 'inherit' });
