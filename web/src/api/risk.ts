/** Societal risk, scenarios, and targets over the limit of individual risk. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FeatureCollection } from 'geojson';
import type { Scope } from '../url';
import { getJson, withQuery } from './client';
import { useRiskIsThere } from './queries';
import type { components } from './schema.gen';
import type { BBox, FacilitySummary, LonLat, Page } from './types';

/** More plants of one park than this are not listed; the card says so. */
export const MOST_PLANTS = 500;

type Schemas = components['schemas'];
export type FnView = Schemas['FnView'];
export type BandView = Schemas['BandView'];
export type Matrix = Schemas['Matrix'];
type VesselScenarios = Schemas['VesselScenarios'];
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

/** How far the curve of a scope may be off; it takes longer than the curve. */
export function useFnBand({ scope, id }: Scope) {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['fn-band', scope, id],
    queryFn: ({ signal }) => getJson<BandView>(`/api/v1/fn/${scope}/${encodeURIComponent(id)}/band`, signal),
    enabled: isThere,
  });
}

/** Where each contour may lie, as GeoJSON. */
export function useBands(wanted: boolean) {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['bands'],
    queryFn: ({ signal }) => getJson<FeatureCollection>('/api/v1/risk/bands', signal),
    enabled: wanted && isThere,
    staleTime: 60_000,
  });
}

/** Where expected deaths are caused, and where they are borne. */
export function useMatrix(level: 'county' | 'town') {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['matrix', level],
    queryFn: ({ signal }) => getJson<Matrix>(withQuery('/api/v1/risk/matrix', { level }), signal),
    enabled: isThere,
  });
}

/** The plants of a park. */
export function usePlantsOf(park: string) {
  return useQuery({
    queryKey: ['facilities', 'of', park],
    queryFn: ({ signal }) =>
      getJson<Page<FacilitySummary>>(withQuery('/api/v1/facilities', { park, limit: MOST_PLANTS }), signal),
  });
}

/** The scenarios of a vessel or pipeline. */
export interface Scenarios
  extends Pick<
    VesselScenarios,
    | 'substance'
    | 'notes_zh'
    | 'notes_en'
    | 'scenarios'
    | 'unmodelled_zh'
    | 'unmodelled_en'
    | 'without_risk_zh'
    | 'without_risk_en'
  > {
  id: string;
  owner: string | null | undefined;
}

async function scenarios({ scope, id }: Scope, signal: AbortSignal): Promise<Scenarios> {
  const path = encodeURIComponent(id);
  if (scope === 'pipeline') {
    const found = await getJson<Schemas['PipelineScenarios']>(`/api/v1/risk/pipelines/${path}`, signal);
    return { ...found, id, owner: found.operator };
  }
  const found = await getJson<VesselScenarios>(`/api/v1/risk/scenarios/${path}`, signal);
  return { ...found, id, owner: found.facility_name };
}

export function useScenarios(of: Scope) {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['scenarios', of.scope, of.id],
    queryFn: ({ signal }) => scenarios(of, signal),
    enabled: isThere,
  });
}

export interface ExcessFilter {
  facility: string | null;
  park: string | null;
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
