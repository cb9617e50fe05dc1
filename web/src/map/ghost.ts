/** What a relocation check draws: the plant's outline at the new place, and the segments of the lists. */
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import type { LonLat, Situation } from '../api/types';
import { EMPTY } from './overlays';

const METRES_PER_DEGREE = 111_320;

/** A geometry with its centre moved. Sizes hold: degrees of longitude are longer farther south. */
export function movedGeometry(geometry: Geometry, from: LonLat, to: LonLat): Geometry {
  const stretch = Math.cos((from[1] * Math.PI) / 180) / Math.cos((to[1] * Math.PI) / 180);
  const move = ([lon = 0, lat = 0]: Position): Position => [
    to[0] + (lon - from[0]) * stretch,
    to[1] + lat - from[1],
  ];
  switch (geometry.type) {
    case 'Polygon':
      return { ...geometry, coordinates: geometry.coordinates.map((ring) => ring.map(move)) };
    case 'MultiPolygon':
      return { ...geometry, coordinates: geometry.coordinates.map((p) => p.map((ring) => ring.map(move))) };
    case 'Point':
      return { ...geometry, coordinates: move(geometry.coordinates) };
    default:
      return geometry;
  }
}

export function ghost(geometry: Geometry | null, from: LonLat, to: LonLat | null): FeatureCollection {
  if (geometry === null || to === null) return EMPTY;
  const shapes: Geometry[] = [{ type: 'LineString', coordinates: [from, to] }];
  if (geometry.type !== 'Point') shapes.push(movedGeometry(geometry, from, to));
  return {
    type: 'FeatureCollection',
    features: shapes.map((shape) => ({ type: 'Feature', properties: {}, geometry: shape })),
  };
}

export function segments(situation: Situation | null): FeatureCollection {
  if (situation === null) return EMPTY;
  const features = (['vanish', 'stay', 'new'] as const).flatMap((list) =>
    situation.violations[list].map(
      (v): Feature => ({
        type: 'Feature',
        properties: { list, id: v.id },
        geometry: { type: 'LineString', coordinates: [v.from, v.to] },
      }),
    ),
  );
  return { type: 'FeatureCollection', features };
}

/** A place some metres east and north of another. */
export function stepped([lon, lat]: LonLat, east: number, north: number): LonLat {
  const perLon = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return [lon + east / perLon, lat + north / METRES_PER_DEGREE];
}
