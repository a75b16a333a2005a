import { pendingAnswer, type MessageIdentity } from '../domain/chat-message.ts';
import type { Recipient } from '../domain/delivery-mode.ts';
import type { ThoughtStep } from '../domain/orchestrator-response.ts';
import type { ResultSink } from '../domain/result-sink.ts';
import { thoughtStepSchema } from './orchestrator-response-schema.ts';
import { factsOf, type Call } from './call.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import { safeParse } from './safe-parse.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The shortest time between the starts of two writes, in milliseconds. */
  readonly intervalMs: number;
  /** How many days later progress may be forgotten; absent: never. */
  readonly ttlDays?: number | undefined;
}

export interface ProgressTarget {
  readonly recipient: Recipient;
  readonly call: Call;
  readonly deadline: Date;
  /** Where to write, and as what; undefined if nothing may be written. */
  readonly place: () => Promise<{ readonly sink: ResultSink; readonly identity: MessageIdentity } | undefined>;
}

export interface ProgressWriter {
  readonly report: (step: ThoughtStep) => void;
  /** All steps reported so far. */
  readonly steps: readonly ThoughtStep[];
  /** Writes no more, nor tries again what is being written. */
  readonly stop: () => void;
}

/** The most that is shown while the work goes on, so that the steps of a job fit into an item. */
const MAX_STEPS = 1_000;
const MAX_BYTES = 100_000;

/**
 * Shows the steps of a job in the unfinished answer: the first at once, later ones together, one write at a time and at
 * most one per interval. What is written is always the newest state. A failing write is logged and hurts nobody.
 */
export function progressWriter(
  { clock, logger, intervalMs, ttlDays }: Dependencies,
  target: ProgressTarget,
): ProgressWriter {
  const steps: ThoughtStep[] = [];
  let written = 0;
  let revision = 0;
  let stopped = false;
  let writing: AbortController | undefined;
  let busy = false;
  let bytes = 0;
  let dropping = false;

  async function write(): Promise<void> {
    const place = await target.place();
    if (!place || stopped) return;
    written = steps.length;
    const now = clock.now();
    revision = Math.max(revision + 1, now.getTime()); // the tries of one job follow each other in time
    const progress = { steps: steps.slice(), metadata: factsOf(target.call), revision, deadline: target.deadline };
    const message = pendingAnswer(place.identity, target.recipient, progress, now, ttlDays);
    await place.sink.deliver(message, writing?.signal);
  }

  async function keepWriting(): Promise<void> {
    busy = true;
    writing ??= new AbortController();
    while (!stopped && written < steps.length) {
      const pause = new Promise((resolve) => setTimeout(resolve, intervalMs).unref());
      await write().catch((err: unknown) => {
        if (stopped) return; // nobody waits for progress any more
        written = steps.length;
        logger.log('warn', 'Progress could not be written', { sessionId: target.recipient.sessionId, err });
      });
      await pause;
    }
    busy = false;
  }

  return {
    steps,
    report: (step) => {
      if (stopped) return; // the finished answer may hold the steps by now
      const copy = steps.length < MAX_STEPS ? copyOfStep(step) : undefined;
      if (copy && bytes + copy.bytes <= MAX_BYTES) {
        steps.push(copy.step);
        bytes += copy.bytes;
        if (!busy) void keepWriting();
      } else if (!dropping) {
        dropping = true;
        logger.log('warn', 'A reported step is dropped: it is no thought step, or there is too much of them', {
          sessionId: target.recipient.sessionId,
          stepCount: steps.length,
        });
      }
    },
    stop: () => {
      stopped = true;
      writing?.abort();
    },
  };
}

/** A step as it is now, or undefined if it is none: what an orchestrator reports is not trusted to be what it says. */
function copyOfStep(reported: unknown): { readonly step: ThoughtStep; readonly bytes: number } | undefined {
  try {
    const json = JSON.stringify(reported);
    const step = JSON.parse(json) as ThoughtStep;
    return safeParse(thoughtStepSchema, step).wrong ? undefined : { step, bytes: Buffer.byteLength(json) };
  } catch {
    return undefined;
  }
}
