import { bytesOf, loadedScripts, metafileOf, sourcesIn, type Metafile } from './metafile.ts';

const FUNCTIONS = ['orchestrator', 'on-failure', 'redeliver'];

const HTTP = 'modules/http-orchestrator-module.ts';
const DYNAMODB = 'modules/dynamodb-storage.ts';

/** No Lambda function uses them. */
const NEVER = [
  /credential-provider-(ini|process|sso|web-identity|login|imds)\//,
  /client-(sso|sso-oidc|sts|signin|cognito-identity)\//,
  /nested-clients\//,
  /token-providers\//,
  /\/(loadSharedConfigFiles|parseIni|readFile|getSSOTokenFromFile)\.js$/,
  /eventstream-serde\/EventStreamSerde\.js$/,
  /\/(cbor|query)\/Aws\w+Protocol\.js$/,
  /endpoint-cache\/|mnemonist\//,
  /@smithy\/core\/.*\/uuid\/v4\.js$/,
  /thread-stream\/|pino\/lib\/(transport|worker|multistream|redaction)/,
  /(sonic-boom|on-exit-leak-free|@pinojs\/redact|pino-std-serializers)\//,
  /^node-module-[\w-]+:(console|worker_threads)$/,
  /@inversifyjs\/core\/.*ResolverJit\.js$/,
  /\/reflect-metadata\/Reflect/,
  /bowser\//,
];

/** A job in async mode needs none of it either, unless something is parked or offloaded. */
const NOT_FOR_A_JOB = [/client-(s3|lambda)\//, /xml/i, /site-screening\//, /@aws-sdk\/checksums\//, /d3-geo\//];

/** Each is one that our code sends, one that the SDK's paginator for ours names, or that its endpoint discovery would send. */
const COMMANDS = [
  ...['BatchGetItem', 'BatchWriteItem', 'DescribeEndpoints', 'GetItem', 'PutItem', 'Query', 'Scan'],
  ...['CreateSession', 'DeleteObject', 'GetObject', 'ListObjectsV2', 'PutObject'],
  'Invoke',
];

function among(sources: readonly string[], patterns: readonly RegExp[]): string[] {
  return sources.filter((source) => patterns.some((pattern) => pattern.test(source)));
}

describe.each(FUNCTIONS)('%s', (name) => {
  let bundle: Metafile;
  beforeAll(() => {
    bundle = metafileOf(name);
  });

  test('has nothing of the SDK or of other packages that a function never uses', () => {
    const sources = sourcesIn(bundle);
    expect(sources).toContainEqual(expect.stringContaining('@aws-sdk/client-dynamodb/'));
    expect(among(sources, NEVER)).toEqual([]);
  });

  test('has the credentials of the environment and of a container', () => {
    const sources = sourcesIn(bundle);
    expect(sources).toContainEqual(expect.stringContaining('@aws-sdk/credential-provider-env/'));
    expect(sources).toContainEqual(expect.stringContaining('@aws-sdk/credential-provider-http/'));
  });

  test('has of each client the commands that are sent', () => {
    const commands = sourcesIn(bundle).flatMap((source) => {
      return /@aws-sdk\/client-[\w-]+\/.*\/commands\/(\w+)Command\.js$/.exec(source)?.[1] ?? [];
    });
    expect(commands.sort()).toEqual([...COMMANDS].sort());
  });

  test('loads no SDK at the start and for a request in sync mode', () => {
    const sources = sourcesIn(bundle, loadedScripts(bundle, [HTTP]));
    expect(sources).toContain('src/adapters/http/http-orchestrator.ts');
    expect(among(sources, [/@aws-sdk\/|@smithy\/|adapters\/(dynamodb|s3|lambda)\//])).toEqual([]);
  });

  test('loads for a job in async mode DynamoDB alone', () => {
    const sources = sourcesIn(bundle, loadedScripts(bundle, [HTTP, DYNAMODB]));
    expect(sources).toContain('src/adapters/dynamodb/dynamodb-result-sink.ts');
    expect(among(sources, NOT_FOR_A_JOB)).toEqual([]);
  });

  // Bytes. What is loaded costs about 0.05 ms per KB before it runs. Raise a limit only for what is worth it.
  test.each([
    ['at the start', [], { bytes: 200_000, files: 4 }],
    ['in sync mode', [HTTP], { bytes: 203_000, files: 5 }],
    ['in async mode', [HTTP, DYNAMODB], { bytes: 430_000, files: 10 }],
  ])('loads little %s', (_, later, limit) => {
    const scripts = loadedScripts(bundle, later);
    expect(scripts.length).toBeLessThanOrEqual(limit.files);
    expect(bytesOf(bundle, scripts)).toBeLessThanOrEqual(limit.bytes);
  });

  test('is small in all', () => {
    const scripts = Object.keys(bundle.outputs).filter((file) => file.endsWith('.mjs'));
    expect(bytesOf(bundle, scripts)).toBeLessThanOrEqual(790_000);
  });
});

test('the function that answers requests has no use case of the others', () => {
  const OTHERS = [/application\/(import-messages|redeliver|report-failure)\.ts$/];
  expect(among(sourcesIn(metafileOf('orchestrator')), OTHERS)).toEqual([]);
  expect(among(sourcesIn(metafileOf('redeliver')), OTHERS)).toContain('src/application/redeliver.ts');
});

describe('the check can fail', () => {
  test.each([
    'node_modules/@aws-sdk/credential-provider-sso/dist-es/fromSSO.js',
    'node_modules/@aws-sdk/nested-clients/dist-es/submodules/sts/STSClient.js',
    'node_modules/@smithy/core/dist-es/submodules/config/shared-ini-file-loader/parseIni.js',
    'node_modules/pino/lib/transport.js',
    'node_modules/sonic-boom/index.js',
    'node-module-import-statement:console',
    'node_modules/@inversifyjs/core/lib/planning/calculations/buildOneConstructorArgumentResolverJit.js',
    'node_modules/reflect-metadata/ReflectLite.js',
  ])('by %s', (source) => {
    const planted = planting({ [source]: { bytesInOutput: 1 } });
    expect(among(sourcesIn(planted), NEVER)).toEqual([source]);
  });

  test('by what is imported by what is loaded', () => {
    const planted = planting({ 'node_modules/@aws-sdk/client-s3/dist-es/S3Client.js': { bytesInOutput: 1 } });
    const loaded = sourcesIn(planted, loadedScripts(planted, []));
    expect(among(loaded, NOT_FOR_A_JOB)).toEqual(['node_modules/@aws-sdk/client-s3/dist-es/S3Client.js']);
  });

  test('not by what esbuild left out', () => {
    expect(sourcesIn(planting({ 'node_modules/pino/lib/transport.js': { bytesInOutput: 0 } }))).toEqual([]);
  });

  function planting(inputs: Metafile['outputs'][string]['inputs']): Metafile {
    const imports = [{ path: 'x/chunk.mjs', kind: 'import-statement' }];
    return {
      outputs: {
        'x/index.mjs': { bytes: 1, imports, inputs: {} },
        'x/chunk.mjs': { bytes: 1, imports: [], inputs },
      },
    };
  }
});
