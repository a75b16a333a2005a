import express from 'express';
import type { AddressInfo } from 'node:net';
import { authenticator } from '../../../src/entrypoints/express/authenticate.ts';
import { invokeApi } from '../../../src/entrypoints/express/invoke-api.ts';

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
  const server = app.listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/2015-03-31/functions/mine/invocations`, { method: 'POST' });
    expect([response.status, response.headers.get('x-amz-function-error')]).toEqual([200, 'Unhandled']);
    expect(await response.json()).toEqual({ errorType: 'TypeError', errorMessage: 'a bug' });
  } finally {
    server.close();
  }
});
