import { signal } from '@preact/signals';

/** Milliseconds by which the server's clock is ahead of the browser's. */
let ahead = 0;

/** What the server's clock says, as far as the page can tell: it places messages in the chat. */
export function serverNow(): number {
  return Date.now() + ahead;
}

/** @param date the `Date` header of an answer: whole seconds */
export function noteServerTime(date: string | null): void {
  const difference = Date.parse(date ?? '') - Date.now();
  if (!Number.isNaN(difference)) ahead = Math.abs(difference) < 3_000 ? 0 : difference;
}

/** Ticks once a second, for what shows how long something takes. */
export const now = signal(Date.now());
setInterval(() => {
  now.value = serverNow();
}, 1_000);
