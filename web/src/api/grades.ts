/** Colours of units: the list, one of them opened, the rulesets. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { GradeOf } from '../url';
import { getJson, withQuery } from './client';
import { useRiskIsThere } from './queries';
import type { components } from './schema.gen';

type Schemas = components['schemas'];
export type GradeList = Schemas['GradeList'];
export type GradeRow = Schemas['GradeRow'];
export type Opened = Schemas['OpenedView'];
export type Ruleset = Schemas['Ruleset'];

const PATH = '/api/v1/grades';

/** City, counties, towns and parks under a ruleset. */
export function useGrades(ruleset: string | null) {
  const isThere = useRiskIsThere();
  const query = { level: 'city,county,town,park', ruleset };
  return useQuery({
    queryKey: ['grades', ruleset],
    queryFn: ({ signal }) => getJson<GradeList>(withQuery(PATH, query), signal),
    enabled: isThere,
    placeholderData: keepPreviousData,
  });
}

/** The enterprises of a town or park. */
export function useEnterprises(within: string, ruleset: string | null, wanted: boolean) {
  return useQuery({
    queryKey: ['grades', ruleset, within],
    queryFn: ({ signal }) =>
      getJson<GradeList>(withQuery(PATH, { level: 'enterprise', within, ruleset }), signal),
    enabled: wanted,
  });
}

export function useGrade({ level, id }: GradeOf, ruleset: string | null) {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['grade', level, id, ruleset],
    queryFn: ({ signal }) =>
      getJson<Opened>(withQuery(`${PATH}/${level}/${encodeURIComponent(id)}`, { ruleset }), signal),
    enabled: isThere,
  });
}

export function useRulesets() {
  return useQuery({
    queryKey: ['rulesets'],
    queryFn: ({ signal }) => getJson<Ruleset[]>(`${PATH}/rulesets`, signal),
  });
}

/** Address of the list as a table. */
export const csvUrl = (ruleset: string | null) => withQuery(PATH, { f: 'csv', ruleset });

export type KeptRuns = Schemas['KeptRunList'];
export type GradeChange = Schemas['ChangeView'];

/** Runs that a unit can be compared with. */
export function useKeptRuns(wanted: boolean) {
  return useQuery({
    queryKey: ['grades', 'runs'],
    queryFn: ({ signal }) => getJson<KeptRuns>(`${PATH}/runs`, signal),
    enabled: wanted,
  });
}

/** Why a unit differs from an earlier run. */
export function useGradeChange({ level, id }: GradeOf, since: string | null) {
  return useQuery({
    queryKey: ['grade', level, id, 'change', since],
    queryFn: ({ signal }) =>
      getJson<GradeChange>(withQuery(`${PATH}/${level}/${encodeURIComponent(id)}/change`, { since }), signal),
    enabled: since !== null,
  });
}
