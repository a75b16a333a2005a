/**
 * How far turbines stay away from a settlement, by its inhabitants: the first row that they fit into.
 *
 * Laws differ: Denmark asks for four tip heights (about 800 m for 200 m turbines), several German states for 1,000 m,
 * Scotland's planning guidance for up to 2 km around towns. The rule spans that range; no country's law is applied.
 */
export const SETBACK_RULE = [
  { inhabitantsBelow: 1_000, setbackKm: 0.8 },
  { inhabitantsBelow: 10_000, setbackKm: 1 },
  { inhabitantsBelow: 100_000, setbackKm: 1.5 },
  { inhabitantsBelow: Infinity, setbackKm: 2 },
] as const;

/** GeoNames has a settlement's centre, not its outline. The outline is taken to be a circle with so many people per km². */
export const ASSUMED_DENSITY_PER_KM2 = 3_000;

export interface SetbackZone {
  /** Of the circle that the buildings are taken to fill. */
  readonly builtUpRadiusKm: number;
  /** From the edge of the buildings. */
  readonly setbackKm: number;
  /** The two together: from the settlement's centre. */
  readonly radiusKm: number;
}

/** @param population inhabitants; 0 where unknown, which is taken for a small village */
export function setbackZone(population: number): SetbackZone {
  const builtUpRadiusKm = Math.sqrt(population / ASSUMED_DENSITY_PER_KM2 / Math.PI);
  const setbackKm = SETBACK_RULE.find(({ inhabitantsBelow }) => population < inhabitantsBelow)?.setbackKm ?? 2;
  return { builtUpRadiusKm, setbackKm, radiusKm: builtUpRadiusKm + setbackKm };
}
