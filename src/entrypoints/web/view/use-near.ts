import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Pixels around the view. */
const NEAR = 2_500;

/** Undefined as long as an element of a scrolled chat is near the view, else the height that it had there, in pixels. */
export function useNear(element: RefObject<HTMLElement | null>): number | undefined {
  const [height, setHeight] = useState<number>();
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new IntersectionObserver(
      (seen) => {
        const last = seen.at(-1);
        if (last) setHeight(last.isIntersecting ? undefined : last.boundingClientRect.height);
      },
      { root: element.current.closest('.messages'), rootMargin: `${NEAR}px 0px` },
    );
    observer.observe(element.current);
    return () => {
      observer.disconnect();
    };
  }, []);
  return height;
}
