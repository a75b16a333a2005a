import { inject, injectable } from 'inversify';
import type { Clock } from '../../application/ports/clock.ts';
import type { Job, Orchestrator } from '../../application/ports/orchestrator.ts';
import type { OrchestratorRequest } from '../../domain/orchestrator-request.ts';
import type { OrchestratorResponse } from '../../domain/orchestrator-response.ts';
import { buildArtifact } from './answer/build-artifact.ts';
import { describeRefusal } from './answer/describe-refusal.ts';
import { describeScreening } from './answer/describe-screening.ts';
import { formatKm, formatPosition } from './format.ts';
import type { GeoDataSource } from './geo/geo-data.ts';
import { readSite, type SiteReading } from './query/read-site.ts';
import { screenSite } from './screen-site.ts';
import type { Site } from './screening/site.ts';
import { StepRecorder } from './step-recorder.ts';
import { CLOCK, GEO_DATA } from './tokens.ts';

/**
 * Screens a place for a wind farm from open data: coasts and countries of Natural Earth, settlements of GeoNames.
 *
 * The place comes from the query, or from `context.coordinates` (`{lat, lng}`) and `context.radiusKm`. The data are
 * loaded with the first query that names a place.
 */
@injectable()
export class SiteScreeningOrchestrator implements Orchestrator {
  constructor(
    @inject(GEO_DATA) private readonly geoData: GeoDataSource,
    @inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(request: OrchestratorRequest, job: Job): Promise<OrchestratorResponse> {
    const begun = this.clock.now().getTime();
    const recorder = new StepRecorder(this.clock, job);
    const reading = await recorder.run({
      action: 'Read the query',
      reasoning: 'A screening needs one place and a radius.',
      work: () => readSite(request),
      tell: describeReading,
    });
    const answer =
      reading.kind === 'site'
        ? await this.screen(recorder, reading.site)
        : refuse(reading.kind === 'refused' ? reading.problems : []);
    const executionTime = Math.max(0, this.clock.now().getTime() - begun);
    const { toolsUsed, ...response } = answer;
    return { ...response, thoughtSteps: recorder.steps, metadata: { executionTime, toolsUsed } };
  }

  private async screen(recorder: StepRecorder, site: Site): Promise<Answer> {
    const screening = await screenSite(recorder, this.geoData, site);
    return {
      success: true,
      message: describeScreening(screening),
      artifacts: [buildArtifact(screening)],
      toolsUsed: ['natural-earth-outlines', 'geonames-settlements', 'setback-rule'],
    };
  }
}

type Answer = Pick<OrchestratorResponse, 'success' | 'message' | 'artifacts'> & {
  readonly toolsUsed: readonly string[];
};

function refuse(problems: readonly string[]): Answer {
  return { success: false, message: describeRefusal(problems), artifacts: [], toolsUsed: [] };
}

function describeReading(reading: SiteReading): string {
  switch (reading.kind) {
    case 'site':
      return `${formatPosition(reading.site.position)}, within ${formatKm(reading.site.radiusKm)}.`;
    case 'refused':
      return reading.problems.join(' ');
    case 'not-understood':
      return 'No place found in it.';
  }
}
