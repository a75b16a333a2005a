import * as v from 'valibot';
import type { ChatMessage } from '../domain/chat-message.ts';
import { isMessageId } from '../domain/message-id.ts';
import { anyObject, looseObjectOf } from './object-schemas.ts';
import { storedJson, storedJsonBytes, storedTime } from './stored-json.ts';

const nonEmpty = v.pipe(v.string(), v.nonEmpty(), v.regex(/^\P{Cs}*$/u));
const objects = v.array(anyObject());

/** What delivering depends on. What an orchestrator put into a message is not looked at again. */
const parkedMessageSchema = looseObjectOf({
  id: v.pipe(v.string(), v.check(isMessageId)),
  chatSessionId: nonEmpty,
  owner: nonEmpty,
  role: v.picklist(['human', 'ai']),
  text: v.string(),
  responseComplete: v.literal(true),
  artifacts: objects,
  thoughtSteps: objects,
  metadata: anyObject(),
  createdAt: storedTime,
  updatedAt: storedTime,
  expiresAt: v.optional(v.pipe(v.number(), v.safeInteger())),
});

/** Reads the text of a parked message. @throws ChatCourierError `unreadable-entry`, which quotes nothing */
export function parseParkedMessage(text: string): ChatMessage {
  return storedJson(parkedMessageSchema, text) as ChatMessage;
}

/** The same for JSON in UTF-8. A large message does not block the event loop. */
export async function parseParkedBytes(bytes: Uint8Array): Promise<ChatMessage> {
  return (await storedJsonBytes(parkedMessageSchema, bytes)) as ChatMessage;
}
