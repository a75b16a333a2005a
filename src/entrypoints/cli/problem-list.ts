import { codeOf } from '../../application/delivery-report.ts';
import type { RedeliveryProblem } from '../../application/redeliver.ts';

/** As many are named. */
const NAMED = 20;

/** Which parked messages did not arrive, and why: by their keys, without anything of their content. */
export class ProblemList {
  private readonly lines: string[] = [];
  private more = 0;

  note({ key, reason }: RedeliveryProblem): void {
    const why = reason instanceof Error ? `failed (${codeOf(reason)})` : reason;
    if (this.lines.length < NAMED) this.lines.push(`${why}: ${key}\n`);
    else this.more++;
  }

  /** Lines of text; none if everything arrived. */
  inWords(): string {
    return this.lines.join('') + (this.more > 0 ? `… and ${this.more} more\n` : '');
  }
}
