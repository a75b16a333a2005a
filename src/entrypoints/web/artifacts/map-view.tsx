import type { FeatureCollection } from 'geojson';
import { useEffect, useRef, useState } from 'preact/hooks';
import { legendOf } from './legend-of.ts';

interface Props {
  readonly geojson: FeatureCollection;
  readonly attribution: string;
  readonly title: string;
}

/** A map without tiles, its code loaded when the first one is shown. */
export function MapView({ geojson, attribution, title }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState(false);
  useEffect(() => {
    let left = false;
    let remove = () => {
      left = true;
    };
    import('./draw-map.ts')
      .then(({ drawMap }) => {
        if (!left && place.current) remove = drawMap(place.current, geojson);
      })
      .catch((error: unknown) => {
        console.error('The map could not be drawn', error);
        setProblem(true);
      });
    return () => {
      remove();
    };
  }, [geojson]);
  return (
    <figure class="map-figure">
      {problem && <p class="warning">The map could not be drawn. The download has its data.</p>}
      <div class="map" ref={place} role="region" aria-label={`Map: ${title}`} hidden={problem} />
      <figcaption>
        <ul class="legend" aria-label="Legend">
          {legendOf(geojson).map(({ kind, label }) => (
            <li key={kind}>
              <span class="swatch" data-kind={kind} aria-hidden="true" />
              {label}
            </li>
          ))}
        </ul>
        {attribution !== '' && <p class="attribution">{attribution}</p>}
      </figcaption>
    </figure>
  );
}
