import { randomUUID } from 'node:crypto';
import type { Container } from 'inversify';
import { validateDeployment } from '../../application/validation/validate-deployment.ts';
import { tryDelivery, type TrialDependencies } from '../../application/validation/try-delivery.ts';
import { readConfig } from './config.ts';
import { createContainer } from './container.ts';
import { awsDeployment } from './modules/aws-deployment.ts';
import { dynamoDbStorage } from './modules/dynamodb-storage.ts';
import { CHAT_HISTORY, CLOCK, RESULT_SINK } from './tokens.ts';
import { ACCESS, DEPLOYED_FUNCTIONS, DEPLOYED_STORAGE, VALIDATE_DEPLOYMENT } from './validation-tokens.ts';
import { variableIssues } from './variable-issues.ts';

/** Wires what validates a deployment. @param region the AWS SDK's own if absent */
export async function createValidationContainer(region: string | undefined): Promise<Container> {
  const container = createContainer(readConfig({ LOG_LEVEL: 'silent' }));
  await container.loadAsync(awsDeployment(region));
  container
    .bind(VALIDATE_DEPLOYMENT)
    .toResolvedValue(
      (functions, storage, access, clock) => {
        const random = () => randomUUID().replaceAll('-', '');
        const trial = tryDelivery({ openChat: chatOpener(container, region), storage, clock, random });
        return validateDeployment({ functions, storage, access, issuesOf: variableIssues, tryDelivery: trial });
      },
      [DEPLOYED_FUNCTIONS, DEPLOYED_STORAGE, ACCESS, CLOCK],
    )
    .inSingletonScope();
  return container;
}

/** Opens the chat as a function does, with the real sink. */
function chatOpener(container: Container, region: string | undefined): TrialDependencies['openChat'] {
  return async (tableName) => {
    const clientConfig = region === undefined ? {} : { region };
    await container.loadAsync(dynamoDbStorage({ tableName, clientConfig }));
    return { sink: container.get(RESULT_SINK), history: container.get(CHAT_HISTORY) };
  };
}
