import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import type { ServiceIdentifier } from 'inversify';

export const LAMBDA_CLIENT = Symbol.for('DeploymentLambdaClient') as ServiceIdentifier<LambdaClient>;
export const DYNAMODB_CLIENT = Symbol.for('DeploymentDynamoDbClient') as ServiceIdentifier<DynamoDBClient>;
export const BUCKET_CLIENT = Symbol.for('DeploymentS3Client') as ServiceIdentifier<S3Client>;
export const STS_CLIENT = Symbol.for('DeploymentStsClient') as ServiceIdentifier<STSClient>;
export const IAM_CLIENT = Symbol.for('DeploymentIamClient') as ServiceIdentifier<IAMClient>;
