import { describe, expect, it } from 'vitest';
import type { Finding, Situation } from '../src/api/types';
import { metresBetween } from '../src/format';
import { ghost, movedGeometry, segments, stepped } from '../src/map/ghost';
import { highlight } from '../src/map/highlight';
import { clip, labelPoints, moment } from '../src/map/labels';

const square = (x: number, y: number, size: number) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];

describe('label points', () => {
  it('clip a ring to what is in view', () => {
    expect(Math.abs(moment(clip(square(0, 0, 2), [1, 1, 5, 5]))[0])).toBeCloseTo(1, 12);
    expect(clip(square(0, 0, 2), [3, 3, 5, 5])).toEqual([]);
  });

  it('weigh the pieces of several tiles into one point', () => {
    const piece = (x: number) => ({ key: 'a', properties: { name: 'a' }, rings: [square(x, 0, 1)] });
    const points = labelPoints([piece(0), piece(1), piece(2)], [-9, -9, 9, 9]);
    expect(points).toHaveLength(1);
    expect(points[0]?.geometry).toEqual({ type: 'Point', coordinates: [1.5, 0.5] });
  });

  it('do not depend on the way round that a ring goes', () => {
    const there = labelPoints(
      [{ key: 'a', properties: {}, rings: [square(119, 31, 1)] }],
      [-180, -90, 180, 90],
    );
    const back = labelPoints(
      [{ key: 'a', properties: {}, rings: [square(119, 31, 1).reverse()] }],
      [-180, -90, 180, 90],
    );
    expect(there[0]?.geometry).toEqual({ type: 'Point', coordinates: [119.5, 31.5] });
    expect(back[0]?.geometry).toEqual(there[0]?.geometry);
  });

  it('leave out what is out of view', () => {
    expect(labelPoints([{ key: 'a', properties: {}, rings: [square(0, 0, 1)] }], [5, 5, 6, 6])).toEqual([]);
  });
});

describe('a plant that is moved', () => {
  it('keeps its size in metres farther south', () => {
    const ring: [number, number][] = [
      [119.95, 31.95],
      [119.954, 31.95],
      [119.954, 31.953],
      [119.95, 31.95],
    ];
    const moved = movedGeometry({ type: 'Polygon', coordinates: [ring] }, [119.95, 31.95], [119.4, 31.4]);
    const [a, b] = moved.type === 'Polygon' ? (moved.coordinates[0] as [number, number][]) : [];
    const [p, q] = ring;
    if (!a || !b || !p || !q) throw new Error('no ring');
    expect(metresBetween(a, b)).toBeCloseTo(metresBetween(p, q), 1);
  });

  it('steps by metres', () => {
    expect(metresBetween([119.95, 31.77], stepped([119.95, 31.77], 50, 0))).toBeCloseTo(50, 0);
    expect(metresBetween([119.95, 31.77], stepped([119.95, 31.77], 0, -50))).toBeCloseTo(50, 0);
  });

  it('draws its way, and its outline where it has one', () => {
    const way = ghost({ type: 'Point', coordinates: [119, 31] }, [119, 31], [120, 32]);
    expect(way.features.map((x) => x.geometry.type)).toEqual(['LineString']);
    expect(ghost(null, [0, 0], [1, 1]).features).toEqual([]);
    expect(ghost({ type: 'Point', coordinates: [119, 31] }, [119, 31], null).features).toEqual([]);
  });
});

describe('segments', () => {
  const at = { from: [119, 31], to: [119.001, 31] } as const;
  const finding = { id: 'v', actual: 38.24, required: 100, required_max: 100, verdict: 'violation', ...at };

  it('are labelled with both distances', () => {
    const pointed = {
      ...finding,
      from: [119, 31] as [number, number],
      to: [119.002, 31] as [number, number],
    };
    const drawn = highlight({ ...pointed, verdict: 'violation', requiredMax: 100, list: null }, 'zh');
    expect(drawn.features.map((x) => x.properties?.role)).toEqual(['line', 'end', 'end', 'label']);
    expect(drawn.features.at(-1)?.properties?.text).toBe('实际 38.2 m / 要求 100 m');
    const unknown = highlight(
      { ...pointed, verdict: 'unknown', required: 50, requiredMax: null, list: null },
      'zh',
    );
    expect(unknown.features.at(-1)?.properties?.text).toBe('实际 38.2 m / 要求 50 m～?');
    expect(highlight(null, 'zh').features).toEqual([]);
  });

  it('carry the list that they are in, new ones on top', () => {
    const one = (id: string) => ({ ...finding, id }) as unknown as Finding;
    const situation = {
      violations: { vanish: [one('a')], new: [one('b')], stay: [one('c')] },
    } as unknown as Situation;
    expect(segments(situation).features.map((x) => [x.properties?.list, x.properties?.id])).toEqual([
      ['vanish', 'a'],
      ['stay', 'c'],
      ['new', 'b'],
    ]);
    expect(segments(null).features).toEqual([]);
  });
});
