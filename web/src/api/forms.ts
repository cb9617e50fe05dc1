/** Forms: the diagnosis of an enterprise, with its answers. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getJson, sendJson, withQuery } from './client';
import type { components } from './schema.gen';

type Schemas = components['schemas'];
export type Diagnosis = Schemas['DiagnosisView'];
export type DiagnosisItem = Schemas['DiagnosisItem'];
export type NewAnswer = Schemas['NewAnswer'];
export type History = Schemas['AnswerHistory'];

const pathOf = (id: string) => `/api/v1/facilities/${encodeURIComponent(id)}/diagnosis`;

export function useDiagnosis(id: string) {
  return useQuery({
    queryKey: ['diagnosis', id],
    queryFn: ({ signal }) => getJson<Diagnosis>(pathOf(id), signal),
    // The grades follow an answer in the background.
    refetchInterval: (query) => (isFollowing(query.state.data) ? 3000 : false),
  });
}

/** Whether the map does not show yet what was answered. */
export function isFollowing(of: Pick<Diagnosis, 'management'> | undefined): boolean {
  if (!of) return false;
  const { factor, factor_in_grades: shown } = of.management;
  return shown === null || shown === undefined || Math.abs(shown - factor) > 1e-9;
}

export function useDiagnosisHistory(id: string, wanted: boolean) {
  return useQuery({
    queryKey: ['diagnosis', id, 'history'],
    queryFn: ({ signal }) => getJson<History>(`${pathOf(id)}/history`, signal),
    enabled: wanted,
  });
}

export function useAnswer(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { person: string; answers: NewAnswer[] }) =>
      sendJson<Diagnosis>('PUT', pathOf(id), body),
    onSuccess: (answer) => {
      queries.setQueryData(['diagnosis', id], answer);
      void queries.invalidateQueries({ queryKey: ['diagnosis', id, 'history'] });
    },
  });
}

export type Classification = Schemas['ClassificationView'];
export type ClassificationItem = Schemas['ClassificationItem'];
export type ControlList = Schemas['ControlList'];
export type ControlRow = Schemas['ControlRow'];
export type NewResponsible = Schemas['NewResponsible'];

const classificationOf = (park: string) => `/api/v1/parks/${encodeURIComponent(park)}/classification`;

export function useClassification(park: string) {
  return useQuery({
    queryKey: ['classification', park],
    queryFn: ({ signal }) => getJson<Classification>(classificationOf(park), signal),
  });
}

export function useClassify(park: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { person: string; answers: NewAnswer[] }) =>
      sendJson<Classification>('PUT', classificationOf(park), body),
    onSuccess: (answer) => queries.setQueryData(['classification', park], answer),
  });
}

/** The risk objects of an enterprise: itself and its units. */
export function useControls(facility: string) {
  return useQuery({
    queryKey: ['controls', facility],
    queryFn: ({ signal }) =>
      getJson<ControlList>(withQuery('/api/v1/controls', { facility, limit: 1000 }), signal),
  });
}

export function useAssign(of: Pick<ControlRow, 'kind' | 'id' | 'facility_id'>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewResponsible) =>
      sendJson<ControlRow>('PUT', `/api/v1/controls/${of.kind}/${encodeURIComponent(of.id)}`, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['controls', of.facility_id] }),
  });
}
