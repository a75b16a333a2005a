// Bundles a Lambda function as the build does: `node bundle-function.mjs <its source> <its folder>`.
import { build } from 'esbuild';
import { lambdaBundle } from '../../scripts/lambda-bundle.mjs';

const [source, outdir] = process.argv.slice(2);
process.chdir(new URL('../..', import.meta.url).pathname);
await build({ ...lambdaBundle, entryPoints: { index: source }, outdir });
