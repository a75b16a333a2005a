import { PutObjectCommand, S3ServiceException, type PutObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { DeliveryError } from '../../domain/delivery-error.ts';
import { sendOptions } from './send-options.ts';

/** Another object of this key was put before. */
const THERE = 412;
const CONFLICT = 409;

/** Milliseconds. */
const PAUSES_AFTER_CONFLICT = [50, 100, 200, 400];

/**
 * Puts an object unless there is one of the same key. S3 answers 409 when another request for the key is under way, and
 * wants the upload to be tried again.
 *
 * @returns whether there was one
 */
export async function putIfAbsent(
  client: S3Client,
  object: Omit<PutObjectCommandInput, 'IfNoneMatch'>,
  signal?: AbortSignal,
): Promise<'put' | 'there'> {
  const command = new PutObjectCommand({ ...object, IfNoneMatch: '*' });
  for (const pause of PAUSES_AFTER_CONFLICT) {
    const status = await put(client, command, signal);
    if (status !== CONFLICT) return status === THERE ? 'there' : 'put';
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (signal?.aborted) break;
  }
  throw new DeliveryError(
    'unavailable',
    'other requests for the same key kept this one from being carried out',
    'Nothing has to be done if it passes; else see who writes into the bucket besides.',
  );
}

async function put(client: S3Client, command: PutObjectCommand, signal?: AbortSignal): Promise<number | undefined> {
  try {
    return (await client.send(command, sendOptions(signal))).$metadata.httpStatusCode;
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === CONFLICT || status === THERE) return status;
    throw error;
  }
}
