import { DeliveryError } from '../../domain/delivery-error.ts';
import type { DeliveryErrorCode } from '../../domain/error-code.ts';

type WriteErrorCode = Exclude<
  DeliveryErrorCode,
  'table-not-configured' | 'store-not-found' | 'out-of-time' | 'too-large'
>;

/** Translates what the AWS SDK throws: the one place that knows its error names. */
export function toDeliveryError(cause: unknown, tableName: string, itemBytes?: number): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  const code = deliveryErrorCode(cause);
  const { message, remedy } = EXPLANATIONS[code](tableName);
  const reason = describe(cause);
  const facts = { cause, itemBytes, retries: retriesOf(cause) };
  return new DeliveryError(code, reason === '' ? message : `${message} (${reason})`, remedy, facts);
}

/** How often the SDK asked again, as it tells with an answer or an error. */
export function retriesOf(told: unknown): number | undefined {
  const { attempts } = (told as { $metadata?: { attempts?: number } } | undefined)?.$metadata ?? {};
  return attempts === undefined ? undefined : attempts - 1;
}

/** DynamoDB answered, but left this message unprocessed, however often it was asked. */
export function throttled(tableName: string): DeliveryError {
  const { message, remedy } = EXPLANATIONS.throttled(tableName);
  return new DeliveryError('throttled', `${message} (left unprocessed)`, remedy);
}

const CODES = new Map<string, WriteErrorCode>(
  Object.entries({
    ResourceNotFoundException: 'table-not-found',
    AccessDeniedException: 'permission-denied',
    CredentialsProviderError: 'permission-denied',
    ExpiredTokenException: 'permission-denied',
    IncompleteSignatureException: 'permission-denied',
    InvalidSignatureException: 'permission-denied',
    MissingAuthenticationTokenException: 'permission-denied',
    UnrecognizedClientException: 'permission-denied',
    ItemCollectionSizeLimitExceededException: 'invalid-item',
    ValidationException: 'invalid-item',
    LimitExceededException: 'throttled',
    ProvisionedThroughputExceededException: 'throttled',
    RequestLimitExceeded: 'throttled',
    ThrottlingException: 'throttled',
    InternalServerError: 'unavailable',
    ServiceUnavailable: 'unavailable',
    TimeoutError: 'unavailable',
  }),
);

/** The document client refuses a value with a plain Error; only its text sets it apart, say from a missing region. */
const REFUSED_VALUE = /^(Special numeric value|Number |Unsupported type passed)/;

function deliveryErrorCode(cause: unknown): WriteErrorCode {
  if (!(cause instanceof Error)) return 'unknown-write-error';
  const known = CODES.get(cause.name);
  if (known !== undefined) return known;
  const { $metadata, code } = cause as { $metadata?: { httpStatusCode?: number }; code?: unknown };
  if (($metadata?.httpStatusCode ?? 0) >= 500 || isNetworkErrorCode(code)) return 'unavailable';
  return REFUSED_VALUE.test(cause.message) || cause instanceof RangeError ? 'invalid-item' : 'unknown-write-error';
}

function isNetworkErrorCode(code: unknown): boolean {
  return typeof code === 'string' && /^(E(?!RR_|NOENT$)[A-Z_]+|ERR_(TLS|SSL)_.*)$/.test(code);
}

/** The marshaller's texts may quote the value that it refuses. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return REFUSED_VALUE.test(cause.message) ? '' : `${cause.name}: ${cause.message}`;
}

type Explanation = (tableName: string) => { readonly message: string; readonly remedy: string };

const EXPLANATIONS: Readonly<Record<WriteErrorCode, Explanation>> = {
  'table-not-found': (table) => ({
    message: `the table ${table} does not exist`,
    remedy: 'Check AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME, and that AWS_REGION is the region of the Amplify backend.',
  }),
  'permission-denied': (table) => ({
    message: `permission to write to the table ${table} is denied`,
    remedy: `Allow dynamodb:PutItem on the table ${table} in the role that runs this, and check that its credentials are valid.`,
  }),
  'invalid-item': (table) => ({
    message: `the table ${table} cannot take this item`,
    remedy:
      'The result holds a value that DynamoDB refuses, or is over 400 KB: see the cause, and change what the orchestrator returns.',
  }),
  throttled: (table) => ({
    message: `the table ${table} is throttled`,
    remedy: 'Raise the capacity of the table and its index, or use on-demand billing.',
  }),
  unavailable: (table) => ({
    message: `the table ${table} cannot be reached`,
    remedy: 'DynamoDB or the way to it is down: check the network, the VPC endpoint and AWS_ENDPOINT_URL_DYNAMODB.',
  }),
  'unknown-write-error': (table) => ({
    message: `writing to the table ${table} failed`,
    remedy: 'See the cause in this log line.',
  }),
};
