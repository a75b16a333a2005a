import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { chatMessageTable } from '../src/adapters/dynamodb/chat-message-table.ts';
import { largeResponse, SLOW_MS, smallResponse } from './sample-responses.ts';

export interface Services {
  readonly dynamoDb: string;
  /** Answers `/small` and `/large` at once, `/slow` after SLOW_MS. */
  readonly orchestrator: string;
}

const ANSWERS: Readonly<Record<string, { body: string; afterMs: number }>> = {
  '/small': { body: JSON.stringify(smallResponse), afterMs: 0 },
  '/large': { body: JSON.stringify(largeResponse), afterMs: 0 },
  '/slow': { body: JSON.stringify(smallResponse), afterMs: SLOW_MS },
};

const [tableName = ''] = process.argv.slice(2);
const dynamoDb = await listen(dynalite({ createTableMs: 0 }));
const orchestrator = await listen(
  createServer((request, response) => {
    const { body, afterMs } = ANSWERS[request.url ?? ''] ?? { body: 'null', afterMs: 0 };
    request.resume().on('end', () => {
      if (afterMs === 0) response.end(body);
      else setTimeout(() => response.end(body), afterMs);
    });
  }),
);
const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
await new DynamoDBClient({ endpoint: dynamoDb, region: 'local', credentials }).send(
  new CreateTableCommand(chatMessageTable(tableName)),
);
process.once('disconnect', () => process.exit());
process.send?.({ dynamoDb, orchestrator } satisfies Services);

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
