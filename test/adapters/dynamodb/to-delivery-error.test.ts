import type { ServerResponse } from 'node:http';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../../src/adapters/dynamodb/document-client.ts';
import { toDeliveryError } from '../../../src/adapters/dynamodb/to-delivery-error.ts';
import { DeliveryError } from '../../../src/domain/delivery-error.ts';
import type { DeliveryErrorCode } from '../../../src/domain/error-code.ts';
import { startLocalServer } from '../../servers/local-server.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

interface Circumstances {
  readonly answer?: (response: ServerResponse) => void;
  readonly item?: Readonly<Record<string, unknown>>;
  readonly config?: DynamoDBClientConfig;
}

/** What becomes of the error that the real client throws when it puts an item. */
async function errorOfPut({ answer = () => undefined, item = {}, config = {} }: Circumstances): Promise<DeliveryError> {
  const server = await startLocalServer(answer);
  const endpoint = server.url.href;
  try {
    return await errorOf({ endpoint, region: 'eu-central-1', credentials, maxAttempts: 1, ...config }, item);
  } finally {
    await server.close();
  }
}

async function errorOf(config: DynamoDBClientConfig, item: object = {}): Promise<DeliveryError> {
  const client = documentClient(config);
  try {
    await client.send(new PutCommand({ TableName: 'the-table', Item: { id: 'msg-1-a', ...item } }));
  } catch (cause) {
    const error = toDeliveryError(cause, 'the-table', 123);
    expect(error.cause).toBe(cause);
    return error;
  } finally {
    client.destroy();
  }
  throw new Error('the item was put');
}

function refusal(name: string, status = 400): (response: ServerResponse) => void {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'what DynamoDB says' });
  return (response) => response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
}

describe('what DynamoDB answers', () => {
  test.each<[name: string, code: DeliveryErrorCode]>([
    ['ResourceNotFoundException', 'table-not-found'],
    ['AccessDeniedException', 'permission-denied'],
    ['ExpiredTokenException', 'permission-denied'],
    ['IncompleteSignatureException', 'permission-denied'],
    ['InvalidSignatureException', 'permission-denied'],
    ['MissingAuthenticationTokenException', 'permission-denied'],
    ['UnrecognizedClientException', 'permission-denied'],
    ['ItemCollectionSizeLimitExceededException', 'invalid-item'],
    ['ValidationException', 'invalid-item'],
    ['LimitExceededException', 'throttled'],
    ['ProvisionedThroughputExceededException', 'throttled'],
    ['RequestLimitExceeded', 'throttled'],
    ['ThrottlingException', 'throttled'],
    ['SomethingNewException', 'unknown-write-error'],
  ])('%s is %s', async (name, code) => {
    const error = await errorOfPut({ answer: refusal(name) });
    expect(error).toMatchObject({ code, itemBytes: 123 });
    expect(error.message).toContain('the-table');
    expect(error.message).toContain(`(${name}: what DynamoDB says)`);
  });

  test.each([
    ['InternalServerError', 500],
    ['ServiceUnavailable', 503],
    ['SomethingNewException', 500],
  ])('%s with status %d is unavailable', async (name, status) => {
    expect(await errorOfPut({ answer: refusal(name, status) })).toMatchObject({ code: 'unavailable' });
  });

  test('an error page of a gateway on the way is unavailable', async () => {
    const answer = (response: ServerResponse) => response.writeHead(502).end('<html>Bad Gateway</html>');
    expect(await errorOfPut({ answer })).toMatchObject({ code: 'unavailable' });
  });
});

describe('what the network does', () => {
  test.each<[name: string, circumstances: Circumstances]>([
    ['nobody is there', { config: { endpoint: 'http://127.0.0.1:1' } }],
    ['there is no such host', { config: { endpoint: 'http://host.invalid' } }],
    ['the connection breaks', { answer: (response) => response.destroy() }],
    ['no answer comes', { config: { requestHandler: { requestTimeout: 100, throwOnRequestTimeout: true } } }],
  ])('%s: unavailable', async (_, circumstances) => {
    expect(await errorOfPut(circumstances)).toMatchObject({ code: 'unavailable', itemBytes: 123 });
  });
});

describe('what the client refuses to send', () => {
  class Place {
    readonly name = 'Berlin';
  }

  test.each<[name: string, value: unknown]>([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a number over 2^53', 2 ** 53],
    ['a date', new Date(0)],
    ['an instance of a class', new Place()],
    ['an instance of a class, deep down', { a: [{ b: new Place() }] }],
  ])('%s is an invalid item', async (_, value) => {
    expect(await errorOfPut({ item: { value } })).toMatchObject({ code: 'invalid-item', itemBytes: 123 });
  });
});

describe('what is missing here', () => {
  beforeAll(() => {
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
      AWS_CONFIG_FILE: '/nowhere',
    });
  });

  test('no credentials: permission denied', async () => {
    expect(await errorOf({ region: 'eu-central-1' })).toMatchObject({ code: 'permission-denied' });
  });

  test('no region: not the fault of the item', async () => {
    const error = await errorOf({ credentials });
    expect(error.code).toBe('unknown-write-error');
    expect(error.message).toContain('Region is missing');
  });
});

test.each(['thrown as it is', undefined, null, 42])('what is no error at all is unknown: %p', (cause) => {
  const error = toDeliveryError(cause, 'the-table');
  expect(error).toMatchObject({ code: 'unknown-write-error', cause, itemBytes: undefined });
  expect(error.message).toContain(`(${String(cause)})`);
});

test.each<[name: string, code: DeliveryErrorCode, remedy: RegExp]>([
  ['ResourceNotFoundException', 'table-not-found', /AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME.*AWS_REGION/],
  ['AccessDeniedException', 'permission-denied', /dynamodb:PutItem on the table the-table/],
  ['ValidationException', 'invalid-item', /400 KB/],
  ['ThrottlingException', 'throttled', /capacity/],
  ['ServiceUnavailable', 'unavailable', /AWS_ENDPOINT_URL_DYNAMODB/],
  ['SomethingElse', 'unknown-write-error', /cause/],
])('the remedy for %s tells what to do', (name, code, remedy) => {
  const error = toDeliveryError(Object.assign(new Error(), { name }), 'the-table');
  expect(error.code).toBe(code);
  expect(error.remedy).toMatch(remedy);
});
