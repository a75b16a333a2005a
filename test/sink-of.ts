import { deliverOneByOne } from '../src/application/deliver-one-by-one.ts';
import type { ResultSink } from '../src/domain/result-sink.ts';

/** A sink that delivers so, several messages one after the other. */
export function sinkOf(deliver: ResultSink['deliver']): ResultSink {
  return { deliver, deliverAll: (messages, signal) => deliverOneByOne(deliver, messages, signal) };
}
