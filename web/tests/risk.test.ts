import { describe, expect, it } from 'vitest';
import type { RiskAt } from '../src/api/types';
import { axes, bandOutline, chartOf, decades, fromUpper, stepPoints } from '../src/fn';
import { causesOf, decadesOver, scopeOf, scopeOfWhy, standing, whyOf } from '../src/risk';
import { RISK, riskLevel } from '../src/style';

describe('why', () => {
  it('is asked of a vessel or a pipeline', () => {
    for (const [kind, scope] of [
      ['facility', 'vessel'],
      ['pipeline', 'pipeline'],
    ])
      expect(scopeOfWhy(whyOf({ kind: kind ?? '', vessel_id: 'L:1' }))).toEqual({ scope, id: 'L:1' });
  });
});

describe('a risk against its limit', () => {
  it('is so many powers of ten over it', () => {
    expect(decadesOver(3e-5, 3e-7)).toBeCloseTo(2, 12);
    expect(decadesOver(3e-7, 3e-6)).toBeCloseTo(-1, 12);
    expect(decadesOver(3e-6, 3e-6)).toBe(0);
    expect(decadesOver(0, 3e-6)).toBeNull();
  });

  it('exceeds it only above it, and meets it only where every vessel is known', () => {
    expect(standing(3.1e-6, 3e-6, 0)).toBe('exceeds');
    expect(standing(3.1e-6, 3e-6, 5)).toBe('exceeds');
    expect(standing(3e-6, 3e-6, 0)).toBe('meets');
    expect(standing(3e-6, 3e-6, 1)).toBe('meets_known');
  });

  it('has the colour of the highest level that it reaches', () => {
    expect(riskLevel(2.9e-7)).toBeNull();
    expect(riskLevel(5e-6)?.level).toBe(3e-6);
    expect(riskLevel(1)?.level).toBe(3e-5);
    for (const level of RISK) expect(riskLevel(Math.fround(level.level))).toBe(level);
  });
});

describe('what causes a risk', () => {
  const one = (facility_id: string, vessel_id: string, loss: string, outcome: string, per_year: number) =>
    ({
      facility_id,
      vessel_id,
      loss,
      outcome,
      per_year,
      share: per_year / 1e-5,
    }) as RiskAt['contributors'][0];

  it('is told by scenario, the greatest sum first, with its outcomes', () => {
    const causes = causesOf('F1', [
      one('F1', 'V1', 'hole', 'toxic', 4e-6),
      one('F2', 'V9', 'hole', 'toxic', 3e-6),
      one('F1', 'V2', 'hole', 'toxic', 2e-6),
      one('F1', 'V2', 'hole', 'jet_fire', 2.5e-6),
    ]);
    expect(causes.map((c) => [c.of.vessel_id, c.outcomes.map((o) => o.outcome)])).toEqual([
      ['V2', ['toxic', 'jet_fire']],
      ['V1', ['toxic']],
    ]);
    expect(causes[0]?.per_year).toBeCloseTo(4.5e-6, 12);
    expect(causes[0]?.share).toBeCloseTo(0.45, 12);
    expect(causesOf('F3', [])).toEqual([]);
  });

  it('is asked for by the code of a district', () => {
    expect(scopeOf({ kind: 'district', id: '320400' })).toEqual({ scope: 'city', id: 'all' });
    expect(scopeOf({ kind: 'district', id: '320402' })).toEqual({ scope: 'county', id: '320402' });
    expect(scopeOf({ kind: 'district', id: '320402109' })).toEqual({ scope: 'town', id: '320402109' });
    expect(scopeOf({ kind: 'park', id: 'P04' })).toEqual({ scope: 'park', id: 'P04' });
    expect(scopeOf({ kind: 'target', id: 'T1' })).toBeNull();
  });
});

describe('an F-N curve', () => {
  const line = (name: string, at: number) => ({
    name,
    zh: name,
    en: name,
    source: '',
    points: [1, 10, 100, 1000].map((n) => [n, at / n]),
  });
  const [lower, upper] = [line('lower', 1e-5), line('upper', 1e-3)];

  it('holds up to each number of deaths and falls behind it', () => {
    const points = [
      { deaths: 20, per_year: 1e-6 },
      { deaths: 0.5, per_year: 1e-3 },
      { deaths: 3, per_year: 1e-5 },
    ];
    expect(stepPoints(points, 1e-9)).toEqual([
      [1, 1e-5],
      [3, 1e-5],
      [3, 1e-6],
      [20, 1e-6],
      [20, 1e-9],
    ]);
    expect(stepPoints([], 1e-9)).toEqual([]);
  });

  it('never rises', () => {
    const points = [1, 2, 5, 9].map((deaths) => ({ deaths, per_year: 1e-4 / deaths }));
    const heights = stepPoints(points, 1e-9).map(([, perYear]) => perYear);
    expect([...heights].sort((a, b) => b - a)).toEqual(heights);
  });

  it('has axes of whole powers of ten', () => {
    expect(decades([2e-6, 3e-4])).toEqual([1e-6, 1e-3]);
    expect(decades([1e-5])).toEqual([1e-5, 1e-4]);
    expect(decades([])).toEqual([1, 10]);
    const { x, y } = axes({ points: [{ deaths: 3, per_year: 1e-30 }], lines: [lower, upper] });
    expect(x).toEqual([1, 1000]);
    expect(y[0]).toBeCloseTo(1e-8, 15);
    expect(y[1]).toBeCloseTo(1e-3, 12);
  });

  it('stands over the zone between its lines, the upper one first', () => {
    expect(fromUpper([lower, upper]).map((l) => l.name)).toEqual(['upper', 'lower']);
    const chart = chartOf(
      { points: [{ deaths: 3, per_year: 1e-5 }], lines: [lower, upper] },
      { curve: 'c', band: 'b', x: 'N', y: 'F', line: (l) => l.zh, point: () => '' },
    );
    expect(chart.series.map((s) => s.name)).toEqual(['upper', 'lower', 'c']);
    expect(chart.series.map((s) => 'areaStyle' in s)).toEqual([true, true, false]);
  });

  it('lies over its band, which is cut off at the foot of the chart', () => {
    const at = (deaths: number, low_per_year: number, high_per_year: number) => ({
      deaths,
      low_per_year,
      median_per_year: low_per_year,
      high_per_year,
    });
    const points = [at(1, 1e-6, 1e-4), at(10, 0, 1e-5), at(100, 0, 1e-12)];
    expect(bandOutline(points, 1e-9)).toEqual([
      [1, 1e-4],
      [10, 1e-5],
      [10, 1e-9],
      [1, 1e-6],
    ]);
  });
});
