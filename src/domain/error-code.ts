/** Why a message could not be delivered. */
export type DeliveryErrorCode =
  | 'table-not-configured'
  | 'table-not-found'
  | 'store-not-found'
  | 'permission-denied'
  | 'invalid-item'
  | 'too-large'
  | 'throttled'
  | 'unavailable'
  | 'out-of-time'
  | 'unknown-write-error';

/** Every way in which chat-courier fails, by name. Callers branch on `code`, never on the text of `message`. */
export type ErrorCode =
  | DeliveryErrorCode
  | 'invalid-request'
  | 'unauthenticated'
  | 'origin-refused'
  | 'user-refused'
  | 'session-refused'
  | 'invalid-message'
  | 'invalid-configuration'
  | 'parking-not-configured'
  | 'unreadable-entry'
  | 'too-large-to-keep'
  | 'orchestrator-failed'
  | 'orchestrator-timeout'
  | 'invalid-orchestrator-response'
  | 'job-timeout'
  | 'job-crashed'
  | 'job-expired'
  | 'tries-exhausted'
  | 'queue-full'
  | 'queue-closed'
  | 'too-many-listeners';
