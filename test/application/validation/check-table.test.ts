import type { DeployedTable } from '../../../src/application/ports/deployed-storage.ts';
import type { Seen } from '../../../src/application/ports/seen.ts';
import { checkMessageTable, SESSION_INDEX } from '../../../src/application/validation/check-table.ts';
import { SESSION_INDEX as INDEX_OF_THE_SINK } from '../../../src/adapters/dynamodb/chat-message-table.ts';

const index = {
  name: SESSION_INDEX,
  status: 'ACTIVE',
  key: ['chatSessionId (S, HASH)', 'createdAt (S, RANGE)'],
  projection: 'ALL',
} as const;

/** A table as no engine on this machine shows it: they have no states but ACTIVE. */
function notOk(change: Partial<DeployedTable>) {
  const table: DeployedTable = {
    status: 'ACTIVE',
    key: ['id (S, HASH)'],
    indexes: [index],
    timeToLive: { kind: 'found', value: { status: 'ENABLED', attribute: 'expiresAt' } },
    ...change,
  };
  const seen: Seen<DeployedTable> = { kind: 'found', value: table };
  return checkMessageTable('messages', seen, '30').filter(({ status }) => status !== 'ok');
}

test('the index is the one that the sink reads', () => {
  expect(SESSION_INDEX).toBe(INDEX_OF_THE_SINK);
});

test.each(['CREATING', 'DELETING', 'ARCHIVED', 'INACCESSIBLE_ENCRYPTION_CREDENTIALS'])(
  'a table that is %s',
  (status) => {
    expect(notOk({ status })).toMatchObject([{ name: 'status', status: 'wrong', found: status }]);
  },
);

test.each(['CREATING', 'DELETING'])('an index that is %s', (status) => {
  expect(notOk({ indexes: [{ ...index, status }] })).toMatchObject([{ name: 'index status', status: 'wrong' }]);
});

test('what is being updated serves requests', () => {
  expect(notOk({ status: 'UPDATING', indexes: [{ ...index, status: 'UPDATING' }] })).toEqual([]);
});

test('time to live that is on its way is on', () => {
  expect(notOk({ timeToLive: { kind: 'found', value: { status: 'ENABLING', attribute: 'expiresAt' } } })).toEqual([]);
});

test('time to live that may not be seen is not checked', () => {
  const timeToLive = { kind: 'unseen', why: 'the caller may not', fix: 'Allow it.' } as const;
  const told = { name: 'time to live', status: 'unknown', found: 'could not be checked: the caller may not' };
  expect(notOk({ timeToLive })).toMatchObject([{ ...told, fix: 'Allow it.' }]);
});
