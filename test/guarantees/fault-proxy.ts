import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { between, pick, type Random } from './random.ts';
import { listening } from '../servers/listening.ts';

/** What can go wrong between a client and DynamoDB. After `cutAfter` and `errorAfter` the engine has done what was asked. */
export const FAULTS = ['throttled', 'error', 'errorAfter', 'delay', 'cutBefore', 'cutAfter'] as const;

export type Fault = (typeof FAULTS)[number];

export interface FaultProxyOptions {
  /** The engine. */
  readonly endpoint: string;
  /** The share of requests that a fault befalls: 0 to 1. */
  readonly share: number;
  readonly random: Random;
  /** Whether a put meets a part of the table that is throttled all the time, by the request's body. */
  readonly isHot?: (body: string) => boolean;
  /** Told of each put that the engine has carried out, in its order: the item in DynamoDB's JSON. */
  readonly onStored?: (item: StoredItem) => void;
}

export type StoredItem = Readonly<Record<string, { readonly S?: string; readonly BOOL?: boolean }>>;

export interface FaultProxy {
  readonly endpoint: string;
  readonly requests: number;
  readonly injected: Readonly<Record<Fault, number>>;
  /** How many puts the engine refused because of their condition. */
  readonly refusals: number;
  /** From now on nothing goes wrong. */
  heal(): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Stands between a client and a DynamoDB engine, and does to a share of the requests what networks and services do. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true });
  const injected: Record<Fault, number> = {
    ...{ throttled: 0, error: 0, errorAfter: 0, delay: 0, cutBefore: 0, cutAfter: 0 },
  };
  let { share, isHot } = options;
  let requests = 0;
  let refusals = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const fault =
      request.method === 'POST' ? nextFault(isPut(request) && isHot?.(body.toString()) === true) : undefined;
    if (fault === 'throttled') refuse(response, 400, 'ProvisionedThroughputExceededException');
    else if (fault === 'error') refuse(response, 500, 'InternalServerError');
    else if (fault === 'cutBefore') request.socket.destroy();
    else {
      if (fault === 'delay') await wait(between(options.random, 10, 300));
      const answer = await forward(request, body);
      if (fault === 'cutAfter') request.socket.destroy();
      else if (fault === 'errorAfter') refuse(response, 500, 'InternalServerError');
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    }
  }

  function nextFault(hot: boolean): Fault | undefined {
    requests++;
    if (!hot && options.random() >= share) return undefined;
    const fault = hot ? 'throttled' : pick(options.random, FAULTS);
    injected[fault]++;
    return fault;
  }

  async function forward(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const answer = await ask(request, body);
    if (isPut(request)) {
      if (answer.status === 200) options.onStored?.((JSON.parse(body.toString()) as { Item: StoredItem }).Item);
      if (answer.body.includes('ConditionalCheckFailedException')) refusals++;
    }
    if (isBatchWrite(request) && answer.status === 200) {
      for (const item of storedTogether(body, answer.body)) options.onStored?.(item);
    }
    return answer;
  }

  function ask({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      httpRequest(new URL(url ?? '/', options.endpoint), { method, headers, agent }, (answer) => {
        const { statusCode = 0, headers } = answer;
        buffer(answer).then((body) => {
          resolve({ status: statusCode, headers, body });
        }, reject);
      })
        .on('error', reject)
        .end(body);
    });
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  const { origin, close } = await listening(server);
  return {
    endpoint: origin,
    get requests() {
      return requests;
    },
    injected,
    get refusals() {
      return refusals;
    },
    heal: () => {
      share = 0;
      isHot = undefined;
    },
    close: async () => {
      await close();
      agent.destroy();
    },
  };
}

function isPut({ headers }: IncomingMessage): boolean {
  return String(headers['x-amz-target']).endsWith('.PutItem');
}

function isBatchWrite({ headers }: IncomingMessage): boolean {
  return String(headers['x-amz-target']).endsWith('.BatchWriteItem');
}

type Puts = Readonly<Record<string, readonly { readonly PutRequest: { readonly Item: StoredItem } }[]>>;

/** What was put, except for what the engine left unprocessed. */
function storedTogether(request: Buffer, answer: Buffer): StoredItem[] {
  const { RequestItems } = JSON.parse(request.toString()) as { RequestItems: Puts };
  const { UnprocessedItems = {} } = JSON.parse(answer.toString()) as { UnprocessedItems?: Puts };
  const itemsOf = (puts: Puts) => Object.values(puts).flatMap((all) => all.map(({ PutRequest }) => PutRequest.Item));
  const left = new Set(itemsOf(UnprocessedItems).map((item) => item['id']?.S));
  return itemsOf(RequestItems).filter((item) => !left.has(item['id']?.S));
}

function refuse(response: ServerResponse, status: number, type: string): void {
  const body = { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'injected' };
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}
