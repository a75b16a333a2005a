import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { chatMessageTable, SESSION_INDEX } from '../../../src/adapters/dynamodb/chat-message-table.ts';
import type { CheckResult } from '../../../src/application/validation/check-result.ts';
import { createValidationContainer } from '../../../src/entrypoints/composition/validation-container.ts';
import { VALIDATE_DEPLOYMENT } from '../../../src/entrypoints/composition/validation-tokens.ts';
import { createTable, type TableFixture } from '../../engines/chat-message-table-fixture.ts';
import { describeOn, dynalite, engines, type Engine } from '../../engines/engines.ts';
import { startAwsAccount, type AccountState, type AwsAccount, type FunctionState } from '../../servers/aws-account.ts';
import * as healthy from './healthy-account.ts';

const { ORCHESTRATOR, ON_FAILURE, REDELIVERY, BUCKET, lambdaArn, roleArn, tableArn } = healthy;

const before = { ...process.env };
let aws: AwsAccount;
let account: AccountState;
let table: TableFixture;
let sessions: TableFixture;

beforeAll(async () => {
  aws = await startAwsAccount(() => account);
});

afterAll(() => aws.close());

/** Tables on an engine, and an account that is right for them. */
async function setUp(engine: Engine): Promise<void> {
  Object.assign(process.env, { AWS_ENDPOINT_URL: aws.url, ...engine.environment });
  [table, sessions] = [await createTable(engine), await createTable(engine)];
}

async function tearDown(): Promise<void> {
  await table.destroy();
  await sessions.destroy();
  process.env = { ...before };
}

async function validate({ write = false } = {}): Promise<readonly CheckResult[]> {
  const container = await createValidationContainer(undefined);
  try {
    return await container.get(VALIDATE_DEPLOYMENT)({ functionName: ORCHESTRATOR, redelivery: REDELIVERY, write });
  } finally {
    await container.unbindAllAsync();
  }
}

const notOk = (checks: readonly CheckResult[]) => checks.filter(({ status }) => status !== 'ok');

function fn(name: string): FunctionState {
  const found = account.functions[name];
  if (!found) throw new Error(`the account has no ${name}`);
  return found;
}

function dropFunction(name: string): void {
  account.functions = Object.fromEntries(Object.entries(account.functions).filter(([key]) => key !== name));
}

function bucket() {
  const found = account.buckets[BUCKET];
  if (!found) throw new Error('the account has no bucket');
  return found;
}

function setEverywhere(variable: string, value: string): void {
  for (const { environment } of Object.values(account.functions)) environment[variable] = value;
}

const without = (name: string, variable: string) => () => {
  fn(name).environment[variable] = '';
};

const events = (change: FunctionState['events']) => () => {
  fn(ORCHESTRATOR).events = { ...fn(ORCHESTRATOR).events, ...change };
};

/** What is broken, how, and the one check that must say so: subject, name, status, what was found, fix. */
type Way = readonly [
  way: string,
  damage: () => void,
  subject: string,
  name: string,
  status: string,
  found: RegExp,
  fix: RegExp,
];

const MAIN = `function ${ORCHESTRATOR}`;
const FAILURES = `failures of ${ORCHESTRATOR}`;
const MESSAGES = 'AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME';

const WAYS: readonly Way[] = [
  [
    'the function is pending',
    () => (fn(ORCHESTRATOR).state = 'Pending'),
    MAIN,
    'state',
    'wrong',
    /Pending/,
    /wait function-active/,
  ],
  ['the function failed', () => (fn(ORCHESTRATOR).state = 'Failed'), MAIN, 'state', 'wrong', /Failed/, /StateReason/],
  [
    'its update failed',
    () => (fn(ORCHESTRATOR).lastUpdate = 'Failed'),
    MAIN,
    'last update',
    'wrong',
    /Failed/,
    /LastUpdateStatusReason/,
  ],
  [
    'its runtime is old',
    () => (fn(ORCHESTRATOR).runtime = 'nodejs18.x'),
    MAIN,
    'runtime',
    'wrong',
    /^nodejs18.x$/,
    /--runtime nodejs24.x$/,
  ],
  [
    'its runtime is deprecated',
    () => (fn(ORCHESTRATOR).runtime = 'nodejs20.x'),
    MAIN,
    'runtime',
    'warning',
    /deprecated/,
    /--runtime nodejs24.x$/,
  ],
  [
    'it runs another language',
    () => (fn(ORCHESTRATOR).runtime = 'python3.13'),
    MAIN,
    'runtime',
    'wrong',
    /python/,
    /--runtime nodejs24.x$/,
  ],
  [
    'it has little memory',
    () => (fn(ORCHESTRATOR).memory = 128),
    MAIN,
    'memory',
    'warning',
    /128 MB/,
    /--memory-size 512$/,
  ],
  [
    'it is a container image',
    () => (fn(ORCHESTRATOR).runtime = undefined),
    MAIN,
    'runtime',
    'warning',
    /container image/,
    /Node 22 or 24/,
  ],
  ['it has little time', () => (fn(ORCHESTRATOR).timeout = 3), MAIN, 'time-out', 'warning', /3 s/, /--timeout 900$/],
  [
    'its variables are hidden',
    () => (fn(ORCHESTRATOR).hidden = true),
    MAIN,
    'environment',
    'unknown',
    /could not be checked/,
    /kms:Decrypt/,
  ],
  [
    'a number is none',
    () => {
      setOnMain('DELIVERY_RESERVE_MS', 'SECRET-1');
    },
    MAIN,
    'DELIVERY_RESERVE_MS',
    'wrong',
    /^a value that is not allowed; /,
    /Set DELIVERY_RESERVE_MS/,
  ],
  [
    'there is no destination',
    () => (fn(ORCHESTRATOR).events = { retries: 2, age: 60 }),
    FAILURES,
    'on-failure destination',
    'wrong',
    /silence/,
    /^aws lambda update-function-event-invoke-config .*--destination-config/,
  ],
  [
    'the destination is a queue',
    () => {
      events({ onFailure: healthy.QUEUE })();
      account.grants[roleArn(ORCHESTRATOR)]?.push(`sqs:SendMessage ${healthy.QUEUE}`);
    },
    FAILURES,
    'on-failure destination',
    'warning',
    /sqs/,
    /--destination-config/,
  ],
  [
    'nothing is tried again',
    events({ retries: 0 }),
    FAILURES,
    'retries',
    'warning',
    /^0: /,
    /--maximum-retry-attempts 2$/,
  ],
  [
    'the destination does not exist',
    () => {
      dropFunction(ON_FAILURE);
    },
    `on-failure function ${lambdaArn(ON_FAILURE)}`,
    'exists',
    'wrong',
    /^none$/,
    /dist\/lambda\/on-failure/,
  ],
  [
    'the destination is inactive',
    () => (fn(ON_FAILURE).state = 'Inactive'),
    `on-failure function ${ON_FAILURE}`,
    'state',
    'wrong',
    /Inactive/,
    /^Wake it, .*aws lambda invoke .*wait function-active/,
  ],
  [
    'the destination has a wrong value',
    () => (fn(ON_FAILURE).environment['LOG_LEVEL'] = 'SECRET-2'),
    `on-failure function ${ON_FAILURE}`,
    'LOG_LEVEL',
    'wrong',
    /^a value that is not allowed; /,
    /Set LOG_LEVEL/,
  ],
  [
    'the destination has no destination of its own',
    () => delete fn(ON_FAILURE).events,
    `failures of ${ON_FAILURE}`,
    'on-failure destination',
    'warning',
    /nobody hears/,
    /^aws lambda put-function-event-invoke-config .*<the ARN of a queue>/,
  ],
  [
    'the time that events may wait is left to Lambda',
    () => (fn(ORCHESTRATOR).events = { retries: 2, onFailure: lambdaArn(ON_FAILURE) }),
    FAILURES,
    'event age',
    'warning',
    /^not set: 21600 s by default$/,
    /--maximum-event-age-in-seconds 21600$/,
  ],
  [
    'the destination has other days',
    () => {
      fn(ON_FAILURE).environment['MESSAGE_TTL_DAYS'] = '7';
      account.grants[roleArn(ON_FAILURE)]?.push(`s3:PutObjectTagging ${healthy.ARTIFACTS}`);
    },
    `on-failure function ${ON_FAILURE}`,
    'MESSAGE_TTL_DAYS',
    'warning',
    /^7$/,
    /Set MESSAGE_TTL_DAYS to nothing/,
  ],
  [
    'redelivery does not exist',
    () => {
      dropFunction(REDELIVERY);
    },
    `redelivery function ${REDELIVERY}`,
    'exists',
    'wrong',
    /^none$/,
    /--redelivery/,
  ],
  [
    'the bucket does not exist',
    () => (account.buckets = {}),
    `bucket ${BUCKET}`,
    'exists',
    'wrong',
    /^none$/,
    /^aws s3api create-bucket/,
  ],
  [
    'the bucket is in another region',
    () => (bucket().region = 'eu-west-1'),
    `bucket ${BUCKET}`,
    'exists',
    'wrong',
    /eu-west-1/,
    /bucket in us-east-1/,
  ],
  [
    'the bucket may not be seen',
    () => (account.refused['HeadBucket'] = { status: 403, error: 'AccessDenied' }),
    `bucket ${BUCKET}`,
    'exists',
    'unknown',
    /s3:ListBucket/,
    /Allow s3:ListBucket/,
  ],
  [
    'one block of public access is off',
    () => bucket().blocks?.pop(),
    `bucket ${BUCKET}`,
    'private',
    'wrong',
    /^not set: RestrictPublicBuckets$/,
    /put-public-access-block/,
  ],
  [
    'no public access is blocked',
    () => delete bucket().blocks,
    `bucket ${BUCKET}`,
    'private',
    'wrong',
    /the whole configuration/,
    /put-public-access-block/,
  ],
  [
    'the bucket is not encrypted',
    () => delete bucket().encryption,
    `bucket ${BUCKET}`,
    'encryption',
    'warning',
    /^none$/,
    /put-bucket-encryption/,
  ],
  [
    'the blocks of public access may not be seen',
    () => (account.refused['blocks'] = { status: 403, error: 'AccessDenied' }),
    `bucket ${BUCKET}`,
    'private',
    'unknown',
    /s3:GetBucketPublicAccessBlock/,
    /Allow s3:GetBucketPublicAccessBlock/,
  ],
  [
    'the encryption may not be seen',
    () => (account.refused['encryption'] = { status: 403, error: 'AccessDenied' }),
    `bucket ${BUCKET}`,
    'encryption',
    'unknown',
    /s3:GetEncryptionConfiguration/,
    /Allow s3:GetEncryptionConfiguration/,
  ],
  [
    'redelivery runs another language',
    () => (fn(REDELIVERY).runtime = 'python3.13'),
    `redelivery function ${REDELIVERY}`,
    'runtime',
    'wrong',
    /python/,
    /--runtime nodejs24.x$/,
  ],
  [
    'redelivery looks into another bucket',
    () => {
      fn(REDELIVERY).environment['UNDELIVERED_BUCKET'] = 'another-bucket';
      const elsewhere = account.grants[roleArn(REDELIVERY)]?.map((grant) => grant.replace(BUCKET, 'another-bucket'));
      account.grants[roleArn(REDELIVERY)]?.push(...(elsewhere ?? []));
    },
    `redelivery function ${REDELIVERY}`,
    'UNDELIVERED_BUCKET',
    'warning',
    /^another-bucket$/,
    /Set UNDELIVERED_BUCKET to chat-results/,
  ],
  [
    'the settings of events may not be seen',
    () => (account.refused['event-invoke-config'] = { status: 403, error: 'AccessDeniedException' }),
    FAILURES,
    'on-failure destination',
    'unknown',
    /GetFunctionEventInvokeConfig/,
    /Allow lambda:GetFunctionEventInvokeConfig/,
  ],
];

function setOnMain(variable: string, value: string): void {
  fn(ORCHESTRATOR).environment[variable] = value;
}

describe('each way in which a deployment is broken is told by one check, and by no other', () => {
  beforeAll(() => setUp(dynalite));
  afterAll(tearDown);
  beforeEach(() => {
    account = healthy.healthyAccount(table.tableName, sessions.tableName);
  });

  test('none is told of one that is right', async () => {
    const checks = await validate({ write: true });
    expect(notOk(checks)).toEqual([]);
    expect(checks.length).toBeGreaterThan(60);
  });

  test.each(WAYS)('%s', async (_, damage, subject, name, status, found, fix) => {
    damage();
    const checks = await validate();
    expect(notOk(checks)).toMatchObject([{ subject, name, status }]);
    expect(notOk(checks)[0]?.found).toMatch(found);
    expect(notOk(checks)[0]?.fix).toMatch(fix);
    expect(JSON.stringify(checks)).not.toContain('SECRET');
  });

  test('the function does not exist: there is nothing else to check', async () => {
    dropFunction(ORCHESTRATOR);
    const checks = await validate();
    expect(notOk(checks)).toMatchObject([{ subject: MAIN, name: 'exists', status: 'wrong', found: 'none' }]);
    expect(notOk(checks)[0]?.fix).toContain("contains(FunctionName, 'renewableOrchestrator')");
    expect(checks).toHaveLength(2);
  });

  test('results go nowhere: it starts only without the table of sessions, too', async () => {
    setOnMain('RESULT_SINK', 'memory');
    const own = notOk(await validate()).filter(({ subject }) => subject === MAIN);
    expect(own.map(({ name, status }) => [name, status])).toEqual([
      ['CHAT_SESSION_TABLE_NAME', 'wrong'],
      ['RESULT_SINK', 'wrong'],
    ]);
    expect(own[1]?.fix).toMatch(/^Remove RESULT_SINK/);
  });

  test('nothing was ever set for events: `put` sets it', async () => {
    delete fn(ORCHESTRATOR).events;
    const found = notOk(await validate());
    expect(found.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'on-failure destination: wrong',
      'retries: warning',
      'event age: warning',
    ]);
    for (const { fix } of found) expect(fix).toContain('aws lambda put-function-event-invoke-config');
  });

  test.each([
    [ORCHESTRATOR, MESSAGES, ['wrong not set', 'wrong a value that is not allowed; the function does not start']],
    [ORCHESTRATOR, 'CHAT_SESSION_TABLE_NAME', ['warning not set: sessions are taken on trust']],
    [ORCHESTRATOR, 'UNDELIVERED_BUCKET', ['warning not set: a result that cannot be written is lost']],
    [ORCHESTRATOR, 'ARTIFACT_BUCKET', ['warning not set: a result that is too large for the table ends in a failure']],
    [ON_FAILURE, 'CHAT_SESSION_TABLE_NAME', ['warning not set: sessions are taken on trust', 'warning not set']],
  ])('%s has no %s', async (name, variable, expected) => {
    without(name, variable)();
    const own = notOk(await validate()).filter(({ subject }) => subject.endsWith(`function ${name}`));
    expect(own.map(({ status, found }) => `${status} ${found}`).sort()).toEqual([...expected].sort());
    for (const { fix } of own) expect(fix).toMatch(/^Set [A-Z_]+ to .+ in the environment of the function/);
  });

  test('the on-failure function has another table', async () => {
    const other = 'ChatMessage-other-NONE';
    fn(ON_FAILURE).environment[MESSAGES] = other;
    const [first] = notOk(await validate());
    expect(first).toMatchObject({ subject: `on-failure function ${ON_FAILURE}`, name: MESSAGES, status: 'wrong' });
    expect([first?.found, first?.fix]).toEqual([
      other,
      expect.stringContaining(`Set ${MESSAGES} to ${table.tableName}`),
    ]);
  });

  describe('permissions', () => {
    const grants = () =>
      Object.entries(account.grants).flatMap(([role, own]) => own.map((grant) => [role, grant] as const));

    test('each that a role lacks is told by itself, with the policy that grants it', async () => {
      const all = grants();
      expect(all).toHaveLength(22);
      for (const [role, grant] of all) {
        account = healthy.healthyAccount(table.tableName, sessions.tableName);
        account.grants[role] = account.grants[role]?.filter((own) => own !== grant) ?? [];
        const [action = '', resource = ''] = grant.split(' ');
        const optional = /:Batch/.test(grant);
        const found = notOk(await validate());
        expect(found).toMatchObject([{ status: optional ? 'warning' : 'wrong', expected: 'allowed' }]);
        expect(found[0]?.subject).toBe(`role of ${subjectFor(role)}`);
        expect(found[0]?.name).toBe(`${action} on ${resource.split(':').slice(5).join(':')}`);
        expect(found[0]?.found).toMatch(/^implicitDeny/);
        expect(found[0]?.fix).toContain(`"Action":"${action}","Resource":"${resource}"`);
      }
    }, 120_000);

    test('one that is denied is not granted by another policy', async () => {
      account.denies.push(`dynamodb:Query ${tableArn(table.tableName)}/index/${SESSION_INDEX}`);
      const found = notOk(await validate());
      expect(found).toMatchObject([{ status: 'wrong', found: 'explicitDeny' }]);
      expect(found[0]?.fix).toMatch(/^Remove the Deny for dynamodb:Query on /);
    });

    test('a condition that a simulation does not know leaves it open', async () => {
      account.missingContext.push('aws:SourceVpce');
      expect(notOk(await validate())).toEqual([]);
      account.grants[roleArn(ON_FAILURE)]?.pop();
      const found = notOk(await validate());
      expect(found).toMatchObject([{ status: 'unknown' }]);
      expect(found[0]?.found).toContain('the policies ask for aws:SourceVpce');
    });

    test('who may not simulate is told what that takes', async () => {
      account.refused['SimulatePrincipalPolicy'] = { status: 403, error: 'AccessDenied' };
      const found = notOk(await validate());
      expect(found).toHaveLength(22);
      for (const { status, fix } of found) {
        expect([status, fix]).toEqual(['unknown', expect.stringContaining('Allow iam:SimulatePrincipalPolicy')]);
      }
    });

    test('a role that is gone', async () => {
      account.refused['SimulatePrincipalPolicy'] = { status: 404, error: 'NoSuchEntity' };
      expect(new Set(notOk(await validate()).map(({ status, found }) => `${status}: ${found}`))).toEqual(
        new Set(['wrong: the role does not exist']),
      );
    });

    test('a destination of another kind must be allowed, too', async () => {
      events({ onFailure: 'arn:aws:sns:us-east-1:123456789012:failures' })();
      const found = notOk(await validate());
      expect(found.map(({ name, status }) => `${name}: ${status}`)).toEqual([
        'sns:Publish on failures: wrong',
        'on-failure destination: warning',
      ]);
    });

    test('a function that works elsewhere must be allowed to be invoked', async () => {
      fn(ORCHESTRATOR).environment['ORCHESTRATOR_FUNCTION_NAME'] = 'worker';
      const found = notOk(await validate());
      expect(found).toMatchObject([{ name: 'lambda:InvokeFunction on function:worker', status: 'wrong' }]);
    });
  });

  describe('the table', () => {
    const INDEX = chatMessageTable('').GlobalSecondaryIndexes?.[0];
    const index = (change: object) => ({ GlobalSecondaryIndexes: [{ ...INDEX, ...change }] });
    const key = (...names: readonly string[]) =>
      names.map((AttributeName, n) => ({ AttributeName, KeyType: n === 0 ? ('HASH' as const) : ('RANGE' as const) }));

    test.each<[string, object, string, string]>([
      [
        'has no index',
        { GlobalSecondaryIndexes: undefined, AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] },
        'index',
        'none',
      ],
      ['has an index by another name', index({ IndexName: 'bySession' }), 'index', 'none'],
      [
        'has an index that is not sorted',
        {
          ...index({ KeySchema: key('chatSessionId') }),
          AttributeDefinitions: ['id', 'chatSessionId'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        },
        'index key',
        'chatSessionId (S, HASH)',
      ],
      [
        'has an index of the wrong order',
        index({ KeySchema: key('createdAt', 'chatSessionId') }),
        'index key',
        'createdAt (S, HASH), chatSessionId (S, RANGE)',
      ],
      [
        'has an index that lacks the texts',
        index({ Projection: { ProjectionType: 'KEYS_ONLY' } }),
        'index projection',
        'KEYS_ONLY',
      ],
      ['has another key', { KeySchema: key('chatSessionId', 'id') }, 'key', 'chatSessionId (S, HASH), id (S, RANGE)'],
      [
        'has a number as its key',
        {
          AttributeDefinitions: [
            { AttributeName: 'id', AttributeType: 'N' },
            ...['chatSessionId', 'createdAt'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
          ],
        },
        'key',
        'id (N, HASH)',
      ],
    ])('%s', async (_, change, name, found) => {
      const other = `ChatMessage-${randomUUID()}-NONE`;
      await table.client.send(new CreateTableCommand({ ...chatMessageTable(other), ...change }));
      try {
        account = healthy.healthyAccount(other, sessions.tableName);
        const checks = notOk(await validate());
        expect(checks).toMatchObject([{ subject: `message table ${other}`, name, status: 'wrong', found }]);
        expect(checks[0]?.fix).toMatch(name === 'key' ? /^Set AMPLIFY_DATA_/ : /secondaryIndexes/);
      } finally {
        await table.client.send(new DeleteTableCommand({ TableName: other }));
      }
    });

    test('of sessions has another key', async () => {
      const other = `ChatSession-${randomUUID()}-NONE`;
      const input = { ...chatMessageTable(other), KeySchema: key('chatSessionId', 'id') };
      await table.client.send(new CreateTableCommand(input));
      try {
        account = healthy.healthyAccount(table.tableName, other);
        const checks = notOk(await validate());
        expect(checks).toMatchObject([{ subject: `session table ${other}`, name: 'key', status: 'wrong' }]);
        expect(checks[0]?.fix).toMatch(/^Set CHAT_SESSION_TABLE_NAME to/);
      } finally {
        await table.client.send(new DeleteTableCommand({ TableName: other }));
      }
    });

    test.each([
      ['message', MESSAGES, () => healthy.healthyAccount('nowhere', sessions.tableName)],
      ['session', 'CHAT_SESSION_TABLE_NAME', () => healthy.healthyAccount(table.tableName, 'nowhere')],
    ])('of %ss does not exist', async (kind, variable, broken) => {
      account = broken();
      const found = notOk(await validate());
      expect(found).toMatchObject([
        { subject: `${kind} table nowhere`, name: 'exists', status: 'wrong', found: 'none' },
      ]);
      expect(found[0]?.fix).toContain(`Set ${variable}`);
    });

    test('is not there when the canary is written: it is told which key may be left', async () => {
      account = healthy.healthyAccount('nowhere', sessions.tableName);
      const canary = notOk(await validate({ write: true })).slice(1);
      expect(canary.map(({ name, status }) => [name, status])).toEqual([
        ['write', 'wrong'],
        ['delete', 'unknown'],
      ]);
      expect(canary[1]?.fix).toMatch(
        /^Delete it, if it is there: aws dynamodb delete-item .+ --key '{"id":{"S":"msg-\d+-/,
      );
    });
  });
});

for (const engine of engines.filter(({ name }) => name !== 'dynalite')) {
  describeOn(engine, () => {
    beforeAll(() => setUp(engine));
    afterAll(tearDown);
    beforeEach(() => {
      account = healthy.healthyAccount(table.tableName, sessions.tableName);
      setEverywhere('MESSAGE_TTL_DAYS', '30');
      for (const own of Object.values(account.grants)) own.push(`s3:PutObjectTagging ${healthy.ARTIFACTS}`);
    });

    test('messages may expire, but the table deletes nothing; then it does', async () => {
      const found = notOk(await validate());
      expect(found).toMatchObject([
        { subject: `message table ${table.tableName}`, name: 'time to live', status: 'wrong' },
      ]);
      expect(found[0]).toMatchObject({ found: 'DISABLED', expected: 'ENABLED for expiresAt' });
      expect(found[0]?.fix).toMatch(/^aws dynamodb update-time-to-live .+ Enabled=true,AttributeName=expiresAt$/);

      const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expiresAt' };
      await table.client.send(new UpdateTimeToLiveCommand({ TableName: table.tableName, TimeToLiveSpecification }));
      expect(notOk(await validate({ write: true }))).toEqual([]);
    });

    test('the table goes by another attribute', async () => {
      const other = await createTable(engine);
      try {
        const TimeToLiveSpecification = { Enabled: true, AttributeName: 'ttl' };
        await other.client.send(new UpdateTimeToLiveCommand({ TableName: other.tableName, TimeToLiveSpecification }));
        account = healthy.healthyAccount(other.tableName, sessions.tableName);
        setEverywhere('MESSAGE_TTL_DAYS', '30');
        for (const own of Object.values(account.grants)) own.push(`s3:PutObjectTagging ${healthy.ARTIFACTS}`);
        const found = notOk(await validate());
        expect(found).toMatchObject([{ name: 'time to live', status: 'wrong', found: 'ENABLED for ttl' }]);
        expect(found[0]?.fix).toContain('Enabled=false,AttributeName=ttl, and an hour later');
      } finally {
        await other.destroy();
      }
    });
  });
}

function subjectFor(role: string): string {
  if (role === roleArn(ORCHESTRATOR)) return MAIN;
  return role === roleArn(ON_FAILURE) ? `on-failure function ${ON_FAILURE}` : `redelivery function ${REDELIVERY}`;
}
