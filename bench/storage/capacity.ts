import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { chatMessageTable } from '../../src/adapters/dynamodb/chat-message-table.ts';
import { documentClient } from '../../src/adapters/dynamodb/document-client.ts';
import { DynamoDbResultSink } from '../../src/adapters/dynamodb/dynamodb-result-sink.ts';
import type { Packing } from '../../src/adapters/dynamodb/packing/pack-message.ts';
import type { ChatMessage } from '../../src/domain/chat-message.ts';
import { countCapacity } from './consumed-capacity.ts';
import { langChainHistory, LANGCHAIN } from './langchain-history.ts';
import { screenings } from './screenings.ts';
import type { StorageMeasure } from './storage-measure.ts';

const TABLE = 'ChatMessage-capacity-NONE';
const MAP_BYTES = 350_000;
const TEXT =
  'The terrain within five kilometres is mostly flat, and three settlements limit where turbines can stand. ';

/** What writes cost in write capacity units, table and index together. */
export async function measureCapacity(endpoint: string): Promise<readonly StorageMeasure[]> {
  const config = { endpoint, region: 'local', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } };
  const admin = new DynamoDBClient(config);
  await admin.send(new CreateTableCommand(chatMessageTable(TABLE)));
  const client = documentClient(config);
  const counted = countCapacity(client);
  const cost = async (message: ChatMessage, packing: Packing = {}) => {
    counted.units = 0;
    await new DynamoDbResultSink(client, TABLE, packing).deliver(message);
    if (counted.units === 0) throw new Error(`the engine did not say in time what ${message.id} cost`);
    return counted.units;
  };
  await new DynamoDbResultSink(client, TABLE).deliver(answer('msg-0-warmup', 'session-0', {}));
  try {
    return [...(await ofAMap(cost)), ...(await ofASession(cost)), ...(await ofLangChain(config, admin))];
  } finally {
    client.destroy();
    admin.destroy();
  }
}

type Cost = (message: ChatMessage, packing?: Packing) => Promise<number>;

async function ofAMap(cost: Cost): Promise<StorageMeasure[]> {
  const artifacts = await screenings(MAP_BYTES);
  const kilobytes = Math.round(JSON.stringify(artifacts).length / 1_000);
  const map = (id: string) => answer(id, 'session-map', { artifacts });
  const plain = await cost(map('msg-1-plain'));
  const packed = await cost(map('msg-2-packed'), { compressOverBytes: 10_000 });
  return [
    { measure: `WCU of ${artifacts.length} screenings, ${kilobytes} KB of GeoJSON: plain`, value: String(plain) },
    {
      ...{ measure: '  with COMPRESS_OVER_BYTES=10000', value: `${packed} (${share(packed, plain)} of it)` },
      ...{ goal: 'at most 0.20', reached: packed <= plain / 5 },
    },
  ];
}

async function ofASession(cost: Cost): Promise<StorageMeasure[]> {
  const [wanted, units] = [[1, 100, 10_000], new Array<number>()];
  const message = (n: number) => answer(`msg-${1_700_000_000_000 + n}-session`, 'session-1', { text: textOf(n) });
  for (let n = 1; n <= 10_000; n++) {
    if (wanted.includes(n)) units.push(await cost(message(n)));
    else if (n % 25 === 2) await Promise.all(range(n, Math.min(n + 24, 10_000)).map((m) => skipping(wanted, m)));
  }
  const reached = new Set(units).size === 1;
  return [
    {
      measure: 'WCU of message 1, 100, 10,000 of 3.5 KB: ours, of which half for the index',
      value: units.join(', '),
      goal: 'equal',
      reached,
    },
  ];

  async function skipping(others: readonly number[], n: number): Promise<void> {
    if (!others.includes(n)) await cost(message(n));
  }
}

async function ofLangChain(config: object, admin: DynamoDBClient): Promise<StorageMeasure[]> {
  const measure = `  ${LANGCHAIN}`;
  const history = await langChainHistory(config, admin);
  if (typeof history === 'string') return [{ measure, value: history }];
  const units: number[] = [];
  try {
    for (let n = 1; n <= 10_000; n++) units.push(await history.add(textOf(n)));
  } catch {
    const refused = `${units.length + 1} is refused`;
    return [{ measure, value: `${units[0] ?? '?'}, ${units[99] ?? '?'}, message ${refused}` }];
  } finally {
    history.close();
  }
  return [{ measure, value: [units[0], units[99], units[9_999]].join(', ') }];
}

function answer(id: string, chatSessionId: string, fields: Partial<ChatMessage>): ChatMessage {
  const at = '2026-01-31T12:00:00.000Z';
  return {
    ...{ id, chatSessionId, owner: 'user-1', role: 'ai', text: 'Done.', responseComplete: true },
    ...{ artifacts: [], thoughtSteps: [], metadata: {}, createdAt: at, updatedAt: at, ...fields },
  };
}

function textOf(n: number): string {
  return `${String(n).padStart(5)} ${TEXT.repeat(40)}`.slice(0, 3_500);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function share(part: number, whole: number): string {
  return (part / whole).toFixed(2);
}
