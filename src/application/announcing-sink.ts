import type { ChatMessage } from '../domain/chat-message.ts';
import type { ResultSink } from '../domain/result-sink.ts';

/** Tells of every message that a sink has stored. */
export function announcingSink(sink: ResultSink, announce: (message: ChatMessage) => void): ResultSink {
  return {
    deliver: async (message, signal) => {
      const receipt = await sink.deliver(message, signal);
      if (receipt.status === 'delivered') announce(message);
      return receipt;
    },
  };
}
