/** Decimal degrees: `lat` -90 to 90, `lng` -180 to 180. */
export interface Position {
  readonly lat: number;
  readonly lng: number;
}
