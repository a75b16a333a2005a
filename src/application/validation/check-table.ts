import type { DeployedIndex, DeployedTable } from '../ports/deployed-storage.ts';
import type { Seen } from '../ports/seen.ts';
import { check, unchecked, type CheckResult } from './check-result.ts';

/** The index that Amplify Gen 2 makes for `secondaryIndexes`. */
export const SESSION_INDEX = 'chatMessagesByChatSessionIdAndCreatedAt';

const KEY = 'id (S, HASH)';
const INDEX_KEY = 'chatSessionId (S, HASH), createdAt (S, RANGE)';
const TTL_ATTRIBUTE = 'expiresAt';
const MODEL = "secondaryIndexes: (index) => [index('chatSessionId').sortKeys(['createdAt'])]";

/** The table that holds the messages. @param ttlDays the function's MESSAGE_TTL_DAYS */
export function checkMessageTable(name: string, seen: Seen<DeployedTable>, ttlDays: string | undefined): CheckResult[] {
  const subject = `message table ${name}`;
  const common = checkTable(subject, name, 'AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME', seen);
  if (seen.kind !== 'found') return common;
  const index = seen.value.indexes.find((index) => index.name === SESSION_INDEX);
  return [...common, ...checkIndex(subject, index), ...checkTimeToLive(subject, name, seen.value, ttlDays)];
}

/** The table that says whose a session is. */
export function checkSessionTable(name: string, seen: Seen<DeployedTable>): CheckResult[] {
  return checkTable(`session table ${name}`, name, 'CHAT_SESSION_TABLE_NAME', seen);
}

function checkTable(subject: string, name: string, variable: string, seen: Seen<DeployedTable>): CheckResult[] {
  const exists = { subject, name: 'exists', expected: 'a table of this name in the region of the function' };
  if (seen.kind === 'unseen') return [unchecked(exists, seen)];
  if (seen.kind === 'absent') {
    return [check(exists, 'none', false, `Set ${variable} to the name of a table: aws dynamodb list-tables`)];
  }
  const { status, key } = seen.value;
  const active = status === 'ACTIVE' || status === 'UPDATING'; // it serves requests while it is updated
  const wait = `Wait until it is: aws dynamodb wait table-exists --table-name ${name}`;
  const found = key.join(', ');
  const remedy = `Set ${variable} to the table that Amplify made for the model: the key of this one cannot be changed.`;
  return [
    check(exists, 'it exists', true, ''),
    check({ subject, name: 'status', expected: 'ACTIVE' }, status, active, wait),
    check({ subject, name: 'key', expected: KEY }, found, found === KEY, remedy),
  ];
}

function checkIndex(subject: string, index: DeployedIndex | undefined): CheckResult[] {
  const exists = { subject, name: 'index', expected: SESSION_INDEX };
  const fix = `Give the ChatMessage model ${MODEL}, and deploy it.`;
  if (!index) return [check(exists, 'none', false, fix)];
  const key = index.key.join(', ');
  const active = index.status === 'ACTIVE' || index.status === 'UPDATING';
  const wait = 'Wait until DynamoDB has filled it.';
  return [
    check(exists, index.name, true, ''),
    check({ subject, name: 'index status', expected: 'ACTIVE' }, index.status, active, wait),
    check({ subject, name: 'index key', expected: INDEX_KEY }, key, key === INDEX_KEY, `Remove the index. ${fix}`),
    check(
      { subject, name: 'index projection', expected: 'ALL' },
      index.projection,
      index.projection === 'ALL',
      `Remove the index. ${fix}`,
    ),
  ];
}

function checkTimeToLive(
  subject: string,
  name: string,
  { timeToLive: seen }: DeployedTable,
  ttlDays: string | undefined,
): CheckResult[] {
  if (ttlDays === undefined) return [];
  const expected = `ENABLED for ${TTL_ATTRIBUTE}`;
  const expectation = { subject, name: 'time to live', expected };
  if (seen.kind === 'unseen') return [unchecked(expectation, seen)];
  const { status, attribute } = seen.kind === 'found' ? seen.value : { status: 'DISABLED' };
  const found = attribute === undefined ? status : `${status} for ${attribute}`;
  const holds = attribute === TTL_ATTRIBUTE && (status === 'ENABLED' || status === 'ENABLING');
  const off = status === 'ENABLED' ? `${turn(name, false, attribute ?? TTL_ATTRIBUTE)}, and an hour later ` : '';
  return [check(expectation, found, holds, `${off}${turn(name, true, TTL_ATTRIBUTE)}`)];
}

function turn(name: string, on: boolean, attribute: string): string {
  const specification = `Enabled=${on ? 'true' : 'false'},AttributeName=${attribute}`;
  return `aws dynamodb update-time-to-live --table-name ${name} --time-to-live-specification ${specification}`;
}
