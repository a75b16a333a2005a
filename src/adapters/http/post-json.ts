export interface Posted {
  readonly json: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: Uint8Array;
}

/**
 * Posts JSON and reads the whole answer. `fetch` would give up waiting for the first byte after five minutes, and an
 * orchestrator may take longer.
 *
 * @param maxBytes the most that the answer may have
 * @throws AbortError by `signal`; RangeError for an answer over `maxBytes`; the socket's errors
 */
export function postJson(
  url: URL,
  { json, headers: more }: Posted,
  signal: AbortSignal,
  maxBytes: number,
): Promise<HttpAnswer> {
  // An import would read every export, and one of them loads the whole of `fetch`.
  const { request: send } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  const headers = {
    ...more,
    'content-type': 'application/json',
    accept: 'application/json',
    'content-length': Buffer.byteLength(json),
  };
  return new Promise((resolve, reject) => {
    const request = send(url, { method: 'POST', headers, signal }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > maxBytes) response.destroy(new RangeError(`the answer is over ${maxBytes} bytes`));
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) });
      });
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(json);
  });
}
