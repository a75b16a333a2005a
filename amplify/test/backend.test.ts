import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { NestedStack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SESSION_INDEX } from '../../src/adapters/dynamodb/chat-message-table.ts';
import { synthesised } from './synthesised.ts';

const backend = await synthesised('branch');
const { template, idOf, delivery } = backend;

test('there is one index, by session and time, under the name that chat-courier reads', () => {
  tableOf('ChatMessage').hasResourceProperties('Custom::AmplifyDynamoDBTable', {
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    globalSecondaryIndexes: [
      Match.objectLike({
        indexName: SESSION_INDEX,
        keySchema: [
          { attributeName: 'chatSessionId', keyType: 'HASH' },
          { attributeName: 'createdAt', keyType: 'RANGE' },
        ],
        projection: { projectionType: 'ALL' },
      }),
    ],
  });
});

test('messages expire by their attribute expiresAt; the data of a branch is kept', () => {
  tableOf('ChatMessage').hasResourceProperties('Custom::AmplifyDynamoDBTable', {
    timeToLiveSpecification: { attributeName: 'expiresAt', enabled: true },
  });
  for (const model of ['ChatMessage', 'ChatSession']) {
    tableOf(model).hasResourceProperties('Custom::AmplifyDynamoDBTable', {
      deletionProtectionEnabled: true,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
  }
  template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain' });
});
