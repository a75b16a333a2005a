import { createLambdaHandler } from './create-lambda-handler.ts';

/** The Lambda function that runs the configured orchestrator. The event is the request itself. */
export const handler = createLambdaHandler();
