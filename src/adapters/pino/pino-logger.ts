import { inject, injectable, type ServiceIdentifier } from 'inversify';
import type { Logger as Pino } from 'pino';
import type { Logger, LogLevel } from '../../application/ports/logger.ts';
import { describeError } from './describe-error.ts';

/** Makes the pino that writes. */
export const PINO = Symbol.for('Pino') as ServiceIdentifier<() => Pino>;

/** Writes a JSON object per line. pino is made when there is a first line: many a request writes none. */
@injectable()
export class PinoLogger implements Logger {
  private pino: Pino | undefined;

  constructor(@inject(PINO) private readonly make: () => Pino) {}

  log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.pino ??= this.make().child({}, { serializers: { err: (error: unknown) => describeError(error) } });
    this.pino[level](fields, message);
  }
}
