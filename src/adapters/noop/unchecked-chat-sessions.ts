import { injectable } from 'inversify';
import type { ChatSessions } from '../../application/ports/chat-sessions.ts';

/** Takes the caller's word for whose a session is. */
@injectable()
export class UncheckedChatSessions implements ChatSessions {
  belongsTo(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
