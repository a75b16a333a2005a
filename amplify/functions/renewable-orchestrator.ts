import { defineFunction } from '@aws-amplify/backend';
import { Duration } from 'aws-cdk-lib';
import { courierFunction } from '../lib/courier-function.ts';
import { deploymentPackage } from './deployment-package.ts';

/**
 * `src/entrypoints/lambda/orchestrator.ts`: works on a request for up to 15 minutes, and delivers its answer.
 *
 * It stands in the stack of the data: it needs the tables, and the API needs it, by way of `sendMessage`.
 */
export const renewableOrchestrator = defineFunction(
  (scope) =>
    courierFunction(scope, 'renewableOrchestrator', {
      description: 'Works on a request and delivers the answer to the chat',
      code: deploymentPackage('orchestrator'),
      memorySize: 1_024, // site-screening takes about 160 MB; the processor grows with the memory
      timeout: Duration.minutes(15),
    }),
  { resourceGroupName: 'data' },
);
