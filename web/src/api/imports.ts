/** Imports: sending files with progress, checking, accepting, dropping. */
import type { FeatureCollection, Point } from 'geojson';
import { getJson, ProblemError, postJson, withQuery } from './client';
import type { components } from './schema.gen';
import type { Problem } from './types';

type Schemas = components['schemas'];
export type ImportView = Schemas['ImportView'];
export type ImportTable = Schemas['ImportTable'];
export type ImportReport = Schemas['ImportReport'];
export type ImportIssue = Schemas['ImportIssue'];
export type ImportOptions = Schemas['ImportOptionsView'];
export type ImportSummary = Schemas['ImportSummary'];
export type LayerInfo = Schemas['LayerView'];
export type Needs = Schemas['ImportNeeds'];
export type ImportList = Schemas['ImportList'];
export type StoredImport = ImportList['history']['items'][number];
export type ChangeCounts = Schemas['ChangeCounts'];
export type ImportChanges = Schemas['ImportChanges'];
export type RowChange = ImportChanges['rows']['items'][number];
export type FieldChange = RowChange['fields'][number];
export type RowHistory = Schemas['RowHistory'];

/** New rows, changed ones, or both. */
export type ChangeKind = '' | 'new' | 'changed';

/** What is said of a row on the map. */
export interface RowAbout {
  layer: string;
  row: number;
  ok: boolean;
  updates: boolean;
  issues: string[];
}

export type Rows = FeatureCollection<Point, RowAbout> & { without_place: RowAbout[]; total: number };

const path = (id: string, rest = '') => `/api/v1/imports/${encodeURIComponent(id)}${rest}`;

/** Sends files; `fetch` does not say how much of a body was sent. */
export function sendFiles(
  files: readonly File[],
  options: ImportOptions,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ImportView> {
  const form = new FormData();
  for (const [name, value] of Object.entries(options)) if (value) form.append(name, value);
  for (const file of files) form.append('file', file, file.name);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    const fail = (problem: Problem) => failed(new ProblemError(problem));
    request.open('POST', '/api/v1/imports');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => fail({ type: 'about:blank', title: '', status: 0 });
    request.onload = () => {
      const { status, statusText, response } = request;
      if (status < 300) done(response as ImportView);
      else fail({ type: 'about:blank', title: statusText, ...(response as Problem | null), status });
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

export const checkImport = async (id: string, options: ImportOptions) =>
  (await postJson<ImportView>(path(id, '/check'), options)).answer;

export const commitImport = async (id: string) =>
  (await postJson<ImportView>(path(id, '/commit'), {})).answer;

export const getImport = (id: string) => getJson<ImportView>(path(id));
export const getRows = (id: string) => getJson<Rows>(path(id, '/rows'));
export const getLayers = () => getJson<LayerInfo[]>('/api/v1/layers');
export const listImports = (limit: number, offset: number) =>
  getJson<ImportList>(withQuery('/api/v1/imports', { limit, offset }));
export const getChanges = (id: string, kind: ChangeKind, limit: number, offset: number) =>
  getJson<ImportChanges>(withQuery(path(id, '/changes'), { kind, limit, offset }));
export const getHistory = (layer: string, key: string) =>
  getJson<RowHistory>(`/api/v1/layers/${layer}/${encodeURIComponent(key)}/history`);
export const reportPath = (id: string, kind: 'xlsx' | 'json') => path(id, `/report.${kind}`);

export async function dropImport(id: string) {
  await fetch(path(id), { method: 'DELETE' });
}
