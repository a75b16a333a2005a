import { join } from 'node:path';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import { readConfig, type Config } from '../composition/config.ts';
import { readyMessage } from './ready-message.ts';
import { startServer } from './start-server.ts';

const STORAGES: Record<Config['sink'], (config: Config) => string> = {
  dynamodb: ({ tableName, server }) => (tableName ? `table ${tableName}` : `embedded DynamoDB in ${server.dataDir}`),
  memory: () => 'messages in memory',
  none: () => 'messages are not kept',
};

try {
  const config = readConfig(process.env);
  const server = await startServer(config, { pageFolder: join(import.meta.dirname, '../web') });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void server.close().then(() => process.exit(0));
    });
  }
  process.stdout.write(readyMessage(server.url, STORAGES[config.sink](config)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ChatCourierError && error.code === 'invalid-configuration' ? 2 : 1;
}
