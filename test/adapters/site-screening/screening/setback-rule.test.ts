import { setbackZone } from '../../../../src/adapters/site-screening/screening/setback-rule.ts';

describe('setbackZone', () => {
  test.each([
    [0, 0, 0.8],
    [999, 0.326, 0.8],
    [1_000, 0.326, 1],
    [30_000, 1.784, 1.5],
    [1_000_000, 10.301, 2],
  ])('of %d inhabitants', (population, builtUpRadiusKm, setbackKm) => {
    const zone = setbackZone(population);
    expect(zone.builtUpRadiusKm).toBeCloseTo(builtUpRadiusKm, 2);
    expect(zone.setbackKm).toBe(setbackKm);
    expect(zone.radiusKm).toBeCloseTo(builtUpRadiusKm + setbackKm, 2);
  });
});
