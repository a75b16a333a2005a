import { randomUUID } from 'node:crypto';
import type { OneInvocation } from './invoke-once.ts';
import { measure } from './measure.ts';

export interface ColdStart {
  /** Absent: an empty Node process. */
  readonly handler?: string;
  readonly event?: (id: string) => unknown;
  readonly env?: NodeJS.ProcessEnv;
}

export interface Samples {
  readonly wallMs: readonly number[];
  readonly cpuMs: readonly number[];
  readonly peakMemoryMb: readonly number[];
}

/** Starts each variant `rounds` times, all of them in turn, so that a busy moment of the machine hits them alike. */
export async function coldStarts<Name extends string>(
  script: string,
  variants: Readonly<Record<Name, ColdStart>>,
  env: NodeJS.ProcessEnv,
  rounds: number,
): Promise<Record<Name, Samples>> {
  const entries = Object.entries<ColdStart>(variants);
  const measured = new Map(entries.map(([name]) => [name, new Array<Measurement>()]));
  for (let round = 0; round < rounds; round += 1) {
    const shift = round % entries.length;
    for (const [name, variant] of [...entries.slice(shift), ...entries.slice(0, shift)]) {
      measured.get(name)?.push(await coldStart(script, variant, env));
    }
  }
  return Object.fromEntries([...measured].map(([name, runs]) => [name, samplesOf(runs)])) as Record<Name, Samples>;
}

type Measurement = Omit<OneInvocation, 'answer'> & { wallMs: number };

async function coldStart(script: string, { handler, event, env }: ColdStart, common: NodeJS.ProcessEnv) {
  const id = randomUUID();
  const args = handler === undefined ? [] : [handler, JSON.stringify(event?.(id)), id];
  const { wallMs, report } = await measure<OneInvocation>(script, args, { ...common, ...env });
  const { metadata } = (report.answer ?? {}) as { metadata?: { error?: unknown; delivery?: { status: string } } };
  if (metadata?.error || (metadata?.delivery && metadata.delivery.status !== 'delivered')) {
    throw new Error(`${args.join(' ')} answered ${JSON.stringify(report.answer)}`);
  }
  return { ...report, wallMs };
}

function samplesOf(runs: readonly Measurement[]): Samples {
  return {
    wallMs: runs.map(({ wallMs }) => wallMs),
    cpuMs: runs.map(({ cpuMs }) => cpuMs),
    peakMemoryMb: runs.map(({ peakMemoryMb }) => peakMemoryMb),
  };
}
