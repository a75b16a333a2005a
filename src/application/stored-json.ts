import * as v from 'valibot';
import { ChatCourierError } from '../domain/chat-courier-error.ts';
import { parseJson } from './parse-json.ts';
import { safeParse } from './safe-parse.ts';

/** A time that can be read. */
export const storedTime = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);

const NAMED_FIELDS = 5;

/**
 * Reads what was stored as JSON. Nothing is added to it or left out.
 *
 * @throws ChatCourierError `unreadable-entry`, which names the fields that are wrong and quotes nothing
 */
export function storedJson(schema: v.GenericSchema, text: string): unknown {
  return checked(schema, parsed(text));
}

/** The same for JSON in UTF-8. A large one does not block the event loop. */
export async function storedJsonBytes(schema: v.GenericSchema, bytes: Uint8Array): Promise<unknown> {
  return checked(schema, await parseJson(bytes).catch(notJson));
}

function checked(schema: v.GenericSchema, value: unknown): unknown {
  const { wrong } = safeParse(schema, value);
  if (!wrong) return value;
  const named = wrong.slice(0, NAMED_FIELDS).map(({ path }) => path.join('.') || 'all of it');
  throw new ChatCourierError('unreadable-entry', `not of the right shape: ${named.join(', ')}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return notJson();
  }
}

/** The cause would quote the text. */
function notJson(): never {
  throw new ChatCourierError('unreadable-entry', 'not JSON');
}
