import { DeliveryError } from '../../domain/delivery-error.ts';

type StoreErrorCode =
  'store-not-found' | 'permission-denied' | 'invalid-item' | 'throttled' | 'unavailable' | 'unknown-write-error';

/** Translates what the AWS SDK throws: the one place that knows S3's error names. */
export function toStoreError(cause: unknown, bucket: string): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  const code = codeOf(cause);
  const { message, remedy } = EXPLANATIONS[code](bucket);
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new DeliveryError(code, `${message} (${reason})`, remedy, { cause });
}

const BY_NAME = new Map<string, StoreErrorCode>(
  Object.entries({
    AuthorizationHeaderMalformed: 'store-not-found',
    IllegalLocationConstraintException: 'store-not-found',
    NoSuchBucket: 'store-not-found',
    PermanentRedirect: 'store-not-found',
    AccessDenied: 'permission-denied',
    CredentialsProviderError: 'permission-denied',
    ExpiredToken: 'permission-denied',
    InvalidAccessKeyId: 'permission-denied',
    InvalidToken: 'permission-denied',
    SignatureDoesNotMatch: 'permission-denied',
    EntityTooLarge: 'invalid-item',
    KeyTooLongError: 'invalid-item',
    SlowDown: 'throttled',
    RequestTimeout: 'unavailable',
    TimeoutError: 'unavailable',
  }),
);

/** For answers without a body that names the error. */
const BY_STATUS = new Map<number, StoreErrorCode>([
  [301, 'store-not-found'],
  [401, 'permission-denied'],
  [403, 'permission-denied'],
  [404, 'store-not-found'],
  [413, 'invalid-item'],
  [429, 'throttled'],
]);

function codeOf(cause: unknown): StoreErrorCode {
  if (!(cause instanceof Error)) return 'unknown-write-error';
  const { $metadata, code } = cause as { $metadata?: { httpStatusCode?: number }; code?: unknown };
  const status = $metadata?.httpStatusCode ?? 0;
  const known = BY_NAME.get(cause.name) ?? BY_STATUS.get(status);
  if (known !== undefined) return known;
  return status >= 500 || isNetworkErrorCode(code) ? 'unavailable' : 'unknown-write-error';
}

function isNetworkErrorCode(code: unknown): boolean {
  return typeof code === 'string' && /^(E(?!RR_|NOENT$)[A-Z_]+|ERR_(TLS|SSL)_.*)$/.test(code);
}

type Explanation = (bucket: string) => { readonly message: string; readonly remedy: string };

const EXPLANATIONS: Readonly<Record<StoreErrorCode, Explanation>> = {
  'store-not-found': (bucket) => ({
    message: `the bucket ${bucket} does not exist in this region`,
    remedy: 'Check ARTIFACT_BUCKET, and that AWS_REGION is the region of the bucket.',
  }),
  'permission-denied': (bucket) => ({
    message: `permission to use the bucket ${bucket} is denied`,
    remedy: `Allow s3:PutObject, s3:PutObjectTagging and s3:GetObject on the objects of the bucket ${bucket}, and s3:ListBucket on itself, in the role that runs this; check that its credentials are valid.`,
  }),
  'invalid-item': (bucket) => ({
    message: `the bucket ${bucket} cannot take this object`,
    remedy: 'It is too large, or its key is too long: change what the orchestrator returns.',
  }),
  throttled: (bucket) => ({
    message: `the bucket ${bucket} is throttled`,
    remedy: 'Nothing has to be done if it passes: S3 adapts to the load. Else have fewer jobs at once.',
  }),
  unavailable: (bucket) => ({
    message: `the bucket ${bucket} cannot be reached`,
    remedy: 'S3 or the way to it is down: check the network, the VPC endpoint and AWS_ENDPOINT_URL_S3.',
  }),
  'unknown-write-error': (bucket) => ({
    message: `keeping or reading an object in the bucket ${bucket} failed`,
    remedy: 'See the cause in this log line.',
  }),
};
