import express from 'express';
import type { AddressInfo } from 'node:net';
import { ChatCourierError } from '../../../src/domain/chat-courier-error.ts';
import { DeliveryError } from '../../../src/domain/delivery-error.ts';
import type { DeliveryErrorCode } from '../../../src/domain/error-code.ts';
import { invokeApi } from '../../../src/entrypoints/express/invoke-api.ts';
import { problemHandler } from '../../../src/entrypoints/express/problem-handler.ts';
import { RecordingLogger } from '../../application/recording-logger.ts';

/** How the server answers a request that fails with this error. */
async function answerTo(error: Error, path = '/'): Promise<Response> {
  const fail = () => Promise.reject(error);
  const authenticate = () => Promise.resolve({ id: 'ada', verified: false });
  const app = express();
  app.get('/', fail);
  app.use(invokeApi({ functionName: 'mine', handle: fail, enqueue: fail, authenticate, timeoutMs: 1_000 }));
  app.use(problemHandler(new RecordingLogger()));
  const server = app.listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const headers = { 'x-amz-invocation-type': 'Event' };
    const { port } = server.address() as AddressInfo;
    return await fetch(`http://127.0.0.1:${port}${path}`, { method: path === '/' ? 'GET' : 'POST', headers });
  } finally {
    server.close();
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
