import type { Seen } from './seen.ts';

/** One attribute of a key, such as `id (S, HASH)`. */
export type KeyPart = `${string} (${string}, ${string})`;

export interface DeployedIndex {
  readonly name: string;
  /** `ACTIVE`, `CREATING`, `UPDATING`, `DELETING`. */
  readonly status: string;
  readonly key: readonly KeyPart[];
  /** `ALL`, `KEYS_ONLY`, `INCLUDE`. */
  readonly projection: string;
}

export interface DeployedTable {
  /** `ACTIVE`, `CREATING`, `UPDATING`, `DELETING`, … */
  readonly status: string;
  readonly key: readonly KeyPart[];
  readonly indexes: readonly DeployedIndex[];
  /** `ENABLED`, `ENABLING`, `DISABLED`, `DISABLING`, and for which attribute. */
  readonly timeToLive: Seen<{ readonly status: string; readonly attribute?: string | undefined }>;
}

export interface DeployedBucket {
  /** Absent where S3 did not say. */
  readonly region?: string | undefined;
  /** Which of the four blocks of public access are off. */
  readonly unblocked: Seen<readonly string[]>;
  /** `AES256`, `aws:kms`, … */
  readonly encryption: Seen<string>;
}

/** The tables and buckets of an account, as they are now. */
export interface DeployedStorage {
  table(name: string): Promise<Seen<DeployedTable>>;

  /** A bucket in another region is found, with its region and nothing else of it. */
  bucket(name: string): Promise<Seen<DeployedBucket>>;

  /** Removes the item with this `id`, whether or not it is there. @throws Error if it cannot */
  remove(tableName: string, id: string): Promise<void>;
}
