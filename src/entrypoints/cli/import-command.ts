import { createReadStream } from 'node:fs';
import { Command } from 'commander';
import type { ImportProblem } from '../../application/import-messages.ts';
import { readConfig } from '../composition/config.ts';
import { createContainer } from '../composition/container.ts';
import { IMPORT_MESSAGES } from '../composition/tokens.ts';
import { linesOf } from './lines-of.ts';
import { printReport } from './print-report.ts';
import { withProgressBar } from './with-progress-bar.ts';

/** `chat-courier import <file.jsonl>`: exit code 0, or 1 if a message did not arrive. */
export function importCommand(): Command {
  return new Command('import')
    .description('Brings finished messages into their chats: one a line, as JSON, as the message API returns it.')
    .argument('<file>', 'JSON lines, UTF-8')
    .option('--json', 'print the counts as JSON')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const lines = () => linesOf(createReadStream(file, 'utf8') as AsyncIterable<string>);
      const total = await count(lines());
      const container = createContainer(readConfig({ LOG_LEVEL: 'silent', ...process.env }));
      try {
        const importMessages = container.get(IMPORT_MESSAGES);
        const problem = tellProblem;
        printReport(await withProgressBar(total, (progress) => importMessages(lines(), { progress, problem })), json);
      } finally {
        await container.unbindAllAsync();
      }
    });
}

async function count(lines: AsyncIterable<string>): Promise<number> {
  let total = 0;
  for await (const line of lines) if (line.trim() !== '') total++;
  return total;
}

function tellProblem({ line, messageId, reason }: ImportProblem): void {
  const ahead = process.stderr.isTTY ? '\r\u001B[K' : ''; // where the bar is
  const which = messageId === undefined ? `line ${line}` : `line ${line} (${messageId})`;
  process.stderr.write(`${ahead}${which}: ${inWords(reason)}\n`);
}

function inWords(reason: ImportProblem['reason']): string {
  if (reason === 'kept') return 'another message stands in its place, say that its job failed';
  if (reason === 'refused') return 'refused: the session does not exist or belongs to somebody else';
  return reason.message;
}
