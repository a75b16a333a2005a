/**
 * What looking at something in an account brought: the thing, that it does not exist, or neither, with the reason (the
 * caller may not look, nobody answers) and what to do about that.
 */
export type Seen<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'absent' } | Unseen;

export interface Unseen {
  readonly kind: 'unseen';
  readonly why: string;
  readonly fix: string;
}
