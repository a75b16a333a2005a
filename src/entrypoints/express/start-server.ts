import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Express } from 'express';
import type { Config } from '../composition/config.ts';
import type { Replacements } from '../composition/lazy-services.ts';
import { createServerContainer } from '../composition/server-container.ts';
import { CHAT_FEED, EVENT_QUEUE } from '../composition/tokens.ts';
import { redeliverRegularly } from './redeliver-regularly.ts';
import { createApp } from './create-app.ts';

export interface RunningServer {
  readonly url: string;
  /** Takes no more requests, lets the running jobs end, and stops. */
  close(): Promise<void>;
}

export interface ServerReplacements extends Replacements {
  /** Where the built page is; absent: the server has none. */
  readonly pageFolder?: string | undefined;
}

/** Starts the server; without a table to use, over an embedded DynamoDB. What was started is stopped if it fails. */
export async function startServer(
  config: Config,
  { pageFolder, ...replacements }: ServerReplacements = {},
): Promise<RunningServer> {
  const { host, port, dataDir } = config.server;
  const stops: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
  };
  try {
    const embedded = needsEngine(config, replacements) ? await startEngine(dataDir) : undefined;
    if (embedded) stops.push(() => embedded.stop());
    const storage = embedded && (() => Promise.resolve(embedded.module));
    const container = await createServerContainer(config, { storage, ...replacements });
    stops.push(() => container.unbindAllAsync());
    stops.push(redeliverRegularly(container)); // before it listens, so that it stops to listen first
    const server = await listen(createApp(container, config.server, pageFolder), port, host);
    stops.push(() => {
      const ended = closed(server);
      container.get(CHAT_FEED).close(); // who watches would hold up the server's end
      return Promise.all([ended, container.get(EVENT_QUEUE).close()]);
    });
    await container.get(EVENT_QUEUE).resume();
    return { url: urlOf(server), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function needsEngine({ sink, tableName }: Config, { storage }: Replacements): boolean {
  return sink === 'dynamodb' && tableName === undefined && storage === undefined;
}

async function startEngine(dataDir: string) {
  const { startEmbeddedStorage } = await import('../composition/modules/embedded-storage.ts');
  return startEmbeddedStorage(join(dataDir, 'dynamodb'));
}

function listen(app: Express, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error) => {
      if (error) reject(error);
      else resolve(server);
    });
    server.on('request', (request, response) => {
      response.once('finish', () => {
        if (!server.listening) request.socket.end(); // kept alive, it would hold up the server's end
      });
    });
  });
}

function closed(server: Server): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve));
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
