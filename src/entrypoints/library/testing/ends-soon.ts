import { AssertionError } from 'node:assert/strict';

/** Milliseconds: far more than `at once` takes on the slowest machine. */
const PATIENCE = 5_000;

/** What a delivery whose time is up comes to. @throws AssertionError if it goes on */
export async function endsSoon<T>(delivery: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new AssertionError({ message: 'the delivery goes on although its time is up' });
    timer = setTimeout(reject, PATIENCE, error);
  });
  try {
    return await Promise.race([delivery, late]);
  } finally {
    clearTimeout(timer);
  }
}
