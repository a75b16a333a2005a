import { answerIdentity, settledIdentity, type AnswerIdentity } from './answer-identity.ts';
import type { ChatJob } from './answer-in-chat.ts';
import type { Chat, Chats } from './ports/chat.ts';
import { remembered } from './remembered.ts';

/** What has to be known of a chat before a job writes into it. Each is found out when it is first asked for, and once. */
export interface ChatOfJob {
  readonly open: () => Promise<Chat>;
  /** Whether the session belongs to the user. */
  readonly allowed: () => Promise<boolean>;
  /** The answer's identity as far as the request tells it. It takes node:crypto, which is slow to load. */
  readonly named: () => Promise<AnswerIdentity>;
  /** The identity that an earlier try has left, if there is one. */
  readonly settled: () => Promise<AnswerIdentity>;
  /** Begins to find all of it out. */
  readonly lookUp: () => void;
}

/** @param over what is still being looked up then is not asked again and again */
export function chatOfJob(
  chats: Chats,
  { request, mode, invocation }: ChatJob,
  acceptedAt: Date,
  over: AbortSignal,
): ChatOfJob {
  const open = remembered(chats[mode.kind]);
  const allowed = remembered(async () => (await open()).sessions.belongsTo(mode.recipient, over));
  const named = remembered(() => Promise.resolve(answerIdentity(request, mode.recipient, invocation, acceptedAt)));
  const settled = remembered(async () => settledIdentity(await named(), (await open()).history, over));
  const lookUp = () => void Promise.allSettled([allowed(), settled()]);
  return { open, allowed, named, settled, lookUp };
}
