import * as v from 'valibot';

function wholeNumber(min: number, max: number) {
  const error = `it must be a whole number from ${min} to ${max}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, error),
    v.transform(Number),
    v.minValue(min, error),
    v.maxValue(max, error),
  );
}

function oneOf<const T extends readonly string[]>(values: T) {
  return v.picklist(values, `it must be one of ${values.join(', ')}`);
}

function name(pattern: RegExp, allowed: string) {
  return v.pipe(v.string(), v.regex(pattern, `it must be ${allowed}`));
}

const tableName = name(/^[\w.-]{3,255}$/, 'a table name: 3 to 255 letters, digits, underscores, dots or hyphens');
const functionName = name(/^[\w-]{1,64}$/, 'a function name: 1 to 64 letters, digits, underscores or hyphens');
const invocable = name(/^[\w:$-]{1,170}$/, 'the name or the ARN of a Lambda function');
const httpUrl = v.pipe(
  v.string(),
  v.check(isPlainHttpUrl, 'it must be an http or https URL without a user name or password'),
  v.transform((url) => new URL(url)),
);
const bucketName = name(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of an S3 bucket');
const delays = v.pipe(
  name(/^\d{1,9}(,\d{1,9}){0,9}$/, 'up to ten whole numbers of milliseconds, separated by commas'),
  v.transform((text) => text.split(',').map(Number)),
);
const host = name(/^[\w.:-]+$/, 'an IP address or a host name');

/** What the server alone reads. A default is written as the variable would be. */
export const serverVariables = {
  HOST: v.optional(host, '127.0.0.1'),
  PORT: v.optional(wholeNumber(0, 65_535), '3000'),
  DATA_DIR: v.optional(v.string(), '.data'),
  FUNCTION_NAME: v.optional(functionName, 'renewableOrchestrator'),
  JOB_TIMEOUT_MS: v.optional(wholeNumber(100, 86_400_000), '900000'),
  QUEUE_CONCURRENCY: v.optional(wholeNumber(1, 1_000), '10'),
  QUEUE_LIMIT: v.optional(wholeNumber(1, 100_000), '1000'),
  QUEUE_RETRY_DELAYS_MS: v.optional(delays, '1000,5000'),
  OIDC_ISSUER: v.optional(httpUrl),
  OIDC_AUDIENCE: v.optional(v.string()),
};

/** Every variable that chat-courier reads, besides the AWS SDK's own. */
export const variablesSchema = v.object({
  AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: v.optional(tableName),
  CHAT_SESSION_TABLE_NAME: v.optional(tableName),
  RESULT_SINK: v.optional(oneOf(['dynamodb', 'memory', 'none'])),
  UNDELIVERED_BUCKET: v.optional(bucketName),
  UNDELIVERED_DIR: v.optional(v.string()),
  ARTIFACT_BUCKET: v.optional(bucketName),
  ARTIFACT_DIR: v.optional(v.string()),
  OFFLOAD_OVER_BYTES: v.optional(wholeNumber(0, 409_600)),
  COMPRESS_OVER_BYTES: v.optional(wholeNumber(0, 409_600)),
  MESSAGE_TTL_DAYS: v.optional(wholeNumber(1, 36_500)),
  DELIVERY_RESERVE_MS: v.optional(wholeNumber(100, 300_000), '10000'),
  PROGRESS_INTERVAL_MS: v.optional(wholeNumber(100, 60_000), '1000'),
  ORCHESTRATOR_FUNCTION_NAME: v.optional(invocable),
  ORCHESTRATOR_URL: v.optional(httpUrl),
  ORCHESTRATOR_TIMEOUT_MS: v.optional(wholeNumber(1, 900_000), '840000'),
  POWERTOOLS_METRICS_NAMESPACE: v.optional(
    name(/^[\w.\-/#:]{1,255}$/, 'a CloudWatch namespace: 1 to 255 letters, digits and . - _ / # :'),
    'chat-courier',
  ),
  POWERTOOLS_SERVICE_NAME: v.optional(
    name(/^(?! *$)[\x20-\x7e]{1,255}$/, '1 to 255 ASCII characters, not only spaces'),
  ),
  /** Set by Lambda. */
  AWS_LAMBDA_FUNCTION_NAME: v.optional(v.string()),
  LOG_LEVEL: v.optional(oneOf(['debug', 'info', 'warn', 'error', 'fatal', 'silent']), 'info'),
  ...serverVariables,
});

export type Variables = v.InferOutput<typeof variablesSchema>;

function isPlainHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}
