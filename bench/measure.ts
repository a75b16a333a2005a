import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

const REPORT_FD = 3;

export interface Measured<T> {
  /** Milliseconds from the start of the process to its report. */
  readonly wallMs: number;
  readonly report: T;
}

/** Runs a script in a process of its own and takes the JSON that it reports. */
export function measure<T>(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured<T>> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
    const channel = child.stdio[REPORT_FD] as Readable;
    let json = '';
    let wallMs = 0;
    channel.setEncoding('utf8').on('data', (chunk: string) => {
      wallMs = performance.now() - started;
      json += chunk;
    });
    child.once('error', reject);
    child.once('close', () => {
      if (json === '') reject(new Error(`${script} ${args[0] ?? ''} reported nothing`));
      else resolve({ wallMs, report: JSON.parse(json) as T });
    });
  });
}
