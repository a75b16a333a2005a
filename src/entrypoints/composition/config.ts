import * as z from 'zod/mini';
import { InvalidConfigurationError, type ConfigurationIssue } from './invalid-configuration-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

function wholeNumber(min: number, max: number) {
  const error = `it must be a whole number from ${min} to ${max}`;
  return z.pipe(
    z.string().check(z.regex(/^\d{1,9}$/, { error })),
    z.pipe(z.transform(Number), z.number().check(z.minimum(min, { error }), z.maximum(max, { error }))),
  );
}

function oneOf<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: `it must be one of ${values.join(', ')}` });
}

function name(pattern: RegExp, allowed: string) {
  return z.string().check(z.regex(pattern, { error: `it must be ${allowed}` }));
}

const tableName = name(/^[\w.-]{3,255}$/, 'a table name: 3 to 255 letters, digits, underscores, dots or hyphens');
const functionName = name(/^[\w-]{1,64}$/, 'a function name: 1 to 64 letters, digits, underscores or hyphens');
const invocable = name(/^[\w:$-]{1,170}$/, 'the name or the ARN of a Lambda function');
const httpUrl = z.pipe(
  z
    .string()
    .check(z.refine(isPlainHttpUrl, { error: 'it must be an http or https URL without a user name or password' })),
  z.transform((url) => new URL(url)),
);
const host = name(/^[\w.:-]+$/, 'an IP address or a host name');

/** Every variable that chat-courier reads, besides the AWS SDK's own. An empty value counts as not set. */
const variables = z.object({
  AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: z.optional(tableName),
  RESULT_SINK: z.optional(oneOf(['dynamodb', 'memory', 'none'])),
  ORCHESTRATOR_FUNCTION_NAME: z.optional(invocable),
  ORCHESTRATOR_URL: z.optional(httpUrl),
  ORCHESTRATOR_TIMEOUT_MS: z.optional(wholeNumber(1, 900_000)),
  LOG_LEVEL: z.optional(oneOf(['debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
  HOST: z.optional(host),
  PORT: z.optional(wholeNumber(0, 65_535)),
  DATA_DIR: z.optional(z.string()),
  FUNCTION_NAME: z.optional(functionName),
});

export type OrchestratorConfig =
  | { readonly kind: 'site-screening' }
  | { readonly kind: 'lambda'; readonly functionName: string; readonly timeoutMs: number }
  | { readonly kind: 'http'; readonly url: URL; readonly timeoutMs: number };

export interface Config {
  readonly sink: 'dynamodb' | 'memory' | 'none';
  /** Absent: whoever composes the program says which table takes its place. */
  readonly tableName: string | undefined;
  readonly orchestrator: OrchestratorConfig;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly server: {
    readonly host: string;
    /** 0: any free one. */
    readonly port: number;
    /** Where the embedded DynamoDB keeps its data. */
    readonly dataDir: string;
    /** The name under which the Invoke API knows the orchestrator. */
    readonly functionName: string;
  };
}

/** Reads and checks the whole configuration. @throws InvalidConfigurationError that lists everything wrong */
export function readConfig(environment: Environment): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(set);
  if (!parsed.success) throw new InvalidConfigurationError(parsed.error.issues.map((issue) => toIssue(issue, set)));
  const env = parsed.data;
  return {
    sink: env.RESULT_SINK ?? 'dynamodb',
    tableName: env.AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME,
    orchestrator: orchestratorConfig(env),
    logLevel: env.LOG_LEVEL ?? 'info',
    server: {
      host: env.HOST ?? '127.0.0.1',
      port: env.PORT ?? 3000,
      dataDir: env.DATA_DIR ?? '.data',
      functionName: env.FUNCTION_NAME ?? 'renewableOrchestrator',
    },
  };
}

function orchestratorConfig(env: z.infer<typeof variables>): OrchestratorConfig {
  const timeoutMs = env.ORCHESTRATOR_TIMEOUT_MS ?? 840_000;
  if (env.ORCHESTRATOR_URL && env.ORCHESTRATOR_FUNCTION_NAME) {
    const allowed = 'only one of ORCHESTRATOR_FUNCTION_NAME and ORCHESTRATOR_URL may be set';
    throw new InvalidConfigurationError([{ variable: 'ORCHESTRATOR_URL', value: env.ORCHESTRATOR_URL.href, allowed }]);
  }
  if (env.ORCHESTRATOR_URL) return { kind: 'http', url: env.ORCHESTRATOR_URL, timeoutMs };
  if (env.ORCHESTRATOR_FUNCTION_NAME) {
    return { kind: 'lambda', functionName: env.ORCHESTRATOR_FUNCTION_NAME, timeoutMs };
  }
  return { kind: 'site-screening' };
}

function toIssue({ path, message }: z.core.$ZodIssue, environment: Environment): ConfigurationIssue {
  const variable = String(path[0]);
  return { variable, value: environment[variable]?.replace(/^.*@/s, '…@'), allowed: message };
}

function isPlainHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}
