import { factsOf } from '../../application/call.ts';
import { knownEndings } from '../../application/known-endings.ts';
import type { RedeliveryReport } from '../../application/redeliver.ts';
import { readConfig } from '../composition/config.ts';
import { createContainer } from '../composition/container.ts';
import { LOGGER, REDELIVER } from '../composition/tokens.ts';
import { invocationOf, type LambdaContext } from './invocation-of.ts';

const container = createContainer(readConfig(process.env, 'function'));
const [redeliver, logger] = [container.get(REDELIVER), container.get(LOGGER)];

/** Of the runs that were in this process: their events need no repeating. */
const known = knownEndings();

/** Kept for the report when the time runs out, in milliseconds. */
const RESERVE = 2_000;

/** Delivers what is parked, on a schedule. What is left when the time is up is left for the next run. */
export async function handler(_event: unknown, context: LambdaContext): Promise<RedeliveryReport> {
  const { deadline, ...call } = invocationOf(context, process.env['_X_AMZN_TRACE_ID'], new Date());
  const report = await redeliver({ until: new Date(deadline.getTime() - RESERVE), known, call });
  logger.log('info', 'Redelivery has ended', { ...factsOf(call), ...report });
  return report;
}
