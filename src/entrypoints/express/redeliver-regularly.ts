import type { Container } from 'inversify';
import { LOGGER, REDELIVER } from '../composition/tokens.ts';

/** Milliseconds. */
const INTERVAL = 60_000;

/** Delivers what is parked, now and from time to time, one run after the other. @returns what stops it */
export function redeliverRegularly(container: Container): () => Promise<void> {
  const redeliver = container.get(REDELIVER);
  const logger = container.get(LOGGER);
  let running = run();
  const timer = setInterval(() => {
    running = running.then(run);
  }, INTERVAL);

  return () => {
    clearInterval(timer);
    return running;
  };

  async function run(): Promise<void> {
    await redeliver().catch((err: unknown) => {
      logger.log('error', 'Redelivery failed', { err });
    });
  }
}
