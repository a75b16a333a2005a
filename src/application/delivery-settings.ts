export interface DeliverySettings {
  /** Kept from the time left for writing the answer, in milliseconds. */
  readonly reserveMs: number;
  /** The shortest time between two writes of progress, in milliseconds. */
  readonly progressIntervalMs: number;
  /** How many days after its last change a message may be forgotten; absent: never. */
  readonly messageTtlDays?: number | undefined;
}
