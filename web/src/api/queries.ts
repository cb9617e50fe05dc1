/** What the page asks for, one hook a question. */
import { keepPreviousData, QueryClient, useQuery } from '@tanstack/react-query';
import { getJson, ProblemError, postJson, withQuery } from './client';
import { getLayers } from './imports';
import type {
  BBox,
  FacilityCard,
  FacilitySummary,
  Finding,
  FindingVerdict,
  LevelFilter,
  LonLat,
  OverpressureFinding,
  Page,
  Place,
  RiskAssumptions,
  RiskAt,
  Situation,
  Summary,
} from './types';

/** More findings of one plant than this are not listed; the panel says so. */
export const MOST_FINDINGS = 500;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      // What the service refuses it refuses again; only a lost connection is tried once more.
      retry: (count, error) => count < 1 && error instanceof ProblemError && error.problem.status === 0,
    },
  },
});

export function useSummary() {
  return useQuery({
    queryKey: ['summary'],
    queryFn: ({ signal }) => getJson<Summary>('/api/v1/summary', signal),
    // The risk comes some seconds after the map.
    refetchInterval: (query) => (query.state.data?.risk === 'computing' ? 2000 : false),
  });
}

/** Whether the risk can be asked for: it comes some seconds after the map, and before that is refused. */
export function useRiskIsThere(): boolean {
  const { data, isPending } = useSummary();
  return !isPending && data?.risk !== 'computing';
}

/** Individual risk at a point. */
export function useRiskAt(spot: LonLat | null) {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['risk', spot],
    queryFn: ({ signal }) =>
      getJson<RiskAt>(withQuery('/api/v1/risk/at', { lon: spot?.[0], lat: spot?.[1] }), signal),
    enabled: spot !== null && isThere,
  });
}

/** What the risk assumes. */
export function useAssumptions() {
  const run = useSummary().data?.run.id;
  return useQuery({
    queryKey: ['assumptions', run],
    queryFn: ({ signal }) => getJson<RiskAssumptions>('/api/v1/risk/assumptions', signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Layers that rows can go to. */
export function useLayers() {
  return useQuery({ queryKey: ['layers'], queryFn: getLayers, staleTime: Number.POSITIVE_INFINITY });
}

export function useSearch(text: string, limit = 12) {
  const q = text.trim();
  return useQuery({
    queryKey: ['search', q, limit],
    queryFn: ({ signal }) => getJson<{ items: Place[] }>(withQuery('/api/v1/search', { q, limit }), signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
}

function useAll(kind: 'park' | 'district', key: string) {
  return useQuery({
    queryKey: [key],
    queryFn: ({ signal }) =>
      getJson<{ items: Place[] }>(withQuery('/api/v1/search', { kind, limit: 1000 }), signal),
  });
}

/** Every park, for "move to a park" and for its societal risk. */
export const useParks = () => useAll('park', 'parks');

/** Every district. */
export const useDistricts = () => useAll('district', 'districts');

export interface PlantFilter {
  q: string;
  level: LevelFilter | null;
  bbox: BBox | null;
  limit: number;
  offset: number;
}

export function usePlants(filter: PlantFilter) {
  return useQuery({
    queryKey: ['facilities', filter],
    queryFn: ({ signal }) =>
      getJson<Page<FacilitySummary>>(withQuery('/api/v1/facilities', { ...filter }), signal),
    placeholderData: keepPreviousData,
  });
}

export function usePlant(id: string | null) {
  return useQuery({
    queryKey: ['facility', id],
    queryFn: ({ signal }) =>
      getJson<FacilityCard>(`/api/v1/facilities/${encodeURIComponent(id ?? '')}`, signal),
    enabled: id !== null,
    // The verdict by risk comes when the risk does.
    refetchInterval: (query) => (isComputing(query.state.data) ? 2000 : false),
  });
}

function isComputing(plant: FacilityCard | undefined): boolean {
  return plant?.external_distance.verdicts.some((v) => v.verdict === 'computing') ?? false;
}

export interface FindingFilter {
  basis: Finding['basis'];
  verdict: FindingVerdict;
  bbox: BBox | null;
  limit: number;
  offset: number;
}

export function useFindings(filter: FindingFilter) {
  return useQuery({
    queryKey: ['violations', filter],
    queryFn: ({ signal }) => getJson<Page<Finding>>(withQuery('/api/v1/violations', { ...filter }), signal),
    placeholderData: keepPreviousData,
  });
}

const plantFindings = (id: string) => ({
  queryKey: ['violations', 'of', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    getJson<Page<Finding>>(
      withQuery('/api/v1/violations', { facility: id, verdict: 'all', limit: MOST_FINDINGS }),
      signal,
    ),
});

/** Targets that stand nearer to the explosives of a plant than is safe, or may. */
export function useOverpressure(id: string) {
  return useQuery({
    queryKey: ['violations', 'overpressure', id],
    queryFn: ({ signal }) =>
      getJson<Page<OverpressureFinding>>(
        withQuery('/api/v1/violations', {
          basis: 'overpressure',
          facility: id,
          verdict: 'all',
          limit: MOST_FINDINGS,
        }),
        signal,
      ),
  });
}

/** Violations and unknown verdicts that start from a plant. */
export function usePlantFindings(id: string | null) {
  return useQuery({ ...plantFindings(id ?? ''), enabled: id !== null });
}

/** One finding of a plant, from what is there already or else from the service. */
export async function finding(plant: string, id: string): Promise<Finding | undefined> {
  const page = await queries.fetchQuery(plantFindings(plant));
  return page.items.find((f) => f.id === id);
}

export function trySituation(plant: string, to: LonLat) {
  return postJson<Situation>('/api/v1/situations', { changes: [{ move: { facility_id: plant, to } }] });
}
