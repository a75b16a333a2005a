import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { graphql, GraphQLError } from 'graphql';
import { appSyncSchema } from './app-sync-schema.ts';

export type Item = Readonly<Record<string, unknown>> & { readonly id: string; readonly createdAt: string };

interface ListArguments {
  readonly chatSessionId: string;
  readonly createdAt?: { readonly ge?: string } | null;
  readonly limit?: number | null;
  readonly nextToken?: string | null;
}

interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly authorization: string | undefined;
}

/** Done before the next request is answered; what it returns is done after it. */
type Once = () => () => void;

type Fault = 'unreachable' | 'refusal' | undefined;

/** The API that Amplify deploys, on this machine: the real schema, over items as the table holds them. */
export async function startFakeAppSync() {
  const schema = await appSyncSchema();
  const items = new Map<string, Item>();
  const asked: Asked[] = [];
  const sent: unknown[] = [];
  const counts = { atOnce: 0, mostAtOnce: 0, aborted: 0 };
  const behaviour = { fault: undefined as Fault, delay: 0, once: undefined as Once | undefined };

  const rootValue = {
    listChatMessagesByChatSessionIdAndCreatedAt: ({ chatSessionId, createdAt, limit, nextToken }: ListArguments) => {
      if (behaviour.fault === 'refusal') throw new GraphQLError('Not Authorized to access this');
      const found = [...items.values()]
        .filter((item) => item['chatSessionId'] === chatSessionId && item.createdAt >= (createdAt?.ge ?? ''))
        .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
      const from = Number(nextToken ?? 0);
      const to = from + (limit ?? 100);
      return { items: found.slice(from, to), nextToken: to < found.length ? String(to) : null };
    },
    createChatSession: ({ input }: { readonly input: object }) => {
      const now = new Date().toISOString();
      return { ...input, id: `session-${asked.length}`, createdAt: now, updatedAt: now };
    },
    createChatMessage: ({ input }: { readonly input: Item }) => {
      if (items.has(input.id)) throw new AppSyncError('The conditional request failed');
      items.set(input.id, input);
      return input;
    },
    sendMessage: (message: { readonly messageId: string }) => {
      if (behaviour.fault === 'refusal') throw new GraphQLError('the job could not be started');
      sent.push(message);
      return { answerId: `answer-to-${message.messageId}` };
    },
  };

  const server = createServer((request, response) => {
    counts.mostAtOnce = Math.max(counts.mostAtOnce, ++counts.atOnce);
    response.on('close', () => {
      counts.atOnce--;
      if (!response.writableFinished) counts.aborted++;
    });
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { query, variables } = (await json(request)) as Asked;
    asked.push({ query, variables, authorization: request.headers.authorization });
    await new Promise((resolve) => setTimeout(resolve, behaviour.delay));
    if (behaviour.fault === 'unreachable') {
      request.socket.destroy();
      return;
    }
    const after = behaviour.once?.();
    behaviour.once = undefined;
    const result = await graphql({ schema, source: query, rootValue, variableValues: variables });
    after?.();
    const errors = result.errors?.map((error) => ({ ...error.toJSON(), ...errorTypeOf(error.originalError) }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...result, ...(errors && { errors }) }));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    asked,
    sent,
    counts,
    behaviour,
    items,
    put: (...all: readonly Item[]) => {
      for (const item of all) items.set(item.id, item);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

class AppSyncError extends Error {}

/** As the resolver of a create that Amplify generates says it. */
function errorTypeOf(error: unknown) {
  return error instanceof AppSyncError ? { errorType: 'DynamoDB:ConditionalCheckFailedException' } : {};
}
