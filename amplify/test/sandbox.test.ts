import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Template } from 'aws-cdk-lib/assertions';
import { synthesised } from './synthesised.ts';

const { backend, delivery, template, idOf } = await synthesised('sandbox');

test('a sandbox can be deleted: its bucket is emptied, and its tables are not protected', () => {
  const id = idOf(delivery.bucket);
  assert.equal(template.findResources('AWS::S3::Bucket')[id]?.['DeletionPolicy'], 'Delete');
  template.resourcePropertiesCountIs('Custom::S3AutoDeleteObjects', { BucketName: { Ref: id } }, 1);
  for (const model of ['ChatMessage', 'ChatSession']) {
    const stack = backend.data.resources.nestedStacks[model];
    assert.ok(stack, `the data has no model ${model}`);
    const unprotected = { deletionProtectionEnabled: false };
    Template.fromStack(stack).allResourcesProperties('Custom::AmplifyDynamoDBTable', unprotected);
  }
});
