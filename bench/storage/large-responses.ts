import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { OneDelivery } from './deliver-once.ts';
import type { Content } from './sample-response.ts';
import type { StorageMeasure } from './storage-measure.ts';

const DELIVER_ONCE = fileURLToPath(new URL('../deliver-once/deliver-once.mjs', import.meta.url));
const CONTENTS: readonly Content[] = ['map', 'map with dates', 'image'];
const MEGABYTES = [1, 5, 50];

const GOAL = { blockedMs: 50, peak: 4, blockedAt: 5 };

/** Delivers responses of several sizes into a table and a folder, each in a process of its own. */
export async function measureLargeResponses(endpoint: string, tableName: string): Promise<readonly StorageMeasure[]> {
  const measures: StorageMeasure[] = [];
  for (const content of CONTENTS) {
    for (const megabytes of MEGABYTES) {
      const delivery = await deliver([endpoint, tableName, content, String(megabytes)]);
      measures.push(...rowsOf(`${megabytes} MB, ${content}`, delivery, megabytes === GOAL.blockedAt));
    }
  }
  return measures;
}

async function deliver(args: readonly string[]): Promise<OneDelivery> {
  const child = fork(DELIVER_ONCE, args, { execArgv: ['--expose-gc'] });
  const [delivery] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [OneDelivery | number];
  if (typeof delivery !== 'object') throw new Error(`${args.join(' ')} ended with code ${delivery}`);
  return delivery;
}

function rowsOf(what: string, { bytes, wallMs, blockedMs, held, peak }: OneDelivery, limited: boolean) {
  const times = (memory: number) => (memory / bytes).toFixed(2);
  const blocked = limited ? { goal: `at most ${GOAL.blockedMs}`, reached: blockedMs <= GOAL.blockedMs } : {};
  return [
    { measure: `${what}: milliseconds`, value: wallMs.toFixed(0) },
    { measure: '  longest without a turn for others, ms', value: blockedMs.toFixed(0), ...blocked },
    {
      measure: '  peak memory, in responses',
      value: `${times(peak)} (the response itself: ${times(held)})`,
      ...{ goal: `at most ${GOAL.peak}`, reached: peak / bytes <= GOAL.peak },
    },
  ];
}
