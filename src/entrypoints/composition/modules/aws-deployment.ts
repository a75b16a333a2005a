import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { AwsAccess } from '../../../adapters/aws-deployment/aws-access.ts';
import { AwsFunctions } from '../../../adapters/aws-deployment/aws-functions.ts';
import { AwsStorage } from '../../../adapters/aws-deployment/aws-storage.ts';
import * as clients from '../../../adapters/aws-deployment/tokens.ts';
import { ACCESS, DEPLOYED_FUNCTIONS, DEPLOYED_STORAGE } from '../validation-tokens.ts';
import { hasOwnEndpoint } from './s3-client.ts';

/** Milliseconds. Somebody waits for it. */
const requestHandler = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } as const;
const MAX_ATTEMPTS = 3;

/** Looks at what is deployed. @param region the AWS SDK's own if absent */
export function awsDeployment(region: string | undefined): ContainerModule {
  const config = { requestHandler, maxAttempts: MAX_ATTEMPTS, ...(region !== undefined && { region }) };
  return new ContainerModule(({ bind }) => {
    const bindClient = <T extends { destroy(): void }>(token: ServiceIdentifier<T>, open: () => T) => {
      bind(token)
        .toDynamicValue(open)
        .inSingletonScope()
        .onDeactivation((client) => {
          client.destroy();
        });
    };
    bindClient(clients.LAMBDA_CLIENT, () => new LambdaClient(config));
    bindClient(clients.DYNAMODB_CLIENT, () => new DynamoDBClient(config));
    bindClient(clients.BUCKET_CLIENT, () => new S3Client({ ...config, forcePathStyle: hasOwnEndpoint() }));
    bindClient(clients.STS_CLIENT, () => new STSClient(config));
    bindClient(clients.IAM_CLIENT, () => new IAMClient(config));
    bind(DEPLOYED_FUNCTIONS).to(AwsFunctions).inSingletonScope();
    bind(DEPLOYED_STORAGE).to(AwsStorage).inSingletonScope();
    bind(ACCESS).to(AwsAccess).inSingletonScope();
  });
}
