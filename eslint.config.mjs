import { existsSync } from 'node:fs';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import dependencyDirection from './eslint.boundaries.mjs';

export default tseslint.config(
  { ignores: ['dist/', '.cache/', '.data/', 'coverage/', '**/cdk.out/', '.amplify/', ...unlessInstalled()] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['amplify/test/**/*.ts', 'examples/react/test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'after', 'afterEach', 'before', 'beforeEach'], package: 'node:test' },
          ],
        },
      ],
    },
  },
  ...dependencyDirection,
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', fetch: 'readonly', setTimeout: 'readonly' },
    },
  },
  {
    files: ['scripts/lambda/stand-ins/*'],
    languageOptions: { globals: { process: 'readonly', require: 'readonly', Buffer: 'readonly' } },
  },
);

/** The types that their rules need come from packages of their own; the example has the data of amplify/ besides. */
function unlessInstalled() {
  const isInstalled = (folder) => existsSync(new URL(`${folder}/node_modules`, import.meta.url));
  if (!isInstalled('amplify')) return ['amplify/', 'examples/'];
  return isInstalled('examples/react') ? [] : ['examples/'];
}
