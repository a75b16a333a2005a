/** Types are checked by `npm run types`; here they are only stripped. @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/test/node-environment.mjs',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/amplify/node_modules/', '<rootDir>/amplify/cdk.out/', '<rootDir>/examples/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['ts-jest', { useESM: true, diagnostics: false }] },
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/engines/global-teardown.mjs',
  testTimeout: 30_000,
};
