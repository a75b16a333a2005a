import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Few at a time: formatting them must not be felt. */
const FIRST = 12;
const MORE = 4;

/** Pixels above the view that are kept ready. */
const READY = 1_500;

/** How many of the latest messages to show: more when the top comes near. */
export function useEarlier(scroller: RefObject<HTMLElement | null>, top: HTMLElement | null, session: string): number {
  const [shown, setShown] = useState(FIRST);
  useEffect(() => {
    setShown(FIRST);
  }, [session]);
  useEffect(() => {
    if (!top) return undefined;
    const root = scroller.current;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        if (root && root.scrollTop < 1) root.scrollTop = 1; // at the very top the browser would not hold its place
        setShown((count) => count + MORE);
      },
      { root, rootMargin: `${READY}px 0px 0px` },
    );
    observer.observe(top);
    return () => {
      observer.disconnect();
    };
  }, [top, shown]); // observed anew, it tells whether it is still near
  return shown;
}
