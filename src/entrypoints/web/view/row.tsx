import type { ComponentChildren } from 'preact';
import { dayAndTime } from './times.ts';

interface Props {
  readonly role: 'human' | 'ai';
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly state: string;
  readonly children: ComponentChildren;
}

/** The frame of a message: who, when, what. */
export function Row({ role, id, time, state, children }: Props) {
  return (
    <article class="row" data-role={role} data-state={state} data-message={id}>
      <header class="who">
        <span>{role === 'human' ? 'You' : 'Answer'}</span> <time dateTime={time}>{dayAndTime(Date.parse(time))}</time>
      </header>
      <div class="bubble">{children}</div>
    </article>
  );
}
