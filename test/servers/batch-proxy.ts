import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { listening } from './listening.ts';

type Keyed = Readonly<Record<string, { readonly S: string }>>;
interface BatchWrite {
  readonly RequestItems: Record<string, readonly { readonly PutRequest: { readonly Item: Keyed } }[]>;
}
interface BatchGet {
  readonly RequestItems: Record<string, { readonly Keys: readonly Keyed[] }>;
}

/** What happens to a request on its way, which is the n-th of its kind, from 0. */
export interface BatchFaults {
  /** Whether this put comes back unprocessed. */
  readonly leavesPut?: (id: string, n: number) => boolean | Promise<boolean>;
  /** Whether this key comes back unprocessed. */
  readonly leavesKey?: (id: string, n: number) => boolean;
  /** Whether the answer to this request, which was carried out, gets lost. */
  readonly losesAnswer?: (operation: string, n: number) => boolean;
  /** Whether permission is denied for this operation. */
  readonly denies?: (operation: string) => boolean;
}

export interface BatchProxy {
  readonly url: string;
  /** The operation of each request so far, in order. */
  readonly operations: readonly string[];
  close(): Promise<void>;
}

/** Stands in front of a DynamoDB engine, and answers for a part of each batch that it was left unprocessed. */
export async function startBatchProxy(target: string, faults: BatchFaults): Promise<BatchProxy> {
  const operations: string[] = [];

  async function answer(request: IncomingMessage): Promise<[status: number, body: string]> {
    const body = await text(request);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const n = operations.filter((earlier) => earlier === operation).length;
    operations.push(operation);
    if (faults.denies?.(operation)) return [400, '{"__type":"com.amazon#AccessDeniedException","message":"injected"}'];
    const forward = async (changed: unknown): Promise<[number, Record<string, unknown>]> => {
      const passed = await fetch(target, {
        method: 'POST',
        headers: headersOf(request),
        body: JSON.stringify(changed),
      });
      return [passed.status, (await passed.json()) as Record<string, unknown>];
    };
    if (operation === 'BatchWriteItem' && faults.leavesPut) {
      const batch = JSON.parse(body) as BatchWrite;
      const [table = '', puts = []] = Object.entries(batch.RequestItems)[0] ?? [];
      const left: (typeof puts)[number][] = [];
      for (const put of puts) if (await faults.leavesPut(put.PutRequest.Item['id']?.S ?? '', n)) left.push(put);
      const taken = puts.filter((put) => !left.includes(put));
      const [status, output] =
        taken.length > 0 ? await forward({ ...batch, RequestItems: { [table]: taken } }) : [200, {}];
      return [status, JSON.stringify({ ...output, UnprocessedItems: left.length > 0 ? { [table]: left } : {} })];
    }
    if (operation === 'BatchGetItem' && faults.leavesKey) {
      const batch = JSON.parse(body) as BatchGet;
      const [table = '', wanted = { Keys: [] }] = Object.entries(batch.RequestItems)[0] ?? [];
      const left = wanted.Keys.filter(({ id }) => faults.leavesKey?.(id?.S ?? '', n));
      const Keys = wanted.Keys.filter((key) => !left.includes(key));
      const request = { ...batch, RequestItems: { [table]: { ...wanted, Keys } } };
      const [status, output] = Keys.length > 0 ? await forward(request) : [200, { Responses: {} }];
      const UnprocessedKeys = left.length > 0 ? { [table]: { ...wanted, Keys: left } } : {};
      return [status, JSON.stringify({ ...output, UnprocessedKeys })];
    }
    const [status, output] = await forward(JSON.parse(body));
    if (faults.losesAnswer?.(operation, n)) throw new Error('lost');
    return [status, JSON.stringify(output)];
  }

  const server = createServer((request, response) => {
    if (request.method !== 'POST') return response.end(); // a health check
    return void answer(request).then(
      ([status, body]) => response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body),
      () => response.destroy(),
    );
  });
  const { origin, close } = await listening(server);
  return {
    url: origin,
    operations,
    close,
  };
}

/** Those that a DynamoDB engine wants; the rest is the connection's. */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const wanted = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];
  return Object.fromEntries(wanted.map((name) => [name, String(headers[name])]));
}
