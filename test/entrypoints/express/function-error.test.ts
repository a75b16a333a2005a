import { createServer } from 'node:http';
import express from 'express';
import { authenticator } from '../../../src/entrypoints/express/authenticate.ts';
import { invokeApi } from '../../../src/entrypoints/express/invoke-api.ts';
import { listening } from '../../servers/listening.ts';

test('a handler that throws is reported as Lambda does, in X-Amz-Function-Error, without a stack', async () => {
  const handle = () => Promise.reject(new TypeError('a bug'));
  const app = express().use(
    '/2015-03-31/functions',
    invokeApi({
      functionName: 'mine',
      handle,
      enqueue: handle,
      authenticate: authenticator(undefined),
      timeoutMs: 1_000,
    }),
  );
  const { origin, close } = await listening(createServer(app));
  try {
    const response = await fetch(`${origin}/2015-03-31/functions/mine/invocations`, { method: 'POST' });
    expect([response.status, response.headers.get('x-amz-function-error')]).toEqual([200, 'Unhandled']);
    expect(await response.json()).toEqual({ errorType: 'TypeError', errorMessage: 'a bug' });
  } finally {
    await close();
  }
});
