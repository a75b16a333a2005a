/** Milliseconds: a browser has few connections to one server, and a page that nobody sees gives its own back. */
const HIDDEN = 60_000;

/** Does something with a signal that aborts when the outer one does, and when nobody has seen the page for a while. */
export async function whileSeen(outer: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const abort = () => {
    controller.abort();
  };
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(abort, HIDDEN);
  };
  outer.addEventListener('abort', abort, { once: true });
  document.addEventListener('visibilitychange', look);
  look();
  try {
    await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
    document.removeEventListener('visibilitychange', look);
  }
}

/** Waits until somebody looks at the page, or it is left. */
export async function untilSeen(left: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = () => {
      if (document.hidden && !left.aborted) return;
      document.removeEventListener('visibilitychange', look);
      left.removeEventListener('abort', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    left.addEventListener('abort', look);
    look();
  });
}
