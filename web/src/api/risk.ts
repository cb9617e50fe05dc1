/** Societal risk, scenarios, and targets over the limit of individual risk. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Scope } from '../url';
import { getJson, withQuery } from './client';
import { useRiskIsThere } from './queries';
import type { components } from './schema.gen';
import type { BBox, LonLat, Page } from './types';

type Schemas = components['schemas'];
export type FnView = Schemas['FnView'];
export type VesselScenarios = Schemas['VesselScenarios'];
export type ScenarioView = Schemas['ScenarioView'];
export type CourseView = Schemas['CourseView'];
type Share = { kind: string; facility_id: string; facility_name: string; per_year: number; share: number };

/** A target over its limit. */
export interface Excess {
  id: string;
  facility_id: string;
  facility_name: string;
  target_id: string;
  target_name: string;
  target_category_zh: string | null;
  target_category_en: string | null;
  clause: string;
  standard: string;
  confidence: string;
  required: number;
  actual: number;
  decades_over: number;
  is_new: boolean;
  from: LonLat;
  to: LonLat;
  town_name: string | null;
  sentence_zh: string;
  sentence_en: string;
  by_facility: Share[];
  synthetic: boolean;
}

export function useFn({ scope, id }: Scope) {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['fn', scope, id],
    queryFn: ({ signal }) => getJson<FnView>(`/api/v1/fn/${scope}/${encodeURIComponent(id)}`, signal),
    enabled: isThere,
  });
}

export function useScenarios(vessel: string) {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['scenarios', vessel],
    queryFn: ({ signal }) =>
      getJson<VesselScenarios>(`/api/v1/risk/scenarios/${encodeURIComponent(vessel)}`, signal),
    enabled: isThere,
  });
}

export interface ExcessFilter {
  facility: string | null;
  bbox: BBox | null;
  limit: number;
  offset: number;
}

export function useExcesses(filter: ExcessFilter) {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['violations', 'individual_risk', filter],
    queryFn: ({ signal }) =>
      getJson<Page<Excess>>(withQuery('/api/v1/violations', { basis: 'individual_risk', ...filter }), signal),
    enabled: isThere,
    placeholderData: keepPreviousData,
  });
}
