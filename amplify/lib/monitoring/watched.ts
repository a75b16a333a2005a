import type { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Figures } from './figures-of.ts';

/** What alarms and the dashboard look at. */
export interface Watched {
  readonly figures: Figures;
  readonly orchestrator: IFunction;
  readonly onFailure: IFunction;
  readonly redelivery: IFunction;
  readonly unreported: IQueue;
  readonly redeliverEvery: Duration;
}
