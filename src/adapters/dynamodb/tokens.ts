import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ServiceIdentifier } from 'inversify';

export const DOCUMENT_CLIENT = Symbol.for('DocumentClient') as ServiceIdentifier<DynamoDBDocumentClient>;
export const TABLE_NAME = Symbol.for('ChatMessageTableName') as ServiceIdentifier<string>;

export const SESSION_TABLE_NAME = Symbol.for('ChatSessionTableName') as ServiceIdentifier<string>;
