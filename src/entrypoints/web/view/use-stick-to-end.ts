import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Entry } from '../model/entries.ts';

/** Pixels. */
const NEAR = 120;
const MARGIN = 16;

/** Keeps the end of the chat in view for a reader who is there, but never pushes the start of the last exchange out. */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>, list: readonly Entry[], session: string): void {
  const sticks = useRef(true);
  const last = list.at(-1);

  useLayoutEffect(() => {
    sticks.current = true;
  }, [session, list.length === 0, last?.message.role === 'human' ? last.key : undefined]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = () => {
      sticks.current = target(element) - element.scrollTop < NEAR;
    };
    const keep = new ResizeObserver(() => {
      if (sticks.current) element.scrollTop = target(element);
    });
    element.addEventListener('scroll', look, { passive: true });
    if (element.firstElementChild) keep.observe(element.firstElementChild);
    return () => {
      element.removeEventListener('scroll', look);
      keep.disconnect();
    };
  }, [list.length === 0]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && sticks.current) element.scrollTop = target(element);
  }, [list]);
}

/** Where the end is in view, as far as the start of the last exchange allows. */
function target(element: HTMLElement): number {
  const end = element.scrollHeight - element.clientHeight;
  const rows = lastRows(element);
  const question = rows.findLast(({ dataset }) => dataset['role'] === 'human');
  const isShort = question && question.offsetHeight < element.clientHeight / 3;
  const start = isShort ? question : rows.at(-1);
  return start ? Math.min(end, Math.max(0, start.offsetTop - MARGIN)) : end;
}

/** The messages of the last two chunks. */
function lastRows(element: HTMLElement): readonly HTMLElement[] {
  const last = element.firstElementChild?.lastElementChild;
  return [last?.previousElementSibling, last].flatMap((chunk) => [...(chunk?.children ?? [])] as HTMLElement[]);
}
