import type { AccountState, FunctionState } from '../../servers/aws-account.ts';

export const ORCHESTRATOR = 'renewableOrchestrator';
export const ON_FAILURE = 'onFailure';
export const REDELIVERY = 'redelivery';
export const BUCKET = 'chat-results';

export const lambdaArn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
export const roleArn = (name: string) => `arn:aws:iam::123456789012:role/service-role/${name}-role`;
export const tableArn = (name: string) => `arn:aws:dynamodb:us-east-1:123456789012:table/${name}`;
export const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:unreported';
export const PARKED = `arn:aws:s3:::${BUCKET}/undelivered/*`;
export const ARTIFACTS = `arn:aws:s3:::${BUCKET}/chatSessionArtifacts/*`;
const LIST = `s3:ListBucket arn:aws:s3:::${BUCKET}`;

/** An account in which all is as it should be, with the tables of an engine. */
export function healthyAccount(table: string, sessions: string): AccountState {
  const fn = (name: string): FunctionState => ({
    arn: lambdaArn(name),
    state: 'Active',
    lastUpdate: 'Successful',
    runtime: 'nodejs24.x',
    memory: 1_024,
    timeout: 900,
    role: roleArn(name),
    environment: {
      AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: table,
      CHAT_SESSION_TABLE_NAME: sessions,
      UNDELIVERED_BUCKET: BUCKET,
      ARTIFACT_BUCKET: BUCKET,
      SOME_API_KEY: 'SECRET-VALUE',
    },
  });
  const deliver = [
    `dynamodb:PutItem ${tableArn(table)}`,
    `dynamodb:GetItem ${tableArn(table)}`,
    `dynamodb:GetItem ${tableArn(sessions)}`,
    `s3:PutObject ${ARTIFACTS}`,
  ];
  const park = `s3:PutObject ${PARKED}`;
  return {
    functions: {
      [ORCHESTRATOR]: { ...fn(ORCHESTRATOR), events: { retries: 2, age: 21_600, onFailure: lambdaArn(ON_FAILURE) } },
      [ON_FAILURE]: { ...fn(ON_FAILURE), events: { retries: 2, age: 21_600, onFailure: QUEUE } },
      [REDELIVERY]: fn(REDELIVERY),
    },
    buckets: {
      [BUCKET]: {
        region: 'us-east-1',
        blocks: ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'],
        encryption: 'AES256',
      },
    },
    grants: {
      [roleArn(ORCHESTRATOR)]: [...deliver, park, `lambda:InvokeFunction ${lambdaArn(ON_FAILURE)}`],
      [roleArn(ON_FAILURE)]: [
        ...[...deliver, park],
        `dynamodb:Query ${tableArn(table)}/index/chatMessagesByChatSessionIdAndCreatedAt`,
        `sqs:SendMessage ${QUEUE}`,
      ],
      [roleArn(REDELIVERY)]: [
        ...deliver,
        ...['BatchGetItem', 'BatchWriteItem'].map((action) => `dynamodb:${action} ${tableArn(table)}`),
        ...[`${LIST} s3:prefix=undelivered/`, `s3:GetObject ${PARKED}`, `s3:DeleteObject ${PARKED}`],
      ],
    },
    denies: [],
    missingContext: [],
    refused: {},
  };
}
