import type { ServiceIdentifier } from 'inversify';
import type { Clock } from '../../application/ports/clock.ts';
import type { GeoDataSource } from './geo/geo-data.ts';

export const CLOCK = Symbol.for('Clock') as ServiceIdentifier<Clock>;
export const GEO_DATA = Symbol.for('GeoData') as ServiceIdentifier<GeoDataSource>;
