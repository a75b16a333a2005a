// For the SDK's question whether a request's body is a stream, which cannot be sent again: to name the web's class loads it.
import { Readable } from 'node:stream';

export const isStreamingPayload = ({ body } = {}) =>
  body instanceof Readable || body?.constructor?.name === 'ReadableStream';
