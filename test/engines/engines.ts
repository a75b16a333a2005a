import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

export interface Engine {
  readonly name: string;
  /** Why it is not there, if it is not. */
  readonly missing: string | undefined;
  readonly clientConfig: DynamoDBClientConfig;
  /** The same for a process of its own: the AWS SDK's variables. */
  readonly environment: Readonly<Record<string, string>>;
}

const REGION = 'us-east-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The one that is always there. */
export const dynalite = engine('dynalite', process.env['TEST_DYNALITE_ENDPOINT'], 'not started');

/** The DynamoDB engines that `global-setup.mjs` started. */
export const engines: readonly Engine[] = [
  dynalite,
  engine('DynamoDB Local', process.env['TEST_DYNAMODB_LOCAL_ENDPOINT'], process.env['TEST_DYNAMODB_LOCAL_MISSING']),
];

function engine(name: string, endpoint: string | undefined, missing: string | undefined): Engine {
  if (endpoint === undefined) return { name, missing: missing ?? 'not started', clientConfig: {}, environment: {} };
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  return { name, missing: undefined, clientConfig: { endpoint, region: REGION, credentials }, environment };
}

/** `describe` for one engine; a named skip where the engine is missing. */
export function describeOn({ name, missing }: Engine, suite: () => void): void {
  if (missing === undefined) describe(`on ${name}`, suite);
  else describe.skip(`on ${name} (skipped: ${missing})`, suite);
}
