import type { ChatMessage } from '../domain/chat-message.ts';
import type { DeliveryResult, ResultSink } from '../domain/result-sink.ts';

/** Tells of every message that a sink has stored. */
export function announcingSink(sink: ResultSink, announce: (message: ChatMessage) => void): ResultSink {
  const tell = (message: ChatMessage, result: DeliveryResult | undefined) => {
    if (result && 'status' in result && result.status === 'delivered') announce(message);
  };
  return {
    deliver: async (message, signal) => {
      const receipt = await sink.deliver(message, signal);
      tell(message, receipt);
      return receipt;
    },
    deliverAll: async (messages, signal) => {
      const results = await sink.deliverAll(messages, signal);
      for (const [n, message] of messages.entries()) tell(message, results[n]);
      return results;
    },
    rehearse: async (message) => {
      await sink.rehearse?.(message);
    },
  };
}
