import 'reflect-metadata';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { documentClient } from '../../../src/adapters/dynamodb/document-client.ts';
import { DynamoDbChatHistory } from '../../../src/adapters/dynamodb/dynamodb-chat-history.ts';
import { DynamoDbResultSink } from '../../../src/adapters/dynamodb/dynamodb-result-sink.ts';
import { sampleMessage } from '../../../src/entrypoints/library/testing/sample-message.ts';
import { createTable } from '../../engines/chat-message-table-fixture.ts';
import { describeOn, engines, type Engine } from '../../engines/engines.ts';
import { listening, type Listening } from '../../servers/listening.ts';

/** Passes everything on, but breaks the connection after the engine has carried out the first put. */
async function startCuttingProxy(endpoint: string, meanwhile: () => Promise<unknown>): Promise<Listening> {
  let cut = false;
  const server = createServer((request, response) => {
    void (async () => {
      const ofTheConnection = ['host', 'connection', 'content-length'];
      const kept = Object.entries(request.headers).filter(([name]) => !ofTheConnection.includes(name));
      const headers = Object.fromEntries(kept) as Record<string, string>;
      const isFirstPut = (headers['x-amz-target'] ?? '').endsWith('.PutItem') && !cut;
      cut ||= isFirstPut;
      if (isFirstPut) await meanwhile();
      const { method = 'GET' } = request;
      const body = await buffer(request);
      const answer = await fetch(endpoint, { method, headers, ...(method === 'POST' && { body }) });
      const text = await answer.text();
      if (isFirstPut) request.socket.destroy();
      else response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
    })();
  });
  return listening(server);
}

async function deliver(engine: Engine, somebodyElses: boolean) {
  const table = await createTable(engine);
  const message = sampleMessage({ artifacts: [{ type: 'table', data: { rows: 'x'.repeat(2_000) } }] });
  const direct = new DynamoDbResultSink(table.client, table.tableName);
  const meanwhile = () => (somebodyElses ? direct.deliver({ ...message, text: 'theirs' }) : Promise.resolve());
  const proxy = await startCuttingProxy(engine.clientConfig.endpoint as string, meanwhile);
  const client = documentClient({ ...engine.clientConfig, endpoint: proxy.origin });
  try {
    const { status } = await new DynamoDbResultSink(client, table.tableName, { compressOverBytes: 0 }).deliver(message);
    const there = await new DynamoDbChatHistory(table.client, table.tableName).get(message.id);
    return { status, message, there };
  } finally {
    client.destroy();
    await proxy.close();
    await table.destroy();
  }
}

for (const engine of engines)
  describeOn(engine, () => {
    test('a write that was stored, but not confirmed, counts as delivered when it is tried again', async () => {
      const { status, message, there } = await deliver(engine, false);
      expect(status).toBe('delivered');
      expect(there).toEqual(message);
    });

    test('one that was refused, because of somebody else’s answer, does not', async () => {
      const { status, there } = await deliver(engine, true);
      expect(status).toBe('already-delivered');
      expect(there?.text).toBe('theirs');
    });
  });
