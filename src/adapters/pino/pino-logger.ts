import { inject, injectable, type ServiceIdentifier } from 'inversify';
import type { Logger as Pino } from 'pino';
import type { Logger, LogLevel } from '../../application/ports/logger.ts';
import { describeError } from './describe-error.ts';

export const PINO = Symbol.for('Pino') as ServiceIdentifier<Pino>;

/** Writes a JSON object per line. */
@injectable()
export class PinoLogger implements Logger {
  private readonly pino: Pino;

  constructor(@inject(PINO) pino: Pino) {
    this.pino = pino.child({}, { serializers: { err: (error: unknown) => describeError(error) } });
  }

  log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.pino[level](fields, message);
  }
}
