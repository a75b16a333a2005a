import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

export interface Engine {
  readonly name: string;
  /** Why it is not there, if it is not. */
  readonly missing: string | undefined;
  readonly clientConfig: DynamoDBClientConfig;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The DynamoDB engines that `global-setup.mjs` started. */
export const engines: readonly Engine[] = [
  engine('dynalite', process.env['TEST_DYNALITE_ENDPOINT'], 'not started'),
  engine('DynamoDB Local', process.env['TEST_DYNAMODB_LOCAL_ENDPOINT'], process.env['TEST_DYNAMODB_LOCAL_MISSING']),
];

function engine(name: string, endpoint: string | undefined, missing: string | undefined): Engine {
  if (endpoint === undefined) return { name, missing: missing ?? 'not started', clientConfig: {} };
  return { name, missing: undefined, clientConfig: { endpoint, region: 'us-east-1', credentials } };
}

/** `describe` for one engine; a named skip where the engine is missing. */
export function describeOn({ name, missing }: Engine, suite: () => void): void {
  if (missing === undefined) describe(`on ${name}`, suite);
  else describe.skip(`on ${name} (skipped: ${missing})`, suite);
}
