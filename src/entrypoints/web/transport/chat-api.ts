import type { ChatMessage } from '../../../domain/chat-message.ts';
import { callServer } from './call-server.ts';

export interface Question {
  readonly query: string;
  /** Names the question, so that it may be sent again without a second job. */
  readonly requestId: string;
  readonly submittedAt: string;
}

interface Page {
  readonly messages: readonly ChatMessage[];
  readonly next?: string;
}

/** @throws Problem */
export async function postQuestion(sessionId: string, question: Question): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await callServer(`${pathOf(sessionId)}/messages`, { method: 'POST', headers, body: JSON.stringify(question) });
}

/** The session's messages, page by page, oldest first. @throws Problem */
export async function* readHistory(sessionId: string, signal: AbortSignal): AsyncGenerator<readonly ChatMessage[]> {
  let after: string | undefined;
  do {
    const search = after === undefined ? '?limit=100' : `?limit=100&after=${encodeURIComponent(after)}`;
    const response = await callServer(`${pathOf(sessionId)}/messages${search}`, { signal });
    const page = (await response.json()) as Page;
    yield page.messages;
    after = page.next;
  } while (after !== undefined);
}

export function pathOf(sessionId: string): string {
  return `/api/sessions/${encodeURIComponent(sessionId)}`;
}
