/** An object as it is stored. */
export interface StoredObject {
  /** The media type of what `body` decodes to. */
  readonly contentType: string;
  /** gzip-encoded. */
  readonly body: Uint8Array;
}

/** Keeps the parts of messages that are too large for the table. Each method throws DeliveryError if it cannot. */
export interface ArtifactStore {
  /** What references to its objects name as their bucket. */
  readonly bucket: string;
  /**
   * Keeps an object. Keys name their content: an object that is there already is kept as it is, and that is success. When
   * `signal` aborts, the promise is rejected at once, with the code `out-of-time`.
   */
  put(key: string, object: StoredObject, signal?: AbortSignal): Promise<void>;
  /** The object as it was put; undefined if it is not there. */
  get(key: string, signal?: AbortSignal): Promise<StoredObject | undefined>;
}
