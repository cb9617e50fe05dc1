/** Hidden hazards: the list, one with its history, steps, files. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { reloadTiles } from '../map/current';
import { getJson, sendForm, sendJson, withQuery } from './client';
import { queries, useRiskIsThere } from './queries';
import type { components } from './schema.gen';

type Schemas = components['schemas'];
export type HazardRow = Schemas['HazardRow'];
export type HazardCard = Schemas['HazardCard'];
export type HazardStatistics = Schemas['Statistics'];
export type HazardTasks = Schemas['TaskList'];
export type HazardWords = Schemas['HazardWords'];
export type HazardList = Schemas['Page_HazardRow'];

const PATH = '/api/v1/hidden-hazards';
const of = (id: string, rest = '') => `${PATH}/${encodeURIComponent(id)}${rest}`;

export interface HazardFilter {
  actor: string | null;
  level: string | null;
  state: string | null;
  overdue: string | null;
  q: string;
}

export interface Person {
  name: string;
  role: string;
}

/** What hazards add is told once the risk is there: then everything is asked for anew. */
export function useHazards(filter: HazardFilter, limit: number, offset: number) {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['hazards', 'list', filter, limit, offset, isThere],
    queryFn: ({ signal }) => getJson<HazardList>(withQuery(PATH, { ...filter, limit, offset }), signal),
    placeholderData: keepPreviousData,
  });
}

export function useHazardStatistics() {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['hazards', 'statistics', isThere],
    queryFn: ({ signal }) => getJson<HazardStatistics>(`${PATH}/statistics`, signal),
  });
}

export function useHazardTasks() {
  return useQuery({
    queryKey: ['hazards', 'tasks'],
    queryFn: ({ signal }) => getJson<HazardTasks>(`${PATH}/tasks`, signal),
  });
}

export function useHazard(id: string) {
  const isThere = useRiskIsThere();
  return useQuery({
    queryKey: ['hazards', 'one', id, isThere],
    queryFn: ({ signal }) => getJson<HazardCard>(of(id), signal),
  });
}

export function useHazardWords() {
  return useQuery({
    queryKey: ['hazard-words'],
    queryFn: ({ signal }) => getJson<HazardWords>(`${PATH}/words`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What a step changes beside the hazard: lists, colours. */
async function changed(card: HazardCard) {
  queries.setQueriesData({ queryKey: ['hazards', 'one', card.id] }, card);
  reloadTiles();
  await Promise.all(
    ['hazards', 'grades', 'grade'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
  );
}

export async function takeStep(
  card: HazardCard,
  by: Person,
  note: string,
  step: object,
): Promise<HazardCard> {
  const body = { expected_entries: card.entries, by, step, ...(note === '' ? {} : { note }) };
  const next = await sendJson<HazardCard>('PATCH', of(card.id), body);
  await changed(next);
  return next;
}

export async function reportHazard(by: Person, report: object): Promise<HazardCard> {
  const card = await sendJson<HazardCard>('POST', PATH, { by, report });
  await changed(card);
  return card;
}

export async function addEvidence(card: HazardCard, by: Person, file: File): Promise<HazardCard> {
  const form = new FormData();
  form.append('expected_entries', String(card.entries));
  form.append('by_name', by.name);
  form.append('by_role', by.role);
  form.append('file', file, file.name);
  const next = await sendForm<HazardCard>(of(card.id, '/evidence'), form);
  await changed(next);
  return next;
}

/** Address of the list as a table. */
export const hazardsCsv = (filter: HazardFilter) => withQuery(`${PATH}.csv`, { ...filter });
