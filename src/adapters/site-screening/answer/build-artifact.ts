import type { Artifact } from '../../../domain/orchestrator-response.ts';
import { formatKm, formatPosition } from '../format.ts';
import type { Screening } from '../screening/screening.ts';
import { ATTRIBUTION } from './attribution.ts';
import { ASSUMPTIONS, UNKNOWN } from './caveats.ts';
import { RATING_LABEL } from './describe-screening.ts';
import { drawMap } from './draw-map.ts';
import { followUps } from './follow-ups.ts';
import { metricsOf } from './metrics-of.ts';

const TYPE = 'wind_farm_terrain_analysis';

/** The map, the numbers and the reasons, with all that a reader needs to judge them. */
export function buildArtifact(screening: Screening): Artifact {
  const { site, country, rating } = screening;
  const { position } = site;
  return {
    type: TYPE,
    data: {
      messageContentType: TYPE,
      title: `Wind farm screening at ${formatPosition(position)}`,
      subtitle: `${RATING_LABEL[rating.level]} · ${country ?? 'at sea'} · within ${formatKm(site.radiusKm)}`,
      coordinates: { lat: position.lat + 0, lng: position.lng + 0 },
      metrics: metricsOf(screening),
      rating: { level: rating.level, label: RATING_LABEL[rating.level], reasons: rating.reasons },
      unknown: UNKNOWN,
      assumptions: ASSUMPTIONS,
      geojson: drawMap(screening),
      attribution: ATTRIBUTION,
    },
    actions: followUps(site),
  };
}
