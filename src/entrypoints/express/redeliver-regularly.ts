import type { Container } from 'inversify';
import { knownEndings } from '../../application/known-endings.ts';
import { LOGGER, REDELIVER } from '../composition/tokens.ts';

/** Milliseconds. */
const INTERVAL = 60_000;

/** Delivers what is parked, now and from time to time, never twice at once. @returns what ends it soon */
export function redeliverRegularly(container: Container, intervalMs = INTERVAL): () => Promise<void> {
  const redeliver = container.get(REDELIVER);
  const logger = container.get(LOGGER);
  const known = knownEndings();
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  start();
  const timer = setInterval(start, intervalMs);

  return async () => {
    clearInterval(timer);
    stop.abort();
    await running;
  };

  function start(): void {
    running ??= run().finally(() => (running = undefined));
  }

  async function run(): Promise<void> {
    await redeliver({ signal: stop.signal, known }).catch((err: unknown) => {
      logger.log('error', 'Redelivery failed', { err });
    });
  }
}
