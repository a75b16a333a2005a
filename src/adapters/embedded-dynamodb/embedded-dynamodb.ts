import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput, DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { Level } from 'level';

/** A DynamoDB inside this process, for development: dynalite on a loopback port of its own, its data in a folder. */
export interface EmbeddedDynamoDb {
  /** How a client of the AWS SDK reaches it. */
  readonly clientConfig: DynamoDBClientConfig;
  close(): Promise<void>;
}

/** Starts it and creates the tables that are not there yet. @throws if another process has the folder open */
export async function startEmbeddedDynamoDb(
  folder: string,
  tables: readonly CreateTableCommandInput[],
): Promise<EmbeddedDynamoDb> {
  await mkdir(folder, { recursive: true });
  await checkNobodyHasItOpen(folder);
  const server = dynalite({ path: folder, createTableMs: 0 });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  const clientConfig = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const client = new DynamoDBClient(clientConfig);
  try {
    for (const table of tables) await createIfAbsent(client, table);
  } finally {
    client.destroy();
  }
  return { clientConfig, close: () => close(server) };
}

/** Dynalite would end the process, with an error that nobody can catch. */
async function checkNobodyHasItOpen(folder: string): Promise<void> {
  const level = new Level(folder);
  try {
    await level.open();
    await level.close();
  } catch (cause) {
    throw new Error(`the data folder ${folder} cannot be opened: is another server using it? ${reason(cause)}`, {
      cause,
    });
  }
}

function reason(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error ? `(${cause.message})` : '';
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

async function createIfAbsent(client: DynamoDBClient, table: CreateTableCommandInput): Promise<void> {
  try {
    await client.send(new CreateTableCommand(table));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error) reject(error);
      else resolve();
    });
    server.closeAllConnections();
  });
}
