/** What is made of the risk at a point before it is shown. */
import type { Place, RiskAt } from './api/types';
import type { Scope } from './url';

/** Powers of ten from `limit` up to `actual`; below zero where the limit is kept, null without a risk. */
export function decadesOver(actual: number, limit: number): number | null {
  return actual > 0 && limit > 0 ? Math.log10(actual / limit) : null;
}

/**
 * Whether a limit is kept: where the risk of some vessels is not known the sum is a least one, so that
 * only an excess is certain.
 */
export function standing(
  actual: number,
  limit: number,
  unknownVessels: number,
): 'exceeds' | 'meets_known' | 'meets' {
  if (actual > limit) return 'exceeds';
  return unknownVessels > 0 ? 'meets_known' : 'meets';
}

type Contributor = RiskAt['contributors'][number];

/** A loss of containment of a vessel with what becomes of it. */
export interface Cause {
  key: string;
  /** What all of its outcomes have in common. */
  of: Contributor;
  per_year: number;
  share: number;
  outcomes: Contributor[];
}

/** What a facility adds, by scenario: the greatest first, as the contributors come. */
export function causesOf(facility: string, contributors: readonly Contributor[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const one of contributors) {
    if (one.facility_id !== facility) continue;
    const key = `${one.vessel_id} ${one.loss}`;
    const cause = causes.get(key) ?? { key, of: one, per_year: 0, share: 0, outcomes: [] };
    cause.per_year += one.per_year;
    cause.share += one.share;
    cause.outcomes.push(one);
    causes.set(key, cause);
  }
  return [...causes.values()].sort((a, b) => b.per_year - a.per_year);
}

const LINE = 'pipeline:';

/** What the scenarios of a cause are asked for by: a vessel's identifier, or `pipeline:` and a pipeline's. */
export function whyOf({ kind, vessel_id }: Pick<Contributor, 'kind' | 'vessel_id'>): string {
  return kind === 'pipeline' ? LINE + vessel_id : vessel_id;
}

/** The scope of what scenarios are asked for. */
export function scopeOfWhy(why: string): Scope {
  return why.startsWith(LINE)
    ? { scope: 'pipeline', id: why.slice(LINE.length) }
    : { scope: 'vessel', id: why };
}

/** The scope of a park or district. Codes of GB/T 2260: `320400` a city, `320402` a county, longer a town. */
export function scopeOf({ kind, id }: Pick<Place, 'kind' | 'id'>): Scope | null {
  if (kind === 'park' || kind === 'facility') return { scope: kind, id };
  if (kind !== 'district') return null;
  if (id.length > 6) return { scope: 'town', id };
  return id.endsWith('00') ? { scope: 'city', id: 'all' } : { scope: 'county', id };
}
