/**
 * One label point for each district and park in view. A polygon that several tiles share would get
 * a name in each of them; here its pieces in view are weighed together, so that the name stands in
 * the middle of what one sees.
 */
import type { Feature, FeatureCollection, Position } from 'geojson';
import type { Map as LibreMap } from 'maplibre-gl';

type Box = [west: number, south: number, east: number, north: number];

interface Piece {
  key: string;
  properties: Record<string, unknown>;
  rings: Position[][];
}

/** Part of a ring inside a box (Sutherland–Hodgman). */
export function clip(ring: Position[], [west, south, east, north]: Box): Position[] {
  const sides: [axis: 0 | 1, limit: number, sign: 1 | -1][] = [
    [0, west, 1],
    [0, east, -1],
    [1, south, 1],
    [1, north, -1],
  ];
  let inside = ring;
  for (const [axis, limit, sign] of sides) {
    const kept: Position[] = [];
    inside.forEach((b, i) => {
      const a = inside[(i + inside.length - 1) % inside.length];
      if (!a) return;
      const depth = (p: Position) => ((p[axis] ?? 0) - limit) * sign;
      const [da, db] = [depth(a), depth(b)];
      if (da * db < 0) kept.push(between(a, b, da / (da - db)));
      if (db >= 0) kept.push(b);
    });
    inside = kept;
  }
  return inside;
}

const between = (a: Position, b: Position, t: number): Position => [
  (a[0] ?? 0) + ((b[0] ?? 0) - (a[0] ?? 0)) * t,
  (a[1] ?? 0) + ((b[1] ?? 0) - (a[1] ?? 0)) * t,
];

/** Area (signed) and centroid of a ring, times the area. */
export function moment(ring: Position[]): [area: number, x: number, y: number] {
  let [area, x, y] = [0, 0, 0];
  const [ox = 0, oy = 0] = ring[0] ?? [];
  ring.forEach((p, i) => {
    const q = ring[(i + 1) % ring.length];
    if (!q) return;
    const [px, py, qx, qy] = [(p[0] ?? 0) - ox, (p[1] ?? 0) - oy, (q[0] ?? 0) - ox, (q[1] ?? 0) - oy];
    const cross = px * qy - qx * py;
    area += cross / 2;
    x += ((px + qx) * cross) / 6;
    y += ((py + qy) * cross) / 6;
  });
  return [area, x + ox * area, y + oy * area];
}

/** Label points of pieces, for what of them is in the box. */
export function labelPoints(pieces: Piece[], box: Box): Feature[] {
  const sums = new Map<string, { properties: Record<string, unknown>; sum: [number, number, number] }>();
  for (const { key, properties, rings } of pieces) {
    const entry = sums.get(key) ?? { properties, sum: [0, 0, 0] };
    sums.set(key, entry);
    const [outer] = rings;
    if (!outer) continue;
    const [area, x, y] = moment(clip(outer, box));
    const sign = Math.sign(area);
    entry.sum = [entry.sum[0] + area * sign, entry.sum[1] + x * sign, entry.sum[2] + y * sign];
  }
  return [...sums.values()].flatMap(({ properties, sum: [area, x, y] }) =>
    area > 0
      ? [
          {
            type: 'Feature' as const,
            properties,
            geometry: { type: 'Point' as const, coordinates: [x / area, y / area] },
          },
        ]
      : [],
  );
}

function pieces(map: LibreMap, layer: 'districts' | 'parks'): Piece[] {
  return map.querySourceFeatures('base', { sourceLayer: layer }).flatMap(({ geometry, properties }) => {
    const key = `${layer} ${properties.code ?? properties.id}`;
    const own = { ...properties, layer };
    if (geometry.type === 'Polygon') return [{ key, properties: own, rings: geometry.coordinates }];
    if (geometry.type !== 'MultiPolygon') return [];
    return geometry.coordinates.map((rings) => ({ key, properties: own, rings }));
  });
}

/** The label points of what the map shows now. */
export function labelsInView(map: LibreMap): FeatureCollection {
  const bounds = map.getBounds();
  const box: Box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const features = [...pieces(map, 'districts'), ...pieces(map, 'parks')];
  return { type: 'FeatureCollection', features: labelPoints(features, box) };
}
