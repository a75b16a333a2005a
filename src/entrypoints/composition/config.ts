import type { DeliverySettings } from '../../application/delivery-settings.ts';
import { safeParse, type Wrong } from '../../application/safe-parse.ts';
import { conflictsAmong } from './conflicts-among.ts';
import { InvalidConfigurationError, type ConfigurationIssue } from './invalid-configuration-error.ts';
import { serverVariables, variablesSchema, type Variables } from './variables.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type OrchestratorConfig =
  | { readonly kind: 'site-screening' }
  | { readonly kind: 'lambda'; readonly functionName: string; readonly timeoutMs: number }
  | { readonly kind: 'http'; readonly url: URL; readonly timeoutMs: number };

export type UndeliveredConfig =
  | { readonly kind: 's3'; readonly bucket: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'memory' }
  | { readonly kind: 'none' };

export type ArtifactsConfig =
  | { readonly kind: 's3'; readonly bucket: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'none' };

export interface StorageConfig {
  /** Where large parts of messages are kept. */
  readonly artifacts: ArtifactsConfig;
  /** An artifact of more bytes than this is kept there; absent: only what does not fit into the table otherwise. */
  readonly offloadOverBytes: number | undefined;
  /** An artifact of more bytes than this is compressed; absent: only what does not fit into the table otherwise. */
  readonly compressOverBytes: number | undefined;
}

/** Where figures go: into CloudWatch by the log, or nowhere. The server keeps its own. */
export type MetricsConfig =
  { readonly kind: 'embedded'; readonly namespace: string; readonly service: string } | { readonly kind: 'none' };

export interface Config {
  readonly sink: 'dynamodb' | 'memory' | 'none';
  /** Absent: whoever composes the program says which table takes its place. */
  readonly tableName: string | undefined;
  /** Absent: sessions are taken on trust. */
  readonly sessionTableName: string | undefined;
  readonly undelivered: UndeliveredConfig;
  readonly storage: StorageConfig;
  readonly orchestrator: OrchestratorConfig;
  readonly metrics: MetricsConfig;
  readonly settings: DeliverySettings;
  readonly logLevel: Variables['LOG_LEVEL'];
  readonly server: ServerConfig;
}

export interface ServerConfig {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where the embedded DynamoDB, the accepted events, parked results and large artifacts are kept. */
  readonly dataDir: string;
  /** The name under which the Invoke API knows the orchestrator. */
  readonly functionName: string;
  readonly queue: {
    readonly concurrency: number;
    readonly limit: number;
    readonly retryDelaysMs: readonly number[];
    readonly jobTimeoutMs: number;
  };
  /** Absent: the caller's word for who the user is counts. */
  readonly oidc: { readonly issuer: URL; readonly audience: string } | undefined;
}

/** Who reads the configuration: what is the server's alone does not matter to a function, whatever its value. */
export type Reader = 'server' | 'function';

/**
 * Reads and checks the whole configuration. An empty value counts as not set.
 *
 * @throws InvalidConfigurationError that lists everything wrong
 */
export function readConfig(environment: Environment, reader: Reader = 'server'): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => value !== '' && concerns(reader, name)),
  );
  const { data: env, wrong } = safeParse(variablesSchema, set);
  if (wrong) throw new InvalidConfigurationError(wrong.map((fault) => toIssue(fault, set)));
  const conflicts = conflictsAmong(env, reader);
  if (conflicts.length > 0) throw new InvalidConfigurationError(conflicts);
  return {
    sink: env.RESULT_SINK ?? 'dynamodb',
    tableName: env.AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME,
    sessionTableName: env.CHAT_SESSION_TABLE_NAME,
    undelivered: undeliveredConfig(env),
    storage: {
      artifacts: artifactsConfig(env),
      offloadOverBytes: env.OFFLOAD_OVER_BYTES,
      compressOverBytes: env.COMPRESS_OVER_BYTES,
    },
    orchestrator: orchestratorConfig(env),
    metrics: metricsConfig(env),
    settings: {
      reserveMs: env.DELIVERY_RESERVE_MS,
      progressIntervalMs: env.PROGRESS_INTERVAL_MS,
      messageTtlDays: env.MESSAGE_TTL_DAYS,
    },
    logLevel: env.LOG_LEVEL,
    server: serverConfig(env),
  };
}

function concerns(reader: Reader, name: string): boolean {
  return reader === 'server' || !Object.hasOwn(serverVariables, name);
}

function orchestratorConfig(env: Variables): OrchestratorConfig {
  const timeoutMs = env.ORCHESTRATOR_TIMEOUT_MS;
  if (env.ORCHESTRATOR_URL) return { kind: 'http', url: env.ORCHESTRATOR_URL, timeoutMs };
  const functionName = env.ORCHESTRATOR_FUNCTION_NAME;
  return functionName === undefined ? { kind: 'site-screening' } : { kind: 'lambda', functionName, timeoutMs };
}

/** The functions of one deployment share a table, and so their series. */
function metricsConfig(env: Variables): MetricsConfig {
  if (env.AWS_LAMBDA_FUNCTION_NAME === undefined) return { kind: 'none' };
  const service = env.POWERTOOLS_SERVICE_NAME ?? env.AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME ?? 'chat-courier';
  return { kind: 'embedded', namespace: env.POWERTOOLS_METRICS_NAMESPACE, service };
}

function undeliveredConfig({ UNDELIVERED_BUCKET, UNDELIVERED_DIR }: Variables): UndeliveredConfig {
  if (UNDELIVERED_BUCKET !== undefined) return { kind: 's3', bucket: UNDELIVERED_BUCKET };
  return UNDELIVERED_DIR === undefined ? { kind: 'none' } : { kind: 'folder', path: UNDELIVERED_DIR };
}

function artifactsConfig({ ARTIFACT_BUCKET, ARTIFACT_DIR }: Variables): ArtifactsConfig {
  if (ARTIFACT_BUCKET !== undefined) return { kind: 's3', bucket: ARTIFACT_BUCKET };
  return ARTIFACT_DIR === undefined ? { kind: 'none' } : { kind: 'folder', path: ARTIFACT_DIR };
}

function serverConfig(env: Variables): ServerConfig {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = env;
  return {
    host: env.HOST,
    port: env.PORT,
    dataDir: env.DATA_DIR,
    functionName: env.FUNCTION_NAME,
    queue: {
      concurrency: env.QUEUE_CONCURRENCY,
      limit: env.QUEUE_LIMIT,
      retryDelaysMs: env.QUEUE_RETRY_DELAYS_MS,
      jobTimeoutMs: env.JOB_TIMEOUT_MS,
    },
    oidc: issuer && audience !== undefined ? { issuer, audience } : undefined,
  };
}

function toIssue({ path: [variable = ''], message }: Wrong, environment: Environment): ConfigurationIssue {
  return { variable, value: environment[variable]?.replace(/^.*@/s, '…@'), allowed: message };
}
