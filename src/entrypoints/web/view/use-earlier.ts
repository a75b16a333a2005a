import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const FIRST = 30;
const MORE = 20;

/** How many of the latest messages to show: more when the top comes near. */
export function useEarlier(scroller: RefObject<HTMLElement | null>, top: HTMLElement | null, session: string): number {
  const [shown, setShown] = useState(FIRST);
  useEffect(() => {
    setShown(FIRST);
  }, [session]);
  useEffect(() => {
    if (!top) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setShown((count) => count + MORE);
      },
      { root: scroller.current, rootMargin: '600px 0px 0px' },
    );
    observer.observe(top);
    return () => {
      observer.disconnect();
    };
  }, [top, shown]); // observed anew, it tells whether it is still near
  return shown;
}
