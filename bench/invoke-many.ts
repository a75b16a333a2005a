import { writeSync } from 'node:fs';

export interface ManyInvocations {
  /** Milliseconds of processor time per invocation, after a warm-up. */
  readonly cpuMs: number;
  readonly peakMemoryMb: number;
}

const REPORT_FD = 3;
const WARM_UP = 500;

const [file = '', event = '', count = ''] = process.argv.slice(2);
const { handler } = (await import(file)) as { handler: (event: unknown, context: object) => unknown };
const template = JSON.parse(event) as object;

const getRemainingTimeInMillis = () => 900_000;

async function invoke(from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 1) {
    const id = `msg-${process.pid}-${n}`;
    await handler({ ...template, id }, { awsRequestId: id, getRemainingTimeInMillis });
  }
}

await invoke(0, WARM_UP);
const start = process.cpuUsage();
await invoke(WARM_UP, WARM_UP + Number(count));
const { user, system } = process.cpuUsage(start);
const report: ManyInvocations = {
  cpuMs: (user + system) / 1_000 / Number(count),
  peakMemoryMb: process.resourceUsage().maxRSS / 1_024,
};
writeSync(REPORT_FD, JSON.stringify(report));
process.exit();
