import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { backoff } from './backoff.ts';

/** Milliseconds. The SDK itself would wait for ever. */
const REQUEST_LIMITS = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true } as const;

/**
 * How often a request is sent at the most: about half a minute of transient faults. Whoever has less time aborts it.
 */
const MAX_RETRIES = 40;

/** As many as jobs may run at once: waiting for a free one counts as the table's time. */
const AGENT = { keepAlive: true, maxSockets: 1_000 } as const;

/** A client that leaves out what is undefined and keeps what is empty. */
export function documentClient(config: DynamoDBClientConfig): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    requestHandler: { ...REQUEST_LIMITS, httpAgent: AGENT, httpsAgent: AGENT },
    ...config,
  });
  // One for each request: the faults that one job meets take no retries from another.
  if (config.maxAttempts === undefined)
    client.config.retryStrategy = () => Promise.resolve(new ConfiguredRetryStrategy(MAX_RETRIES, backoff));
  return DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true, convertEmptyValues: false },
  });
}
