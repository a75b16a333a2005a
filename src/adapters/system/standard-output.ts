import { writeSync } from 'node:fs';

/** Milliseconds until a reader that was too slow is tried again. */
const PAUSE = 5;

const STANDARD_OUTPUT = 1;
const sleeping = new Int32Array(new SharedArrayBuffer(4));

/**
 * The process's standard output. A line is out when it is written: the process waits for a slow reader. Where nobody reads
 * any more, a line is dropped: there is nowhere to say so.
 */
export const standardOutput = {
  write(line: string): void {
    let rest: Uint8Array = Buffer.from(line);
    while (rest.length > 0) rest = rest.subarray(writtenOf(rest));
  },
};

/** How many of the bytes were taken. */
function writtenOf(bytes: Uint8Array): number {
  try {
    return writeSync(STANDARD_OUTPUT, bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') return bytes.length;
    if (code !== 'EAGAIN') throw error;
    Atomics.wait(sleeping, 0, 0, PAUSE);
    return 0;
  }
}
