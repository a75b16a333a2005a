import type { OrchestratorResponse } from '../src/domain/orchestrator-response.ts';

/** How long the orchestrator takes that does not answer at once. */
export const SLOW_MS = 250;

/** Next to nothing, so that a cold start is the cost of chat-courier and not of the work. */
export const smallResponse: OrchestratorResponse = {
  success: true,
  message: 'The site is suitable.',
  artifacts: [{ type: 'summary', data: { suitability: 0.82 } }],
  thoughtSteps: [{ step: 1, action: 'Score the site', reasoning: 'The user asked for it.', status: 'complete' }],
  metadata: { executionTime: 12, toolsUsed: ['score'] },
};

/** About 10 KB as an item: a map with 60 features, a table and four steps. */
export const largeResponse: OrchestratorResponse = {
  success: true,
  message: 'The terrain within five kilometres is mostly flat. Sixty features limit where turbines can stand.',
  artifacts: [
    { type: 'map', data: { type: 'FeatureCollection', features: Array.from({ length: 60 }, (_, n) => feature(n)) } },
    {
      type: 'table',
      data: { rows: Array.from({ length: 20 }, (_, n) => ({ name: `Zone ${n}`, areaKm2: n * 1.375 })) },
    },
  ],
  thoughtSteps: ['Read the query', 'Find the features', 'Measure the setbacks', 'Draw the map'].map((action, n) => ({
    step: n + 1,
    action,
    reasoning: 'The features around the place decide where anything can be built, so they come first.',
    status: 'complete',
    timestamp: '2026-01-31T12:00:00.000Z',
    duration: 40 + n,
  })),
  metadata: { executionTime: 180, toolsUsed: ['features', 'setbacks', 'map'] },
};

function feature(n: number) {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [-74.006 + n * 0.00125, 40.7128 - n * 0.00075] },
    properties: { id: n, kind: n % 3 ? 'building' : 'road', name: `Feature ${n}`, setbackM: 100 + n },
  };
}
