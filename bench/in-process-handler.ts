import { ContainerModule } from 'inversify';
import { ORCHESTRATOR } from '../src/entrypoints/composition/tokens.ts';
import { createLambdaHandler } from '../src/entrypoints/lambda/create-lambda-handler.ts';
import { largeResponse } from './sample-responses.ts';

/** The Lambda function with an orchestrator that costs nothing: what is left is the cost of the delivery. */
export const handler = createLambdaHandler({
  orchestrator: () =>
    Promise.resolve(
      new ContainerModule(({ bind }) => {
        bind(ORCHESTRATOR).toConstantValue({ run: () => Promise.resolve(largeResponse) });
      }),
    ),
});
