import { toStoreError } from '../../../src/adapters/filesystem/to-store-error.ts';
import { DeliveryError } from '../../../src/domain/delivery-error.ts';

const failure = (code: string) => Object.assign(new Error(`${code}: open '/objects/a'`), { code });

test.each([
  ['EACCES', 'permission-denied', 'read and write there'],
  ['EROFS', 'permission-denied', 'read and write there'],
  ['ENOSPC', 'unavailable', 'space left'],
  ['EMFILE', 'unavailable', 'open files'],
  ['ENOTDIR', 'store-not-found', 'ARTIFACT_DIR'],
  ['EBADF', 'unknown-write-error', 'See the cause'],
])('%s is told as %s', (name, code, remedy) => {
  const cause = failure(name);
  const error = toStoreError(cause, '/objects');
  expect(error).toBeInstanceOf(DeliveryError);
  expect(error).toMatchObject({ code, cause, remedy: expect.stringContaining(remedy) as string });
  expect(error.message).toContain('the folder /objects');
});

test('what is a DeliveryError already stays as it is', () => {
  const error = new DeliveryError('out-of-time', 'late', 'Begin earlier.');
  expect(toStoreError(error, '/objects')).toBe(error);
});
