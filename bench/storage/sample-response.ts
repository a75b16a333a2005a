import { randomBytes } from 'node:crypto';
import type { OrchestratorResponse } from '../../src/domain/orchestrator-response.ts';
import { featuresOf, worldFeatures } from './world-features.ts';

/** What the artifact is: a map, a map whose features bear a `Date` each, or an image as one base64 string. */
export type Content = 'map' | 'map with dates' | 'image';

/** A response with about so many bytes of JSON. */
export function sampleResponse(content: Content, bytes: number): OrchestratorResponse {
  return {
    success: true,
    message: 'The site is suitable.',
    artifacts: [{ type: content, data: dataOf(content, bytes) }],
    thoughtSteps: [{ step: 1, action: 'Draw', reasoning: 'The user wants to see it.', status: 'complete' }],
    metadata: { executionTime: 1_000, toolsUsed: ['draw'] },
  };
}

function dataOf(content: Content, bytes: number): unknown {
  if (content === 'image') return { png: randomBytes((bytes * 3) / 4).toString('base64') };
  const features = featuresOf(bytes, worldFeatures('10m'));
  if (content === 'map') return { type: 'FeatureCollection', features };
  const dated = features.map((one) => ({ ...one, properties: { ...one.properties, surveyedAt: new Date(0) } }));
  return { type: 'FeatureCollection', features: dated };
}
