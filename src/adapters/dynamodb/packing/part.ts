import { PACKED_TEXT, isPackedPart, type PackedPart } from '../../../application/packed-part.ts';
import type { ChatMessage } from '../../../domain/chat-message.ts';
import { MAX_ITEM_BYTES, valueBytes } from '../item-bytes.ts';
import { isHoldable } from './is-holdable.ts';

/** A part of a message that can be stored in several ways. */
export interface Part {
  readonly kind: 'artifact' | 'artifacts' | 'thoughtSteps' | 'metadata' | 'text';
  /** What it is, for the reader. */
  readonly type: string;
  readonly value: unknown;
  /** As it stands in the item. */
  readonly stored: unknown;
  /** What it adds to the item; for what does not fit in any case, any number above the limit. */
  readonly bytes: number;
}

type Owner = Pick<ChatMessage, 'id' | 'chatSessionId'>;

/** Letters of a text that stay readable where they are when the whole text is packed. */
const PREVIEW = 1_000;

/** Bytes of a field that stays readable beside what is packed. */
const MAX_READABLE = 2_000;

/** A message's parts, as plainly as native attributes can hold them. */
export function partsOf(message: ChatMessage): Part[] {
  const { artifacts, thoughtSteps, metadata, text } = message;
  return [
    ...artifacts.map((value) => part('artifact', value.type, value, plainly(value, message, { type: value.type }))),
    part('thoughtSteps', 'thought_steps', thoughtSteps, plainList(thoughtSteps, message)),
    part('metadata', 'metadata', metadata, plainly(metadata, message, outcomeOf(metadata))),
    part('text', 'text', text, plainText(text)),
  ];
}

/** All artifacts as one part, for when there are too many small ones; it cannot stay as it is. */
export function wholeList({ artifacts }: ChatMessage): Part {
  return { kind: 'artifacts', type: 'artifacts', value: artifacts, stored: undefined, bytes: Infinity };
}

/** The part, stored in another way. */
export function packedAs({ kind, type, value }: Part, packed: PackedPart): Part {
  if (kind === 'text') return part(kind, type, value, { text: preview(value as string), packed });
  if (kind === 'metadata') return part(kind, type, value, { ...readable(outcomeOf(value as object)), ...packed });
  return part(kind, type, value, kind === 'artifacts' || kind === 'thoughtSteps' ? [packed] : packed);
}

/** What a text becomes in an item: all or the beginning of it, and where the whole is. */
export interface StoredText {
  readonly text: string;
  readonly packed?: PackedPart;
}

function part(kind: Part['kind'], type: string, value: unknown, stored: unknown): Part {
  return { kind, type, value, stored, bytes: addedBytes(kind, stored) };
}

/** An empty list or map counts 3, and is there in any case; an element of a list counts 1. */
function addedBytes(kind: Part['kind'], stored: unknown): number {
  if (kind === 'artifact') return 1 + cappedBytes(stored);
  if (kind !== 'text') return cappedBytes(stored) - 3;
  const { text, packed } = stored as StoredText;
  return valueBytes(text) + (packed ? valueBytes({ [PACKED_TEXT]: packed }) - 3 : 0);
}

function cappedBytes(stored: unknown): number {
  return Math.min(valueBytes(stored, MAX_ITEM_BYTES), 2 * MAX_ITEM_BYTES);
}

/** `open` stays readable when the rest cannot be held. */
function plainly(value: object, owner: Owner, open: object): unknown {
  if (isTooLarge(value) || (!looksPacked(value, owner) && isHoldable(value))) return value;
  return { ...readable(open), encoding: 'json', data: JSON.stringify(value) };
}

function plainList(steps: ChatMessage['thoughtSteps'], owner: Owner): readonly unknown[] {
  if (isTooLarge(steps)) return steps;
  return steps.map((step) => {
    const { step: number, action, reasoning } = step;
    return plainly(step, owner, { step: number, action, reasoning });
  });
}

/** Whether the job failed, and how: that is to be seen without unpacking. */
function outcomeOf(metadata: object): object {
  const { success, error } = metadata as Readonly<Record<string, unknown>>;
  return { success, error };
}

function readable(open: object): object {
  const isReadable = ([, field]: [string, unknown]) =>
    field !== undefined && valueBytes(field, MAX_READABLE) <= MAX_READABLE && isHoldable(field);
  return Object.fromEntries(Object.entries(open).filter(isReadable));
}

/** Then it is not looked at any further: it must be packed in any case. */
function isTooLarge(value: object): boolean {
  return valueBytes(value, MAX_ITEM_BYTES) > MAX_ITEM_BYTES;
}

/** Content that a reader would take for something packed. */
function looksPacked(value: object, owner: Owner): boolean {
  return isPackedPart(value, owner) || PACKED_TEXT in value;
}

function plainText(text: string): StoredText {
  if (text.isWellFormed()) return { text };
  return { text: text.toWellFormed(), packed: { encoding: 'json', data: JSON.stringify(text) } };
}

function preview(text: string): string {
  return text.length <= PREVIEW ? text.toWellFormed() : `${text.slice(0, PREVIEW).toWellFormed()} …`;
}
