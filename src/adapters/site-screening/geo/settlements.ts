/** All settlements, as columns: the same index is the same settlement. */
export interface Settlements {
  readonly lat: ArrayLike<number>;
  readonly lng: ArrayLike<number>;
  /** Inhabitants; 0 where GeoNames has no number. */
  readonly population: ArrayLike<number>;
  name(index: number): string;
}
