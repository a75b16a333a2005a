import type { GenericSchema } from 'valibot';
import { ChatCourierError } from '../domain/chat-courier-error.ts';
import { check } from './check.ts';
import { parseJson } from './parse-json.ts';

const NAMED_FIELDS = 5;

/**
 * Reads what was stored as JSON. Nothing is added to it or left out.
 *
 * @throws ChatCourierError `unreadable-entry`, which names the fields that are wrong and quotes nothing
 */
export function storedJson(schema: GenericSchema, text: string): unknown {
  return checked(schema, parsed(text));
}

/** The same for JSON in UTF-8. A large one does not block the event loop. */
export async function storedJsonBytes(schema: GenericSchema, bytes: Uint8Array): Promise<unknown> {
  return checked(schema, await parseJson(bytes).catch(notJson));
}

function checked(schema: GenericSchema, value: unknown): unknown {
  const { wrong } = check(schema, value);
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
