import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ServiceIdentifier } from 'inversify';
import type { Packing } from './packing/pack-message.ts';

export const DOCUMENT_CLIENT = Symbol.for('DocumentClient') as ServiceIdentifier<DynamoDBDocumentClient>;
export const TABLE_NAME = Symbol.for('ChatMessageTableName') as ServiceIdentifier<string>;
export const PACKING = Symbol.for('Packing') as ServiceIdentifier<Packing>;

export const SESSION_TABLE_NAME = Symbol.for('ChatSessionTableName') as ServiceIdentifier<string>;
