import { createServer } from 'node:http';
import express from 'express';
import { ChatCourierError } from '../../../src/domain/chat-courier-error.ts';
import { DeliveryError } from '../../../src/domain/delivery-error.ts';
import type { DeliveryErrorCode } from '../../../src/domain/error-code.ts';
import { invokeApi } from '../../../src/entrypoints/express/invoke-api.ts';
import { problemHandler } from '../../../src/entrypoints/express/problem-handler.ts';
import { RecordingLogger } from '../../application/recording-logger.ts';
import { listening } from '../../servers/listening.ts';

/** How the server answers a request that fails with this error. */
async function answerTo(error: Error, path = '/'): Promise<Response> {
  const fail = () => Promise.reject(error);
  const authenticate = () => Promise.resolve({ id: 'ada', verified: false });
  const app = express();
  app.get('/', fail);
  app.use(invokeApi({ functionName: 'mine', handle: fail, enqueue: fail, authenticate, timeoutMs: 1_000 }));
  app.use(problemHandler(new RecordingLogger()));
  const { origin, close } = await listening(createServer(app));
  try {
    const headers = { 'x-amz-invocation-type': 'Event' };
    return await fetch(`${origin}${path}`, { method: path === '/' ? 'GET' : 'POST', headers });
  } finally {
    await close();
  }
}

test.each<[DeliveryErrorCode, number]>([
  ['table-not-found', 503],
  ['permission-denied', 503],
  ['throttled', 503],
  ['unavailable', 503],
  ['out-of-time', 503],
  ['invalid-item', 500],
  ['unknown-write-error', 500],
])('%s is %d', async (code, status) => {
  const response = await answerTo(new DeliveryError(code, 'the table is away', ''));
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ error: { code, message: 'the table is away' } });
});

test.each(['queue-closed', 'unavailable'] as const)('%s is 503 in the form of Lambda', async (code) => {
  const response = await answerTo(new ChatCourierError(code, 'away for a moment'), '/mine/invocations');
  expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([503, 'ServiceUnavailable']);
  expect(await response.json()).toEqual({ Type: 'Service', message: 'away for a moment' });
});
