import { Presets, SingleBar } from 'cli-progress';
import { Command } from 'commander';
import type { RedeliveryReport } from '../../application/redeliver.ts';
import type { Chat } from '../../application/ports/chat.ts';
import { readConfig, type Config } from '../composition/config.ts';
import { createContainer } from '../composition/container.ts';
import { InvalidConfigurationError } from '../composition/invalid-configuration-error.ts';
import { CHATS, REDELIVER } from '../composition/tokens.ts';

/** `chat-courier redeliver`: exit code 0, or 1 if something is still parked. */
export function redeliverCommand(): Command {
  return new Command('redeliver')
    .description(
      'Delivers the results that are parked in UNDELIVERED_BUCKET or UNDELIVERED_DIR, and removes what arrived.',
    )
    .option('--json', 'print the counts as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const container = createContainer(configWithParkedResults());
      try {
        const report = await redeliverWithBar();
        process.stdout.write(json ? `${JSON.stringify(report)}\n` : inWords(report));
        if (report.failed + report.refused > 0) process.exitCode = 1;
      } finally {
        await container.unbindAllAsync();
      }

      async function redeliverWithBar(): Promise<RedeliveryReport> {
        const total = await countParked(await container.get(CHATS).async());
        const bar = new SingleBar({ format: '{bar} {value}/{total}  failed: {failed}' }, Presets.shades_classic);
        bar.start(total, 0, { failed: 0 }); // drawn on stderr, and only where that is a terminal
        try {
          return await container.get(REDELIVER)({
            progress: (report) => {
              bar.update(sum(report), { failed: report.failed });
            },
          });
        } finally {
          bar.stop();
        }
      }
    });
}

function configWithParkedResults(): Config {
  const config = readConfig({ LOG_LEVEL: 'silent', ...process.env });
  if (config.undelivered.kind !== 'none') return config;
  const allowed = 'this or UNDELIVERED_DIR says where results are parked';
  throw new InvalidConfigurationError([{ variable: 'UNDELIVERED_BUCKET', value: undefined, allowed }]);
}

async function countParked({ undelivered }: Chat): Promise<number> {
  const keys: string[] = [];
  for await (const { key } of undelivered.all()) keys.push(key);
  return keys.length;
}

function sum({ delivered, alreadyDelivered, refused, failed }: RedeliveryReport): number {
  return delivered + alreadyDelivered + refused + failed;
}

function inWords({ delivered, alreadyDelivered, refused, failed, failures }: RedeliveryReport): string {
  const codes = Object.entries(failures)
    .map(([code, count]) => `${code}: ${count}`)
    .sort();
  const why = codes.length > 0 ? ` (${codes.join(', ')})` : '';
  return `${delivered} delivered, ${alreadyDelivered} had been delivered before, ${refused} refused, ${failed} failed${why}\n`;
}
