import { AssertionError, ok, strictEqual } from 'node:assert/strict';
import { DeliveryError } from '../../../domain/delivery-error.ts';
import type { DeliveryReceipt } from '../../../domain/result-sink.ts';
import { endsSoon } from './ends-soon.ts';

/** Whether a delivery whose time is up was given up, rather than done just before. */
export async function ranOutOfTime(delivery: Promise<DeliveryReceipt>): Promise<boolean> {
  const outcome = await endsSoon(delivery).catch((error: unknown) => error);
  if (outcome instanceof AssertionError) throw outcome;
  if (!(outcome instanceof Error)) return false;
  ok(outcome instanceof DeliveryError, `a DeliveryError is thrown, not ${outcome.name}`);
  strictEqual(outcome.code, 'out-of-time');
  return true;
}
