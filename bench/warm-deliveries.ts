import type { ManyInvocations } from './invoke-many.ts';
import { measure } from './measure.ts';

export interface WarmDelivery {
  readonly handler: string;
  /** Each invocation gets an `id` of its own in it, which is the item's key for the bare handler. */
  readonly event: unknown;
  readonly env?: NodeJS.ProcessEnv;
}

export interface WarmSamples {
  readonly cpuMs: readonly number[];
  readonly peakMemoryMb: readonly number[];
}

/** Delivers `messages` messages one after another in a process of its own, `runs` times each variant, in turn. */
export async function warmDeliveries<Name extends string>(
  script: string,
  variants: Readonly<Record<Name, WarmDelivery>>,
  common: NodeJS.ProcessEnv,
  { runs, messages }: { readonly runs: number; readonly messages: number },
): Promise<Record<Name, WarmSamples>> {
  const entries = Object.entries<WarmDelivery>(variants);
  const reports = new Map(entries.map(([name]) => [name, new Array<ManyInvocations>()]));
  for (let run = 0; run < runs; run += 1) {
    for (const [name, { handler, event, env }] of entries) {
      const args = [handler, JSON.stringify(event), String(messages)];
      const { report } = await measure<ManyInvocations>(script, args, { ...common, ...env });
      reports.get(name)?.push(report);
    }
  }
  return Object.fromEntries([...reports].map(([name, all]) => [name, samplesOf(all)])) as Record<Name, WarmSamples>;
}

function samplesOf(reports: readonly ManyInvocations[]): WarmSamples {
  return {
    cpuMs: reports.map(({ cpuMs }) => cpuMs),
    peakMemoryMb: reports.map(({ peakMemoryMb }) => peakMemoryMb),
  };
}
