import { permissionsNeeded } from '../../../amplify/test/permissions-needed.ts';
import type { Use } from '../../../src/application/ports/access.ts';
import { neededUses } from '../../../src/application/validation/needed-uses.ts';
import type { Role } from '../../../src/application/validation/roles.ts';

const LAMBDA = 'arn:aws:lambda:eu-central-1:123456789012:function';
const QUEUE = 'arn:aws:sqs:eu-central-1:123456789012:unreported';

const environment = {
  AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: 'messages',
  CHAT_SESSION_TABLE_NAME: 'sessions',
  UNDELIVERED_BUCKET: 'bucket',
  ARTIFACT_BUCKET: 'bucket',
  MESSAGE_TTL_DAYS: '30',
};

function usesOf(role: Role, destination: string | undefined, more: Readonly<Record<string, string | undefined>> = {}) {
  const deployed = {
    ...{
      name: 'it',
      arn: `${LAMBDA}:it`,
      state: 'Active',
      lastUpdate: 'Successful',
      memoryMb: 512,
      timeoutSeconds: 60,
    },
    ...{ role: 'arn:aws:iam::123456789012:role/it', environment: { kind: 'found', value: {} } as const },
  };
  const member = { role, deployed, environment: { ...environment, ...more } };
  return neededUses(member, destination).map(inWords).sort();
}

/** As the tests of `amplify/` say it. */
function inWords({ action, resource, context }: Use): string {
  const prefix = context?.['s3:prefix'];
  if (prefix !== undefined) return `${action} bucket for ${prefix}`;
  const index = /table\/(.+)\/index\/chatMessagesByChatSessionIdAndCreatedAt$/.exec(resource);
  if (index) return `${action} index of ${index[1] ?? ''}`;
  return `${action} ${resource.replace(/^.*[:/]table\/|^arn:aws:s3:::bucket\/|^arn:.*:/, '').replace(/\*$/, '')}`;
}

/** Its log aside: without, it works all the same. */
const withoutLog = (permissions: readonly string[]) =>
  permissions.filter((permission) => !permission.startsWith('logs:'));

test.each([
  ['orchestrator', 'orchestrator', `${LAMBDA}:onFailure`],
  ['on-failure', 'onFailure', QUEUE],
  ['redelivery', 'redelivery', undefined],
] as const)('what is asked of the role of %s is what its code does and amplify/ grants', (role, name, destination) => {
  expect(usesOf(role, destination)).toEqual(withoutLog(permissionsNeeded(name)));
});

test('objects are tagged only where messages expire', () => {
  const tagged = usesOf('orchestrator', undefined);
  const untagged = usesOf('orchestrator', undefined, { MESSAGE_TTL_DAYS: undefined });
  expect(tagged.filter((use) => !untagged.includes(use))).toEqual(['s3:PutObjectTagging chatSessionArtifacts/']);
});

test('only the orchestrator asks another function', () => {
  const asks = (role: Role) => usesOf(role, undefined, { ORCHESTRATOR_FUNCTION_NAME: 'worker' });
  expect(asks('orchestrator')).toContain('lambda:InvokeFunction worker');
  expect(asks('on-failure').join()).not.toContain('lambda:');
});

test.each([
  ['arn:aws:sns:eu-central-1:123456789012:failures', ['sns:Publish failures']],
  ['arn:aws:events:eu-central-1:123456789012:event-bus/failures', ['events:PutEvents event-bus/failures']],
  ['arn:aws:nonsense:eu-central-1:123456789012:x', []],
])('handing a failed event on to %s', (destination, expected) => {
  const before = usesOf('redelivery', undefined);
  expect(usesOf('redelivery', destination).filter((use) => !before.includes(use))).toEqual(expected);
});
