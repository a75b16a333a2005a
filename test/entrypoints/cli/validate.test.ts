import { execFile } from 'node:child_process';
import path from 'node:path';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createTable, type TableFixture } from '../../engines/chat-message-table-fixture.ts';
import { dynalite } from '../../engines/engines.ts';
import { built } from '../../built.ts';
import { startAwsAccount, type AccountState, type AwsAccount } from '../../servers/aws-account.ts';
import { healthyAccount, ORCHESTRATOR, REDELIVERY, roleArn, tableArn } from './healthy-account.ts';

const SCRIPT = path.resolve('scripts/validate-orchestrator-dynamodb-permissions.js');
const ALL = ['--redelivery', REDELIVERY];

let aws: AwsAccount;
let table: TableFixture;
let sessions: TableFixture;
let account: AccountState;

beforeAll(async () => {
  aws = await startAwsAccount(() => account);
  [table, sessions] = [await createTable(dynalite), await createTable(dynalite)];
});

beforeEach(() => {
  account = healthyAccount(table.tableName, sessions.tableName);
});

afterAll(async () => {
  await table.destroy();
  await sessions.destroy();
  await aws.close();
});

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function validate(options: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Result> {
  return run([built('server/cli.mjs'), 'validate', ...options], environment);
}

function run(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Result> {
  const env = {
    PATH: process.env['PATH'],
    HOME: '/nowhere',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: aws.url,
    ...dynalite.environment,
    ...environment,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

test('a deployment that is right: each check has its ✓, and the exit code is 0', async () => {
  const { code, stdout, stderr } = await validate(ALL);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('  ✓ runtime ');
  expect(stdout).toContain(`  ✓ dynamodb:PutItem on table/${table.tableName} `);
  expect(stdout).not.toMatch(/[✗!]|fix:|SECRET/);
  expect(stdout).not.toContain('\u001B');
  expect(stdout).toMatch(/\n\d\d right, 0 wrong, 0 warnings, 0 not checked\n$/);
});

test('something is wrong: it says what was found, what was expected and how to mend it, and the exit code is 1', async () => {
  const own = account.grants[roleArn(ORCHESTRATOR)];
  account.grants[roleArn(ORCHESTRATOR)] = own?.filter((grant) => !grant.startsWith('dynamodb:PutItem')) ?? [];
  const { code, stdout } = await validate(ALL);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    / {2}✗ dynamodb:PutItem on table\/\S+ +implicitDeny \(expected: allowed\)\n +fix: aws iam put-role/,
  );
  expect(stdout).toContain(`"Action":"dynamodb:PutItem","Resource":"${tableArn(table.tableName)}"`);
  expect(stdout).toMatch(/ right, 1 wrong, 0 warnings, 0 not checked\n$/);
});

test('warnings have a !, and do not count', async () => {
  const { code, stdout } = await validate([]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/redelivery function\n {2}! exists {2}not named, and not checked/);
});

test('what cannot be checked makes the exit code 2', async () => {
  account.refused['SimulatePrincipalPolicy'] = { status: 403, error: 'AccessDenied' };
  const { code, stdout } = await validate(ALL);
  expect(code).toBe(2);
  expect(stdout).toContain('could not be checked: the caller may not use iam:SimulatePrincipalPolicy');
  expect(stdout).toContain('fix: Allow iam:SimulatePrincipalPolicy');
});

test('--json tells machines the same', async () => {
  account.functions[ORCHESTRATOR] = { ...functionOf(account), runtime: 'nodejs18.x' };
  const { code, stdout } = await validate([...ALL, '--json']);
  const report = JSON.parse(stdout) as { ok: boolean; exitCode: number; checks: { status: string }[] };
  expect([code, report.ok, report.exitCode]).toEqual([1, false, 1]);
  expect(report.checks.filter(({ status }) => status !== 'ok')).toEqual([
    {
      subject: `function ${ORCHESTRATOR}`,
      name: 'runtime',
      status: 'wrong',
      found: 'nodejs18.x',
      expected: 'nodejs24.x or nodejs22.x',
      fix: `aws lambda update-function-configuration --function-name ${ORCHESTRATOR} --runtime nodejs24.x`,
    },
  ]);
  expect(stdout).not.toContain('SECRET');
});

test('--write delivers a canary, reads it back and leaves nothing behind', async () => {
  const { code, stdout } = await validate([...ALL, '--write']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /✓ write .+delivered\n.+✓ read by id .+\n.+✓ read through the index .+\n.+✓ delete .+deleted\n/,
  );
  const { Items } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
  expect(Items).toEqual([]);
});

test('without credentials it says so in one line and what to do in another, and the exit code is 2', async () => {
  const { code, stdout, stderr } = await validate(ALL, { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^could not be checked: there are no AWS credentials\nSet AWS_PROFILE, .+\n$/);
});

test('with credentials that are not valid any more, too', async () => {
  account.refused['GetCallerIdentity'] = { status: 403, error: 'ExpiredToken' };
  const { code, stderr } = await validate(ALL);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^could not be checked: the AWS credentials are not valid \(ExpiredToken\)\nRenew them.+\n$/);
});

test('without a network, too; as JSON on request', async () => {
  const nowhere = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
  const { code, stderr } = await validate(ALL, nowhere);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^could not be checked: AWS cannot be reached \(ECONNREFUSED\)\nCheck the network.+\n$/);
  const report = JSON.parse((await validate([...ALL, '--json'], nowhere)).stdout) as unknown;
  expect(report).toMatchObject({ ok: false, exitCode: 2, checks: [{ name: 'credentials', status: 'unknown' }] });
});

test('what breaks off says nothing about the deployment: the exit code is 2, too; as JSON on request', async () => {
  const nonsense = { AWS_ENDPOINT_URL: 'nonsense' };
  const stderr = 'could not be checked: Invalid URL\nMend that, and validate again.\n';
  expect(await validate(ALL, nonsense)).toEqual({ code: 2, stdout: '', stderr });
  const { code, stdout } = await validate([...ALL, '--json'], nonsense);
  expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({
    ...{ code: 2, ok: false, exitCode: 2 },
    checks: [{ name: 'validation', status: 'unknown', found: 'could not be checked: Invalid URL' }],
  });
});

test('without a region, too', async () => {
  const { code, stderr } = await validate(ALL, { AWS_REGION: '' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^could not be checked: no AWS region is known\nName it with --region.+\n$/);
});

test('the region is taken from the ARN of the function', async () => {
  const { code } = await validate([...ALL, '--function', functionOf(account).arn], { AWS_REGION: '' });
  expect(code).toBe(0);
});

test.each([
  ['--region', 'nowhere!', 'It must be an AWS region'],
  ['--function', 'no/function', 'It must be the name or the ARN of a Lambda function'],
  ['--wirte', '', "unknown option '--wirte'"],
])('a wrong option is named, and nothing was checked: %s', async (option, value, message) => {
  const { code, stderr } = await validate([option, value]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('the script of the former name does the same', async () => {
  const { code, stdout } = await run([SCRIPT, ...ALL], {});
  expect([code, stdout]).toEqual([0, (await validate(ALL)).stdout]);
});

function functionOf({ functions }: AccountState) {
  const found = functions[ORCHESTRATOR];
  if (!found) throw new Error('the account has no orchestrator');
  return found;
}
