import { useCallback, useEffect, useRef, useState } from 'react';
import type { Resolve } from './shown-message.ts';
import { watchChat, type ChatState, type ChatWatch, type Pace } from './watch-chat.ts';

export interface ChatMessages extends ChatState {
  /** Whether the chat has not been read yet. */
  readonly loading: boolean;
  /** Reads the chat at once, say after a question was sent. */
  readonly refresh: () => void;
}

export interface ChatMessagesOptions {
  /** Fetches artifacts that are kept outside of the table. Without it their references stay in their place. */
  readonly resolve?: Resolve;
  readonly pace?: Pace;
}

const PACE: Pace = { fast: 1_000, slow: 10_000, idle: 30_000 };
const NOTHING: ChatState = { messages: [], pending: false, error: undefined };

/**
 * The messages of a chat session, kept up to date while somebody looks at the page: often while an answer is awaited, now
 * and then otherwise. A message that has not changed is the same object as before.
 */
export function useChatMessages(sessionId: string, { resolve, pace = PACE }: ChatMessagesOptions = {}): ChatMessages {
  const [read, setRead] = useState<ChatState & { readonly sessionId: string }>();
  const watch = useRef<ChatWatch>(undefined);
  const latest = useRef(resolve);
  const isResolving = resolve !== undefined;
  const { fast, slow, idle } = pace;

  useEffect(() => {
    latest.current = resolve; // it may be made anew with each rendering
  }, [resolve]);

  useEffect(() => {
    const onChange = (state: ChatState) => {
      setRead({ ...state, sessionId });
    };
    const fetchArtifact: Resolve = async (reference) => latest.current?.(reference);
    const options = { ...(isResolving && { resolve: fetchArtifact }), pace: { fast, slow, idle } };
    const started = watchChat(sessionId, onChange, options);
    watch.current = started;
    return started.stop;
  }, [sessionId, isResolving, fast, slow, idle]);

  const refresh = useCallback(() => watch.current?.refresh(), []);
  const { messages, pending, error } = read?.sessionId === sessionId ? read : NOTHING;
  return { messages, pending, error, loading: read?.sessionId !== sessionId, refresh };
}
