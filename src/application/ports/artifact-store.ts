/** Where a stored object is. */
export interface ArtifactLocation {
  readonly bucket: string;
  readonly key: string;
}

export interface StoredObject {
  /** Of the bytes before they were compressed. */
  readonly contentType: string;
  /** Compressed by gzip. */
  readonly body: Uint8Array;
  /** Epoch seconds: when its message may be forgotten; absent: never. */
  readonly expiresAt?: number | undefined;
}

/**
 * Keeps the parts of messages that are too large for the table.
 *
 * - A key names a message and the content of one of its parts: an object is never shared between messages, since it
 *   expires with its own.
 * - Its form is checked by `checkedArtifactKey`; another one is refused with the code `invalid-item`.
 * - What was kept is there for every reader, whole or not at all, and equals what was given, byte for byte.
 * - When `signal` aborts, the promise is rejected at once, with the code `out-of-time`; the object may be kept all the same.
 * - Every failure is a DeliveryError; trying again is safe.
 */
export interface ArtifactStore {
  /** The bucket in the locations of its objects: the name of the S3 bucket, or `local`. */
  readonly bucket: string;

  /**
   * Keeps an object. One that is there already is kept, and that is success: the key says that it is the same. Where
   * objects expire, its time begins anew.
   */
  put(key: string, object: StoredObject, signal?: AbortSignal): Promise<void>;

  /** An object of this store, still compressed; undefined if there is none. */
  get(key: string, signal?: AbortSignal): Promise<StoredObject | undefined>;
}
