import { readConfig, type Config } from '../../../src/entrypoints/composition/config.ts';
import { InvalidConfigurationError } from '../../../src/entrypoints/composition/invalid-configuration-error.ts';

type Environment = Readonly<Record<string, string>>;

const DEFAULTS: Config = {
  sink: 'dynamodb',
  tableName: undefined,
  sessionTableName: undefined,
  undelivered: { kind: 'none' },
  storage: { artifacts: { kind: 'none' }, offloadOverBytes: undefined, compressOverBytes: undefined },
  settings: { reserveMs: 10_000, progressIntervalMs: 1_000, messageTtlDays: undefined },
  orchestrator: { kind: 'site-screening' },
  metrics: { kind: 'none' },
  logLevel: 'info',
  server: {
    host: '127.0.0.1',
    port: 3000,
    dataDir: '.data',
    functionName: 'renewableOrchestrator',
    queue: { concurrency: 10, limit: 1_000, retryDelaysMs: [1_000, 5_000], jobTimeoutMs: 900_000 },
    oidc: undefined,
  },
};

const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:my-orchestrator:live';
const URL_TEXT = 'https://example.com/orchestrate?key=1';

const OIDC = { OIDC_ISSUER: 'https://issuer.example/pool', OIDC_AUDIENCE: 'chat' };
const oidc = { issuer: new URL(OIDC.OIDC_ISSUER), audience: 'chat' };

/** What is wrong with an environment. */
function refusal(environment: Environment): InvalidConfigurationError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof InvalidConfigurationError) return error;
    throw error;
  }
  throw new Error('this environment is taken');
}

function withServer(server: Partial<Config['server']>): Config {
  return { ...DEFAULTS, server: { ...DEFAULTS.server, ...server } };
}

function withStorage(storage: Partial<Config['storage']>): Config {
  return { ...DEFAULTS, storage: { ...DEFAULTS.storage, ...storage } };
}

function metricsOf(service: string, namespace = 'chat-courier'): Config {
  return { ...DEFAULTS, metrics: { kind: 'embedded', namespace, service } };
}

test('nothing has to be set', () => {
  expect(readConfig({})).toEqual(DEFAULTS);
});

test.each([
  'AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME',
  'RESULT_SINK',
  'ARTIFACT_BUCKET',
  'ARTIFACT_DIR',
  'OFFLOAD_OVER_BYTES',
  'COMPRESS_OVER_BYTES',
  'MESSAGE_TTL_DAYS',
  'ORCHESTRATOR_FUNCTION_NAME',
  'ORCHESTRATOR_URL',
  'ORCHESTRATOR_TIMEOUT_MS',
  'LOG_LEVEL',
  'HOST',
  'PORT',
  'DATA_DIR',
  'FUNCTION_NAME',
])('%s: empty is not set', (variable) => {
  expect(readConfig({ [variable]: '' })).toEqual(DEFAULTS);
});

test('variables of others do not matter', () => {
  expect(readConfig({ AWS_REGION: 'eu-central-1', PATH: '/usr/bin' })).toEqual(DEFAULTS);
});

describe('what is set is taken', () => {
  test.each<[Environment, Config]>([
    [
      { AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'ChatMessage-a.b_c-NONE' },
      { ...DEFAULTS, tableName: 'ChatMessage-a.b_c-NONE' },
    ],
    ...(['dynamodb', 'memory', 'none'] as const).map((sink) => entry({ RESULT_SINK: sink }, { ...DEFAULTS, sink })),
    ...(['debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const).map((logLevel) =>
      entry({ LOG_LEVEL: logLevel }, { ...DEFAULTS, logLevel }),
    ),
    ...['127.0.0.2', '::1', 'localhost'].map((host) => entry({ HOST: host }, withServer({ host }))),
    ...['0.0.0.0', 'my-host.local'].map((host) => entry({ ...OIDC, HOST: host }, withServer({ host, oidc }))),
    [
      { CHAT_SESSION_TABLE_NAME: 'ChatSession-a', AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'ChatMessage-a' },
      { ...DEFAULTS, tableName: 'ChatMessage-a', sessionTableName: 'ChatSession-a' },
    ],
    [{ UNDELIVERED_BUCKET: 'my-bucket' }, { ...DEFAULTS, undelivered: { kind: 's3', bucket: 'my-bucket' } }],
    ...[
      entry({ AWS_LAMBDA_FUNCTION_NAME: 'courier' }, metricsOf('chat-courier')),
      entry(
        {
          AWS_LAMBDA_FUNCTION_NAME: 'courier',
          POWERTOOLS_SERVICE_NAME: 'My app',
          POWERTOOLS_METRICS_NAMESPACE: 'My/chat',
        },
        metricsOf('My app', 'My/chat'),
      ),
      entry(
        { AWS_LAMBDA_FUNCTION_NAME: 'courier', AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'ChatMessage-a' },
        { ...metricsOf('ChatMessage-a'), tableName: 'ChatMessage-a' },
      ),
      entry({ POWERTOOLS_SERVICE_NAME: 'My app' }, DEFAULTS),
    ],
    [{ UNDELIVERED_DIR: '/parked' }, { ...DEFAULTS, undelivered: { kind: 'folder', path: '/parked' } }],
    [
      { DELIVERY_RESERVE_MS: '5000', PROGRESS_INTERVAL_MS: '2000' },
      { ...DEFAULTS, settings: { ...DEFAULTS.settings, reserveMs: 5_000, progressIntervalMs: 2_000 } },
    ],
    [{ ARTIFACT_BUCKET: 'my-bucket' }, withStorage({ artifacts: { kind: 's3', bucket: 'my-bucket' } })],
    [{ ARTIFACT_DIR: '/artifacts' }, withStorage({ artifacts: { kind: 'folder', path: '/artifacts' } })],
    ...[0, 409_600].map((bytes) => entry({ OFFLOAD_OVER_BYTES: `${bytes}` }, withStorage({ offloadOverBytes: bytes }))),
    ...[0, 409_600].map((bytes) =>
      entry({ COMPRESS_OVER_BYTES: `${bytes}` }, withStorage({ compressOverBytes: bytes })),
    ),
    ...[1, 36_500].map((messageTtlDays) =>
      entry(
        { MESSAGE_TTL_DAYS: `${messageTtlDays}` },
        { ...DEFAULTS, settings: { ...DEFAULTS.settings, messageTtlDays } },
      ),
    ),
    [
      { QUEUE_CONCURRENCY: '2', QUEUE_LIMIT: '3', QUEUE_RETRY_DELAYS_MS: '10,20,40', JOB_TIMEOUT_MS: '5000' },
      withServer({ queue: { concurrency: 2, limit: 3, retryDelaysMs: [10, 20, 40], jobTimeoutMs: 5_000 } }),
    ],
    ...[0, 1, 65_535].map((port) => entry({ PORT: String(port) }, withServer({ port }))),
    [{ DATA_DIR: '/var/lib/chat courier' }, withServer({ dataDir: '/var/lib/chat courier' })],
    [{ FUNCTION_NAME: 'my_function-1' }, withServer({ functionName: 'my_function-1' })],
  ])('%j', (environment, config) => {
    expect(readConfig(environment)).toEqual(config);
  });

  test.each(['my-orchestrator', 'my-orchestrator:$LATEST', '123456789012:function:my-orchestrator', ARN])(
    'the orchestrator %s',
    (functionName) => {
      expect(readConfig({ ORCHESTRATOR_FUNCTION_NAME: functionName }).orchestrator).toEqual({
        kind: 'lambda',
        functionName,
        timeoutMs: 840_000,
      });
    },
  );

  test.each(['http://127.0.0.1:8080/', URL_TEXT])('the orchestrator %s', (url) => {
    expect(readConfig({ ORCHESTRATOR_URL: url }).orchestrator).toEqual({
      kind: 'http',
      url: new URL(url),
      timeoutMs: 840_000,
    });
  });

  test.each([1, 900_000])('the time-out %d, for either orchestrator', (timeoutMs) => {
    const timeout = { ORCHESTRATOR_TIMEOUT_MS: String(timeoutMs) };
    expect(readConfig({ ...timeout, ORCHESTRATOR_URL: URL_TEXT }).orchestrator).toMatchObject({ timeoutMs });
    expect(readConfig({ ...timeout, ORCHESTRATOR_FUNCTION_NAME: 'f' }).orchestrator).toMatchObject({ timeoutMs });
  });
});

describe('what is wrong is refused, naming the variable, the value and what is allowed', () => {
  test.each([
    [
      'AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME',
      'ab',
      'a table name: 3 to 255 letters, digits, underscores, dots or hyphens',
    ],
    ['AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME', 'Chat Message', 'a table name: 3 to 255'],
    ['RESULT_SINK', 'sqs', 'one of dynamodb, memory, none'],
    ['RESULT_SINK', 'Memory', 'one of dynamodb, memory, none'],
    ['ORCHESTRATOR_FUNCTION_NAME', 'my orchestrator', 'the name or the ARN of a Lambda function'],
    ['ORCHESTRATOR_URL', 'example.com', 'an http or https URL'],
    ['ORCHESTRATOR_URL', 'ftp://example.com/', 'an http or https URL'],
    ['ORCHESTRATOR_TIMEOUT_MS', '0', 'a whole number from 1 to 900000'],
    ['ORCHESTRATOR_TIMEOUT_MS', '900001', 'a whole number from 1 to 900000'],
    ['ORCHESTRATOR_TIMEOUT_MS', '1.5', 'a whole number from 1 to 900000'],
    ['ORCHESTRATOR_TIMEOUT_MS', '5s', 'a whole number from 1 to 900000'],
    ['POWERTOOLS_METRICS_NAMESPACE', 'chat courier', 'a CloudWatch namespace'],
    ['POWERTOOLS_SERVICE_NAME', 'Zürich', '1 to 255 ASCII characters'],
    ['POWERTOOLS_SERVICE_NAME', '  ', '1 to 255 ASCII characters, not only spaces'],
    ['LOG_LEVEL', 'trace', 'one of debug, info, warn, error, fatal, silent'],
    ['HOST', 'http://localhost', 'an IP address or a host name'],
    ['PORT', '65536', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number from 0 to 65535'],
    ['PORT', ' ', 'a whole number from 0 to 65535'],
    ['ARTIFACT_BUCKET', 'My_Bucket', 'the name of an S3 bucket'],
    ['OFFLOAD_OVER_BYTES', '409601', 'a whole number from 0 to 409600'],
    ['OFFLOAD_OVER_BYTES', '-1', 'a whole number from 0 to 409600'],
    ['COMPRESS_OVER_BYTES', '1k', 'a whole number from 0 to 409600'],
    ['MESSAGE_TTL_DAYS', '0', 'a whole number from 1 to 36500'],
    ['MESSAGE_TTL_DAYS', '36501', 'a whole number from 1 to 36500'],
    ['FUNCTION_NAME', 'a/b', 'a function name: 1 to 64 letters, digits, underscores or hyphens'],
    ['FUNCTION_NAME', 'f'.repeat(65), 'a function name: 1 to 64'],
  ])('%s=%s', (variable, value, allowed) => {
    const error = refusal({ [variable]: value });
    expect(error.code).toBe('invalid-configuration');
    expect(error.issues).toEqual([{ variable, value, allowed: expect.stringContaining(allowed) as string }]);
    expect(error.message).toContain(`${variable} is ${JSON.stringify(value)}; it must be ${allowed}`);
  });

  test('all at once', () => {
    const error = refusal({ RESULT_SINK: 'sqs', PORT: 'http', LOG_LEVEL: 'info', HOST: '?' });
    expect(error.issues.map(({ variable }) => variable)).toEqual(['RESULT_SINK', 'HOST', 'PORT']);
    expect(error.message.split('\n')).toHaveLength(4);
  });

  test.each([
    'https://user:hunter2@example.com/',
    'https://hunter2@example.com/',
    'https:user:hunter2@example.com/',
    'https://user:a/hunter2@example.com/',
    'https://user:h@hunter2@example.com/',
  ])('a URL with a password, which is not repeated: %s', (url) => {
    const error = refusal({ ORCHESTRATOR_URL: url });
    expect(error.message).toContain('without a user name or password');
    expect(JSON.stringify([error.message, error.issues])).not.toContain('hunter2');
  });

  test.each<[Environment, string, string]>([
    [{ HOST: '0.0.0.0' }, 'HOST', 'a loopback address'],
    [{ HOST: '127.evil.example' }, 'HOST', 'a loopback address'],
    [{ OIDC_ISSUER: OIDC.OIDC_ISSUER }, 'OIDC_AUDIENCE', 'OIDC_ISSUER needs it'],
    [{ OIDC_AUDIENCE: 'chat' }, 'OIDC_ISSUER', 'OIDC_AUDIENCE needs it'],
    [{ CHAT_SESSION_TABLE_NAME: 'ChatSession-a' }, 'CHAT_SESSION_TABLE_NAME', 'only with AMPLIFY_DATA'],
    [{ UNDELIVERED_BUCKET: 'bucket', UNDELIVERED_DIR: 'folder' }, 'UNDELIVERED_DIR', 'only one of'],
    [{ ARTIFACT_BUCKET: 'bucket', ARTIFACT_DIR: 'folder' }, 'ARTIFACT_DIR', 'only one of'],
    [{ QUEUE_RETRY_DELAYS_MS: '1,x' }, 'QUEUE_RETRY_DELAYS_MS', 'separated by commas'],
  ])('%j', (environment, variable, allowed) => {
    const { issues } = refusal(environment);
    expect(issues).toEqual([
      expect.objectContaining({ variable, allowed: expect.stringContaining(allowed) as string }),
    ]);
  });

  test('a function that is to keep artifacts elsewhere, without a place for them', () => {
    const read = (environment: Environment) => () =>
      readConfig({ OFFLOAD_OVER_BYTES: '1000', ...environment }, 'function');
    expect(read({})).toThrow('OFFLOAD_OVER_BYTES is "1000"; it may be set only with ARTIFACT_BUCKET or ARTIFACT_DIR');
    expect(read({ ARTIFACT_BUCKET: 'bucket' })).not.toThrow();
    expect(read({ ARTIFACT_DIR: 'folder' })).not.toThrow();
  });

  test('two orchestrators', () => {
    const error = refusal({ ORCHESTRATOR_URL: URL_TEXT, ORCHESTRATOR_FUNCTION_NAME: 'my-orchestrator' });
    expect(error.issues).toEqual([
      expect.objectContaining({ variable: 'ORCHESTRATOR_URL', value: 'https://example.com' }),
    ]);
    expect(error.message).toContain('only one of ORCHESTRATOR_FUNCTION_NAME and ORCHESTRATOR_URL may be set');
  });
});

function entry(environment: Environment, config: Config): [Environment, Config] {
  return [environment, config];
}
