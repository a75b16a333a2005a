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

const ABSENT = './scripts/absent-credential-provider.mjs';

/** Without what a Lambda function never uses: its credentials come from the environment or the container's endpoint. */
export const lambdaBundle = {
  ...plainBundle,
  external: ['bowser'], // the user agent of browsers
  alias: {
    '@aws-sdk/credential-provider-ini': ABSENT,
    '@aws-sdk/credential-provider-process': ABSENT,
    '@aws-sdk/credential-provider-sso': ABSENT,
    '@aws-sdk/credential-provider-web-identity': ABSENT,
  },
};
