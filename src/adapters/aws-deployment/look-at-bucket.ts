import {
  GetBucketEncryptionCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { DeployedBucket } from '../../application/ports/deployed-storage.ts';
import type { Seen } from '../../application/ports/seen.ts';
import { look } from './look.ts';

const BLOCKS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

/** Whether a bucket is there, and how it is protected. */
export async function lookAtBucket(client: S3Client, name: string): Promise<Seen<DeployedBucket>> {
  const head = await look('s3:ListBucket', ['NotFound', 'NoSuchBucket'], () => regionOf(client, name));
  if (head.kind !== 'found') return head;
  const { region, elsewhere } = head.value;
  if (elsewhere) {
    const nothing = { kind: 'unseen', why: 'the bucket is in another region', fix: '' } as const;
    return { kind: 'found', value: { region, unblocked: nothing, encryption: nothing } };
  }
  const [unblocked, encryption] = [await unblockedOf(client, name), await encryptionOf(client, name)];
  return { kind: 'found', value: { region, unblocked, encryption } };
}

async function regionOf(client: S3Client, name: string): Promise<{ region?: string | undefined; elsewhere: boolean }> {
  try {
    const { BucketRegion } = await client.send(new HeadBucketCommand({ Bucket: name }));
    return { region: BucketRegion, elsewhere: false };
  } catch (error) {
    const { $metadata, $response } = error as RedirectError;
    const region = $response?.headers?.['x-amz-bucket-region'];
    if ($metadata?.httpStatusCode !== 301 || region === undefined) throw error;
    return { region, elsewhere: true };
  }
}

interface RedirectError {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

function unblockedOf(client: S3Client, name: string): Promise<DeployedBucket['unblocked']> {
  return look('s3:GetBucketPublicAccessBlock', ['NoSuchPublicAccessBlockConfiguration'], async () => {
    const answer = await client.send(new GetPublicAccessBlockCommand({ Bucket: name }));
    return BLOCKS.filter((block) => answer.PublicAccessBlockConfiguration?.[block] !== true);
  });
}

function encryptionOf(client: S3Client, name: string): Promise<DeployedBucket['encryption']> {
  return look('s3:GetEncryptionConfiguration', ['ServerSideEncryptionConfigurationNotFoundError'], async () => {
    const { ServerSideEncryptionConfiguration } = await client.send(new GetBucketEncryptionCommand({ Bucket: name }));
    const [rule] = ServerSideEncryptionConfiguration?.Rules ?? [];
    return rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? 'unknown';
  });
}
