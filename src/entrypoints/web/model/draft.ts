import { signal } from '@preact/signals';

/** A text that is offered to the composer; empty: none. */
export const draft = signal('');
