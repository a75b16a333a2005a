import { defineFunction } from '@aws-amplify/backend';
import { Duration } from 'aws-cdk-lib';
import { courierFunction } from '../lib/courier-function.ts';
import { deploymentPackage } from './deployment-package.ts';

/** `src/entrypoints/lambda/send-message.ts`: the resolver of `sendMessage`, which starts the orchestrator. */
export const sendMessage = defineFunction(
  (scope) =>
    courierFunction(scope, 'sendMessage', {
      description: 'Starts the orchestrator for a message of a user',
      code: deploymentPackage('send-message'),
      memorySize: 512,
      timeout: Duration.seconds(25), // AppSync waits for 30 s
    }),
  { resourceGroupName: 'data' },
);
