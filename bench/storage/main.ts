import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import 'reflect-metadata';
import { measureCapacity } from './capacity.ts';
import { measureLargeResponses } from './large-responses.ts';
import { startDynalite, startEngine, type StartDynamoDbLocal } from './storage-engine.ts';
import type { StorageMeasure } from './storage-measure.ts';

const LOCAL = pathToFileURL(resolve('test/engines/dynamodb-local.mjs')).href;

const { startDynamoDbLocal } = (await import(LOCAL)) as { startDynamoDbLocal: StartDynamoDbLocal };
const counting = await startEngine(startDynamoDbLocal);
print(`Capacity, by ${counting.name}`, await measureCapacity(counting.endpoint).finally(counting.stop));
const writing = await startDynalite();
const large = await measureLargeResponses(writing.endpoint, 'ChatMessage-bench-NONE').finally(writing.stop);
print(`One response each, into ${writing.name} and a folder, in a process of its own; Node ${process.version}`, large);

function print(title: string, rows: readonly StorageMeasure[]): void {
  const width = Math.max(...rows.map(({ measure }) => measure.length));
  const line = ({ measure, value, goal, reached }: StorageMeasure) =>
    `${measure.padEnd(width)}  ${value}${goal === undefined ? '' : `   goal: ${goal}, ${reached ? 'reached' : 'MISSED'}`}`;
  console.log(`\n${title}\n\n${rows.map(line).join('\n')}`);
}
