import { DeliveryError } from '../domain/delivery-error.ts';

const MAX_LENGTH = 1_024;

/** What is safe in S3 and in a URL; neither `.` nor `..` is a segment. */
const FORM = /^(?!\.{1,2}(\/|$))[\w!.*'():=@-]+(\/(?!\.{1,2}(\/|$))[\w!.*'():=@-]+)*$/;

/**
 * The key itself if it may name an object in every store.
 *
 * @throws DeliveryError `invalid-item`
 */
export function checkedArtifactKey(key: string): string {
  if (key.length <= MAX_LENGTH && FORM.test(key)) return key;
  throw new DeliveryError(
    'invalid-item',
    `not a key of a stored object: ${JSON.stringify(key.slice(0, 100))}`,
    `A key is 1 to ${MAX_LENGTH} letters, digits and ! - _ . * ' ( ) : = @, in segments joined by slashes, none of them . or ..`,
  );
}
