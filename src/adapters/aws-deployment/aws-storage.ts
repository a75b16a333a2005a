import {
  DeleteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { inject, injectable } from 'inversify';
import type {
  DeployedBucket,
  DeployedStorage,
  DeployedTable,
  KeyPart,
} from '../../application/ports/deployed-storage.ts';
import type { Seen } from '../../application/ports/seen.ts';
import { DeliveryError } from '../../domain/delivery-error.ts';
import { look } from './look.ts';
import { lookAtBucket } from './look-at-bucket.ts';
import { BUCKET_CLIENT, DYNAMODB_CLIENT } from './tokens.ts';

const ABSENT = ['ResourceNotFoundException'];

@injectable()
export class AwsStorage implements DeployedStorage {
  constructor(
    @inject(DYNAMODB_CLIENT) private readonly dynamoDb: DynamoDBClient,
    @inject(BUCKET_CLIENT) private readonly s3: S3Client,
  ) {}

  async table(name: string): Promise<Seen<DeployedTable>> {
    const table = await look('dynamodb:DescribeTable', ABSENT, async () => {
      const { Table = {} } = await this.dynamoDb.send(new DescribeTableCommand({ TableName: name }));
      return Table;
    });
    if (table.kind !== 'found') return table;
    return { kind: 'found', value: toTable(table.value, await this.timeToLive(name)) };
  }

  bucket(name: string): Promise<Seen<DeployedBucket>> {
    return lookAtBucket(this.s3, name);
  }

  async remove(tableName: string, id: string): Promise<void> {
    const command = new DeleteItemCommand({ TableName: tableName, Key: { id: { S: id } } });
    const seen = await look('dynamodb:DeleteItem', [], () => this.dynamoDb.send(command));
    if (seen.kind === 'unseen') throw new DeliveryError('permission-denied', seen.why, seen.fix);
  }

  private timeToLive(name: string): Promise<DeployedTable['timeToLive']> {
    return look('dynamodb:DescribeTimeToLive', ABSENT, async () => {
      const { TimeToLiveDescription } = await this.dynamoDb.send(new DescribeTimeToLiveCommand({ TableName: name }));
      const { TimeToLiveStatus = 'DISABLED', AttributeName } = TimeToLiveDescription ?? {};
      return { status: TimeToLiveStatus, attribute: AttributeName };
    });
  }
}

function toTable(description: TableDescription, timeToLive: DeployedTable['timeToLive']): DeployedTable {
  const { TableStatus = 'unknown', KeySchema, AttributeDefinitions = [], GlobalSecondaryIndexes = [] } = description;
  const types = new Map(AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]));
  const toKey = (schema: readonly KeySchemaElement[] = []): KeyPart[] =>
    schema.map(
      ({ AttributeName = '?', KeyType = '?' }) =>
        `${AttributeName} (${types.get(AttributeName) ?? '?'}, ${KeyType})` as const,
    );
  return {
    status: TableStatus,
    key: toKey(KeySchema),
    indexes: GlobalSecondaryIndexes.map(({ IndexName = '', IndexStatus, KeySchema, Projection }) => ({
      name: IndexName,
      status: IndexStatus ?? 'unknown',
      key: toKey(KeySchema),
      projection: Projection?.ProjectionType ?? 'unknown',
    })),
    timeToLive,
  };
}
