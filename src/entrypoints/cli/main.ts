#!/usr/bin/env node
import { Command } from 'commander';
import { InvalidConfigurationError } from '../composition/invalid-configuration-error.ts';
import { importCommand } from './import-command.ts';
import { redeliverCommand } from './redeliver-command.ts';
import { validateCommand } from './validate-command.ts';

const program = new Command('chat-courier')
  .description('Delivers the answers of long jobs to a chat. Configured by environment variables, like the rest.')
  .addCommand(redeliverCommand())
  .addCommand(importCommand())
  .addCommand(validateCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof InvalidConfigurationError ? 2 : 1;
}
