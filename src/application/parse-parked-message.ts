import * as z from 'zod/mini';
import type { ChatMessage } from '../domain/chat-message.ts';
import { isMessageId } from '../domain/message-id.ts';
import { storedJson, storedJsonBytes } from './stored-json.ts';

const nonEmpty = z.string().check(z.minLength(1), z.regex(/^\P{Cs}*$/u));
const time = z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text))));
const objects = z.array(z.looseObject({}));

/** What delivering depends on. What an orchestrator put into a message is not looked at again. */
const parkedMessageSchema = z.looseObject({
  id: z.string().check(z.refine(isMessageId)),
  chatSessionId: nonEmpty,
  owner: nonEmpty,
  role: z.enum(['human', 'ai']),
  text: z.string(),
  responseComplete: z.literal(true),
  artifacts: objects,
  thoughtSteps: objects,
  metadata: z.looseObject({}),
  createdAt: time,
  updatedAt: time,
  expiresAt: z.optional(z.int()),
});

/** Reads the text of a parked message. @throws ChatCourierError `unreadable-entry`, which quotes nothing */
export function parseParkedMessage(text: string): ChatMessage {
  return storedJson(parkedMessageSchema, text) as ChatMessage;
}

/** The same for JSON in UTF-8. A large message does not block the event loop. */
export async function parseParkedBytes(bytes: Uint8Array): Promise<ChatMessage> {
  return (await storedJsonBytes(parkedMessageSchema, bytes)) as ChatMessage;
}
