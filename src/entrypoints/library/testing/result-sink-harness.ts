import type { ChatMessage } from '../../../domain/chat-message.ts';
import type { ResultSink } from '../../../domain/result-sink.ts';

export interface ResultSinkFixture {
  readonly sink: ResultSink;
  /** Reads what is stored without the sink's help; undefined if there is nothing. */
  readonly readBack: (id: string) => Promise<ChatMessage | undefined>;
  readonly destroy: () => Promise<void>;
}

export interface ResultSinkHarness {
  readonly name: string;
  /** Whether the sink stores messages, or takes and discards them. */
  readonly keeps: 'messages' | 'nothing';
  /** A sink with a storage of its own, empty. */
  readonly create: () => Promise<ResultSinkFixture>;
}

export interface ContractCase {
  readonly name: string;
  /** @throws AssertionError where the sink breaks the contract */
  readonly run: () => Promise<void>;
}

/** @throws AssertionError where the sink breaks the contract */
export type Check = (fixture: ResultSinkFixture, harness: ResultSinkHarness) => Promise<void>;
