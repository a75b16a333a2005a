import { inject, injectable, type ServiceIdentifier } from 'inversify';
import type { Logger as Pino } from 'pino';
import type { Logger, LogLevel } from '../../application/ports/logger.ts';

export const PINO = Symbol.for('Pino') as ServiceIdentifier<Pino>;

@injectable()
export class PinoLogger implements Logger {
  constructor(@inject(PINO) private readonly pino: Pino) {}

  log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.pino[level](fields, message);
  }
}
