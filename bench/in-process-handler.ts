import { ContainerModule } from 'inversify';
import { ORCHESTRATOR } from '../src/entrypoints/composition/tokens.ts';
import { createLambdaHandler } from '../src/entrypoints/lambda/create-lambda-handler.ts';
import { largeResponse, smallResponse } from './sample-responses.ts';

const response = process.env['SAMPLE'] === 'small' ? smallResponse : largeResponse;

/** The Lambda function with an orchestrator that costs nothing: what is left is the cost of the delivery. */
export const handler = createLambdaHandler({
  orchestrator: () =>
    Promise.resolve(
      new ContainerModule(({ bind }) => {
        bind(ORCHESTRATOR).toConstantValue({ run: () => Promise.resolve(response) });
      }),
    ),
});
