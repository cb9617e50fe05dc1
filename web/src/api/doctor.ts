/** The health of the data. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getJson, withQuery } from './client';
import type { components } from './schema.gen';

type Schemas = components['schemas'];
export type Health = Schemas['DoctorView'];
export type HealthRule = Health['rules'][number];
export type HealthFinding = Health['findings']['items'][number];

export function useHealth(rule: string | null, limit: number, offset: number) {
  return useQuery({
    queryKey: ['doctor', rule, limit, offset],
    queryFn: ({ signal }) => getJson<Health>(withQuery('/api/v1/doctor', { rule, limit, offset }), signal),
    placeholderData: keepPreviousData,
  });
}
