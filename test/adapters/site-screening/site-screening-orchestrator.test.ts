import 'reflect-metadata';
import fc from 'fast-check';
import type { FeatureCollection } from 'geojson';
import { Container } from 'inversify';
import type { Metrics } from '../../../src/adapters/site-screening/answer/metrics-of.ts';
import { SiteScreeningOrchestrator } from '../../../src/adapters/site-screening/site-screening-orchestrator.ts';
import { CLOCK, GEO_DATA } from '../../../src/adapters/site-screening/tokens.ts';
import { faultsOf } from './geojson-faults.ts';
import { idleJob } from '../../application/idle-job.ts';
import { installedGeoData } from './installed-geo-data.ts';

interface Analysis {
  readonly messageContentType: string;
  readonly title: string;
  readonly subtitle: string;
  readonly coordinates: { readonly lat: number; readonly lng: number };
  readonly metrics: Metrics;
  readonly rating: { readonly level: string; readonly reasons: readonly { effect: string; text: string }[] };
  readonly unknown: readonly string[];
  readonly assumptions: readonly string[];
  readonly geojson: FeatureCollection & { readonly attribution: string };
  readonly attribution: readonly { readonly source: string; readonly licence: string }[];
}

/** Each look at this clock is 5 ms after the one before. */
function tickingClock() {
  let time = Date.parse('2026-01-05T10:00:00.000Z');
  return { now: () => new Date((time += 5)) };
}

const orchestrator = () => new SiteScreeningOrchestrator(installedGeoData, tickingClock());

async function analyze(query: string): Promise<Analysis> {
  const { artifacts, success } = await orchestrator().run({ query }, idleJob);
  expect(success).toBe(true);
  expect(artifacts).toHaveLength(1);
  return artifacts[0]?.data as Analysis;
}

const kindsOf = ({ geojson }: Analysis) =>
  new Set(geojson.features.map(({ properties }) => properties?.['kind'] as string));

describe('SiteScreeningOrchestrator', () => {
  test('answers the question of the manual', async () => {
    const { success, message, artifacts, thoughtSteps, metadata } = await orchestrator().run(
      { query: 'Analyze terrain at 40.7128, -74.0060' },
      idleJob,
    );
    expect(success).toBe(true);
    expect(message).toMatch(/^\*\*Unsuitable\.\*\*/);
    expect(message).toContain('New York City (8,175,133 inhabitants');
    expect(message).toContain('Unknown, because the data do not say: wind speed; slope');
    expect(message).toContain('GeoNames (CC BY 4.0)');
    expect(artifacts).toMatchObject([
      {
        type: 'wind_farm_terrain_analysis',
        data: {
          messageContentType: 'wind_farm_terrain_analysis',
          title: 'Wind farm screening at 40.7128° N, 74.006° W',
          subtitle: 'Unsuitable · United States of America · within 5 km',
          coordinates: { lat: 40.7128, lng: -74.006 },
          metrics: { surface: 'land', country: 'United States of America', radiusKm: 5, areaLeftKm2: 0 },
          attribution: [{ source: 'Natural Earth', licence: 'public domain' }, { source: 'GeoNames' }],
        },
        actions: [{ label: 'Widen to 10 km' }, { label: 'Narrow to 2.5 km' }],
      },
    ]);
    expect(thoughtSteps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(thoughtSteps[0]).toEqual({
      step: 1,
      action: 'Read the query',
      reasoning: 'A screening needs one place and a radius.',
      result: '40.7128° N, 74.006° W, within 5 km.',
      status: 'complete',
      timestamp: '2026-01-05T10:00:00.010Z',
      duration: 5,
    });
    expect(metadata).toEqual({
      executionTime: 75,
      toolsUsed: ['natural-earth-outlines', 'geonames-settlements', 'setback-rule'],
    });
  });

  test('is put together by a container', () => {
    const container = new Container();
    container.bind(CLOCK).toConstantValue(tickingClock());
    container.bind(GEO_DATA).toConstantValue(installedGeoData);
    container.bind(SiteScreeningOrchestrator).toSelf();
    expect(container.get(SiteScreeningOrchestrator)).toBeInstanceOf(SiteScreeningOrchestrator);
  });

  test('open sea: no country, no settlement, not rated', async () => {
    const analysis = await analyze('30, -40');
    expect(analysis.metrics).toMatchObject({
      surface: 'sea',
      country: null,
      countriesInCircle: null,
      landShare: 0,
      areaLeftKm2: 0,
      nearestSettlement: null,
      rating: 'not-rated',
    });
    expect(analysis.metrics['coastDistanceKm']).toBeGreaterThan(1_000);
    expect(kindsOf(analysis)).toEqual(new Set(['study-area', 'site']));
  });

  test('far inland: nothing but land, and a coast far away', async () => {
    const { metrics } = await analyze('39.74, -104.99 within 20 km');
    expect(metrics).toMatchObject({ country: 'United States of America', landShare: 1 });
    expect(metrics['coastDistanceKm']).toBeGreaterThan(1_000);
    expect(metrics['nearestSettlement']).toBe('Denver');
  });

  test('empty land is promising', async () => {
    const { metrics, rating } = await analyze('24, 12 within 20 km');
    expect(metrics).toMatchObject({ country: 'Libya', settlementsInReach: 0, areaLeftShare: 1, rating: 'promising' });
    expect(rating.reasons.map(({ effect }) => effect)).toEqual(['favourable', 'favourable', 'favourable']);
  });

  test('on the Danish coast: land and sea, settlements and their zones', async () => {
    const analysis = await analyze('55.47 N, 8.45 E within 10 km');
    expect(analysis.metrics).toMatchObject({ country: 'Denmark', nearestSettlement: 'Esbjerg' });
    expect(analysis.metrics['landShare']).toBeGreaterThan(0.3);
    expect(analysis.metrics['landShare']).toBeLessThan(0.9);
    expect(analysis.metrics['areaLeftKm2']).toBeGreaterThan(20);
    expect(kindsOf(analysis)).toEqual(new Set(['study-area', 'setback', 'coast', 'settlement', 'site']));
  });

  test('on a border: both countries, and a reason for it', async () => {
    const analysis = await analyze('54.81, 9.36 within 10 km');
    expect(analysis.metrics['countriesInCircle']).toBe('Germany, Denmark');
    expect(analysis.rating.reasons.map(({ text }) => text).join()).toContain('The circle lies in Germany and Denmark');
    expect(kindsOf(analysis)).toContain('border');
  });

  test('Fiji, across the antimeridian', async () => {
    const analysis = await analyze('-16.83, -179.97 within 20 km');
    expect(analysis.metrics).toMatchObject({ country: 'Fiji' });
    const studyArea = analysis.geojson.features.find(({ properties }) => properties?.['kind'] === 'study-area');
    expect(studyArea?.geometry.type).toBe('MultiPolygon');
    expect(studyArea?.bbox?.[0]).toBeGreaterThan(studyArea?.bbox?.[2] ?? 0);
  });

  test.each([
    ['90, 0', 'sea', 0],
    ['-90, 0', 'land', 1],
    ['-89.9, 100', 'land', 1],
    ['89.9, -100', 'sea', 0],
  ])('the pole at %s', async (query, surface, landShare) => {
    expect((await analyze(`${query} within 50 km`)).metrics).toMatchObject({ surface, landShare });
  });

  test('holds together anywhere on the globe', async () => {
    const { settlements } = await installedGeoData.load();
    const nearPeople = fc
      .tuple(fc.nat(settlements.lat.length - 1), fc.integer({ min: -30, max: 30 }))
      .map(([index, shift]) => ({
        lat: (settlements.lat[index] ?? 0) + shift / 100,
        lng: settlements.lng[index] ?? 0,
      }));
    const anywhere = fc.record({
      lat: fc.integer({ min: -9000, max: 9000 }).map((value) => value / 100),
      lng: fc.integer({ min: -18000, max: 18000 }).map((value) => value / 100),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(nearPeople, nearPeople, anywhere),
        fc.integer({ min: 1, max: 50 }),
        async (place, radiusKm) => {
          const context = { coordinates: place, radiusKm };
          const response = await orchestrator().run({ query: 'Screen this', context }, idleJob);
          const { metrics, geojson } = response.artifacts[0]?.data as Analysis;
          const number = (name: string) => Number(metrics[name]);
          expect(number('landShare')).toBeGreaterThanOrEqual(0);
          expect(number('landShare')).toBeLessThanOrEqual(1);
          expect(number('areaLeftKm2')).toBeGreaterThanOrEqual(0);
          expect(number('areaLeftKm2')).toBeLessThanOrEqual(number('landAreaKm2'));
          expect(number('landAreaKm2')).toBeLessThanOrEqual(number('circleAreaKm2'));
          expect(number('circleAreaKm2') / (Math.PI * radiusKm ** 2)).toBeCloseTo(1, 2);
          expect(faultsOf(geojson)).toEqual([]);
          // NaN, Infinity, undefined and -0 would come back as something else.
          expect(JSON.parse(JSON.stringify(response))).toStrictEqual(response);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('the follow-ups are understood', async () => {
    for (const query of ['40.7128, -74.0060', '-0.0000004, 0.0000001 within 1.1 km', '90, -180 within 30 km']) {
      const { artifacts } = await orchestrator().run({ query }, idleJob);
      const actions = artifacts[0]?.actions as { label: string; query: string }[];
      expect(actions.length).toBeGreaterThan(0);
      for (const action of actions) {
        const { metrics } = await analyze(action.query);
        expect(action.label).toContain(` ${Number(metrics['radiusKm'])} km`);
      }
    }
  });
});

describe('a query that cannot be served', () => {
  const untouched = { load: () => Promise.reject(new Error('the data must not be loaded')) };
  const refuse = (query: string) => new SiteScreeningOrchestrator(untouched, tickingClock()).run({ query }, idleJob);

  test.each(['hello', '', 'Analyze terrain'])('%j gets examples', async (query) => {
    expect(await refuse(query)).toMatchObject({
      success: false,
      message: expect.stringContaining('- Analyze terrain at 40.7128, -74.0060') as string,
      artifacts: [],
      thoughtSteps: [{ step: 1, result: 'No place found in it.' }],
      metadata: { executionTime: 15, toolsUsed: [] },
    });
  });

  test.each([
    ['95.5, 10', 'Latitude 95.5 is out of range: it goes from -90 to 90.'],
    ['10, 190', 'Longitude 190 is out of range: it goes from -180 to 180.'],
    ['10, 10 within 500 km', 'A radius of 500 km is out of range: it goes from 1 to 50 km.'],
  ])('%j names the range', async (query, problem) => {
    const { success, message } = await refuse(query);
    expect(success).toBe(false);
    expect(message).toContain(problem);
  });

  test('every example is understood', async () => {
    const { message } = await refuse('hello');
    const examples = [...message.matchAll(/^- (.+)$/gm)].map(([, example]) => example ?? '');
    expect(examples).toHaveLength(3);
    for (const example of examples) await analyze(example);
  });

  test('data that cannot be loaded are an accident, not an answer', async () => {
    await expect(refuse('10, 10')).rejects.toThrow('the data must not be loaded');
  });
});
