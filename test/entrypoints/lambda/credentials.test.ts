import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeliveryOutcome } from '../../../src/domain/delivery-outcome.ts';
import { deployFunction, type DeployedFunction } from './deployed-function.ts';

const JOB = { query: 'Analyze terrain at 40.7128, -74.0060', sessionId: 'session-1', userId: 'user-1' };
const TABLE = { AWS_REGION: 'eu-west-3', AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'ChatMessage-abc-NONE' };

/** What DynamoDB was told of who asks: the key, the region and the service, and the token of the session. */
interface Signature {
  readonly authorization: string | undefined;
  readonly token: unknown;
}

let lambda: DeployedFunction;
let server: Server;
let url: string;
let signatures: Signature[];
let containerAsked: (string | undefined)[];

beforeAll(async () => {
  lambda = await deployFunction();
  server = createServer((request, response) => {
    const { authorization, 'x-amz-security-token': token } = request.headers;
    request.resume();
    if (request.url === '/container') {
      containerAsked.push(authorization);
      const Expiration = new Date(Date.now() + 3_600_000).toISOString();
      response.end(
        JSON.stringify({ AccessKeyId: 'CONTAINERKEY', SecretAccessKey: 'secret', Token: 'session', Expiration }),
      );
    } else {
      if (request.method === 'POST') signatures.push({ authorization, token });
      response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await lambda.remove();
});
beforeEach(() => {
  signatures = [];
  containerAsked = [];
});

async function deliveryWith(environment: Readonly<Record<string, string>>): Promise<DeliveryOutcome> {
  const { responses } = await lambda.run({ ...TABLE, AWS_ENDPOINT_URL_DYNAMODB: url, ...environment }, JOB);
  return responses[0]?.metadata['delivery'] as DeliveryOutcome;
}

test('the credentials of the environment, as Lambda sets them, and its region', async () => {
  const credentials = { AWS_ACCESS_KEY_ID: 'LAMBDAKEY', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };
  expect(await deliveryWith(credentials)).toMatchObject({ status: 'delivered' });
  expect(signatures.length).toBeGreaterThan(0);
  for (const { authorization, token } of signatures) {
    expect(authorization).toMatch(/Credential=LAMBDAKEY\/\d{8}\/eu-west-3\/dynamodb\/aws4_request/);
    expect(token).toBe('token');
  }
});

test('the credentials of a container', async () => {
  const container = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'who-I-am',
  };
  expect(await deliveryWith(container)).toMatchObject({ status: 'delivered' });
  expect(containerAsked).toEqual(['who-I-am']);
  expect(signatures.length).toBeGreaterThan(0);
  for (const { authorization, token } of signatures) {
    expect(authorization).toContain('Credential=CONTAINERKEY/');
    expect(token).toBe('session');
  }
});

test('without credentials, the failure says so at once: nothing else is asked for them', async () => {
  const started = performance.now();
  const delivery = await deliveryWith({});
  expect(delivery).toMatchObject({
    status: 'failed',
    error: { message: expect.stringMatching(/credentials/i) as string },
  });
  expect(performance.now() - started).toBeLessThan(8_000);
  expect(signatures).toEqual([]);
});
