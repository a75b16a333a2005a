import { nodeModulesUnimported } from './lambda/node-modules-unimported.mjs';
import { rewrittenSources } from './lambda/rewritten-sources.mjs';
import { standIns } from './lambda/stand-ins.mjs';

/** The options that anybody would bundle a Lambda function with. */
export const plainBundle = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: true,
  minify: true,
  keepNames: true,
  splitting: true,
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
  // Some packages are CommonJS and ask for Node's own modules by require.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
};

/** Without what a Lambda function never uses, and so that each mode loads little, in few files: docs/adr/0013. */
export const lambdaBundle = {
  ...plainBundle,
  keepNames: false, // those of classes are
  banner: {},
  external: ['bowser'], // the user agent of browsers
  plugins: [standIns, rewrittenSources, nodeModulesUnimported],
};
