import * as z from 'zod/mini';

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
const bucketName = name(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of an S3 bucket');
const delays = z.pipe(
  name(/^\d{1,9}(,\d{1,9}){0,9}$/, 'up to ten whole numbers of milliseconds, separated by commas'),
  z.transform((text: string) => text.split(',').map(Number)),
);
const host = name(/^[\w.:-]+$/, 'an IP address or a host name');

/** What the server alone reads. */
export const serverVariables = {
  HOST: z._default(host, '127.0.0.1'),
  PORT: z._default(wholeNumber(0, 65_535), 3_000),
  DATA_DIR: z._default(z.string(), '.data'),
  FUNCTION_NAME: z._default(functionName, 'renewableOrchestrator'),
  JOB_TIMEOUT_MS: z._default(wholeNumber(100, 86_400_000), 900_000),
  QUEUE_CONCURRENCY: z._default(wholeNumber(1, 1_000), 10),
  QUEUE_LIMIT: z._default(wholeNumber(1, 100_000), 1_000),
  QUEUE_RETRY_DELAYS_MS: z._default(delays, [1_000, 5_000]),
  OIDC_ISSUER: z.optional(httpUrl),
  OIDC_AUDIENCE: z.optional(z.string()),
};

/** Every variable that chat-courier reads, besides the AWS SDK's own. */
export const variablesSchema = z.object({
  AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: z.optional(tableName),
  CHAT_SESSION_TABLE_NAME: z.optional(tableName),
  RESULT_SINK: z.optional(oneOf(['dynamodb', 'memory', 'none'])),
  UNDELIVERED_BUCKET: z.optional(bucketName),
  UNDELIVERED_DIR: z.optional(z.string()),
  ARTIFACT_BUCKET: z.optional(bucketName),
  ARTIFACT_DIR: z.optional(z.string()),
  OFFLOAD_OVER_BYTES: z.optional(wholeNumber(0, 409_600)),
  COMPRESS_OVER_BYTES: z.optional(wholeNumber(0, 409_600)),
  MESSAGE_TTL_DAYS: z.optional(wholeNumber(1, 36_500)),
  DELIVERY_RESERVE_MS: z._default(wholeNumber(100, 300_000), 10_000),
  PROGRESS_INTERVAL_MS: z._default(wholeNumber(100, 60_000), 1_000),
  ORCHESTRATOR_FUNCTION_NAME: z.optional(invocable),
  ORCHESTRATOR_URL: z.optional(httpUrl),
  ORCHESTRATOR_TIMEOUT_MS: z._default(wholeNumber(1, 900_000), 840_000),
  POWERTOOLS_METRICS_NAMESPACE: z._default(
    name(/^[\w.\-/#:]{1,255}$/, 'a CloudWatch namespace: 1 to 255 letters, digits and . - _ / # :'),
    'chat-courier',
  ),
  POWERTOOLS_SERVICE_NAME: z.optional(
    name(/^(?! *$)[\x20-\x7e]{1,255}$/, '1 to 255 ASCII characters, not only spaces'),
  ),
  /** Set by Lambda. */
  AWS_LAMBDA_FUNCTION_NAME: z.optional(z.string()),
  LOG_LEVEL: z._default(oneOf(['debug', 'info', 'warn', 'error', 'fatal', 'silent']), 'info'),
  ...serverVariables,
});

export type Variables = z.infer<typeof variablesSchema>;

function isPlainHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}
