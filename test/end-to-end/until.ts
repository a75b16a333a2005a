/** Asks again until there is something to tell. A test that waits in vain ends with its own time-out. */
export async function until<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const told = await ask();
    if (told !== undefined) return told;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
