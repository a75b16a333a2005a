import { Command } from 'commander';
import type { Chat } from '../../application/ports/chat.ts';
import { readConfig, type Config } from '../composition/config.ts';
import { createContainer } from '../composition/container.ts';
import { InvalidConfigurationError } from '../composition/invalid-configuration-error.ts';
import { CHATS, REDELIVER } from '../composition/tokens.ts';
import { printReport } from './print-report.ts';
import { ProblemList } from './problem-list.ts';
import { withProgressBar } from './with-progress-bar.ts';

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
        const total = await countParked(await container.get(CHATS).async());
        const redeliver = container.get(REDELIVER);
        const problems = new ProblemList();
        const problem = problems.note.bind(problems);
        const report = await withProgressBar(total, (progress) => redeliver({ progress, problem }));
        process.stderr.write(problems.inWords());
        printReport(report, json);
      } finally {
        await container.unbindAllAsync();
      }
    });
}

/** Standard output is for the report: also in a Lambda, where figures would stand before it. */
function configWithParkedResults(): Config {
  const config: Config = { ...readConfig({ LOG_LEVEL: 'silent', ...process.env }), metrics: { kind: 'none' } };
  if (config.undelivered.kind !== 'none') return config;
  const allowed = 'this or UNDELIVERED_DIR says where results are parked';
  throw new InvalidConfigurationError([{ variable: 'UNDELIVERED_BUCKET', value: undefined, allowed }]);
}

async function countParked({ undelivered }: Chat): Promise<number> {
  let total = 0;
  const parked = undelivered.all()[Symbol.asyncIterator]();
  while (!(await parked.next()).done) total++;
  return total;
}
