import { DeliveryError } from '../../domain/delivery-error.ts';

type StoreErrorCode = 'store-not-found' | 'permission-denied' | 'unavailable' | 'unknown-write-error';

const CODES = new Map<unknown, StoreErrorCode>(
  Object.entries({
    EEXIST: 'store-not-found',
    ENOENT: 'store-not-found',
    ENOTDIR: 'store-not-found',
    EACCES: 'permission-denied',
    EPERM: 'permission-denied',
    EROFS: 'permission-denied',
    EDQUOT: 'unavailable',
    EIO: 'unavailable',
    EMFILE: 'unavailable',
    ENFILE: 'unavailable',
    ENOSPC: 'unavailable',
  }),
);

/** Translates what Node throws when it cannot keep or read an object. */
export function toStoreError(cause: unknown, folder: string): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  const code = CODES.get((cause as NodeJS.ErrnoException).code) ?? 'unknown-write-error';
  const { message, remedy } = EXPLANATIONS[code](folder);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DeliveryError(code, `${message} (${reason})`, remedy, { cause });
}

type Explanation = (folder: string) => { readonly message: string; readonly remedy: string };

const EXPLANATIONS: Readonly<Record<StoreErrorCode, Explanation>> = {
  'store-not-found': (folder) => ({
    message: `the folder ${folder} for stored objects does not exist and cannot be made`,
    remedy: 'Check ARTIFACT_DIR, or DATA_DIR on the server: something else than a folder is in the way.',
  }),
  'permission-denied': (folder) => ({
    message: `permission to use the folder ${folder} is denied`,
    remedy: 'Let the user that runs this read and write there, or set ARTIFACT_DIR to another folder.',
  }),
  unavailable: (folder) => ({
    message: `the folder ${folder} cannot be written or read now`,
    remedy: 'Check that the disk has space left and works, and the limits of open files.',
  }),
  'unknown-write-error': (folder) => ({
    message: `keeping or reading an object in the folder ${folder} failed`,
    remedy: 'See the cause in this log line.',
  }),
};
