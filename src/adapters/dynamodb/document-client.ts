import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { rehearseWrite } from './rehearse-write.ts';

/** Milliseconds. The SDK itself would wait for ever. */
const REQUEST_LIMITS = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true } as const;

/** How often a request is sent at the most; whoever has less time aborts it. */
const MAX_ATTEMPTS = 8;

/** A client that leaves out what is undefined and keeps what is empty. Its first write finds a connection ready. */
export function documentClient(config: DynamoDBClientConfig): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ requestHandler: REQUEST_LIMITS, maxAttempts: MAX_ATTEMPTS, ...config });
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true, convertEmptyValues: false },
  });
  void rehearseWrite(documents);
  return documents;
}
