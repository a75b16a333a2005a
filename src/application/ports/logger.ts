export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/**
 * Structured logging. `fields` are facts to search by: ids, counts, sizes, durations, and an Error under `err`. Message
 * texts, artifacts, queries and secrets are never among them. Logging never throws.
 */
export interface Logger {
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}
