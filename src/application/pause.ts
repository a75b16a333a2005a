/** Lets the event loop go on with what else is waiting, amid work that is long. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
