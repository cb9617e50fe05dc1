/** The import that is under way: from files to rows in the store. */
import { create } from 'zustand';
import { ProblemError } from './api/client';
import * as api from './api/imports';
import { queries } from './api/queries';
import type { Problem } from './api/types';
import { reloadTiles, showBox } from './map/current';

export type Step = 'files' | 'columns' | 'report' | 'done';

interface State {
  open: boolean;
  step: Step;
  files: File[];
  layer: string;
  /** What goes on, or null. */
  busy: 'sending' | 'checking' | 'storing' | 'showing' | null;
  /** Part of the files that was sent, 0 to 1. */
  sent: number;
  view: api.ImportView | null;
  /** What an upload needs that could not be read as it was asked. */
  needs: api.Needs | null;
  options: api.ImportOptions;
  problem: Problem | null;
  rows: api.Rows | null;
  /** The row that is pointed at. */
  row: number | null;
  /** One value for all rows, for required columns that the file lacks. */
  constants: Record<string, string>;
  /** An earlier import that is looked at instead. */
  earlier: api.StoredImport | null;
}

const start = {
  step: 'files' as Step,
  files: [],
  busy: null,
  sent: 0,
  view: null,
  needs: null,
  options: {},
  problem: null,
  rows: null,
  row: null,
  constants: {},
  earlier: null,
};

export const useImport = create<State>()(() => ({ ...start, open: false, layer: 'facilities' }));

const set = useImport.setState;
let sending: AbortController | null = null;

export const openImport = () => set({ open: true });
export const closeImport = () => set({ open: false });

/** From the beginning; what waits on the service stays there until it is dropped or too old. */
export function anew() {
  sending?.abort();
  set({ ...start });
}

export const currentId = () => {
  const { view, needs } = useImport.getState();
  return view?.id ?? needs?.id ?? null;
};

type Failure = Problem & { import?: api.Needs };

/** Goes where a problem leads: to the columns where an answer helps, else back. */
function failed(error: unknown) {
  if (!(error instanceof ProblemError)) throw error;
  const problem = error.problem as Failure;
  const needs = problem.import ?? null;
  const helps = needs !== null && needs.state !== 'unreadable';
  if (needs) set({ needs, view: null, rows: null });
  set({ problem, busy: null, step: helps ? 'columns' : needs ? 'files' : useImport.getState().step });
}

async function found(view: api.ImportView) {
  set({ view, needs: null, problem: null, options: view.options, busy: null, step: 'report', row: null });
  const rows = await api.getRows(view.id).catch(() => null);
  if (useImport.getState().view?.id !== view.id) return;
  set({ rows });
  showRows();
}

/** Shows all rows that have a place. */
export function showRows() {
  const places = useImport.getState().rows?.features.map((f) => f.geometry.coordinates) ?? [];
  const [lons, lats] = [0, 1].map((axis) => places.map((p) => p[axis] ?? 0).sort((a, b) => a - b));
  if (!lons || !lats || places.length === 0) return;
  // A few rows far off (swapped axes) would show half the globe: the middle 96 % are shown.
  const cut = Math.floor(places.length * 0.02);
  const [west, east] = [lons[cut], lons[lons.length - 1 - cut]];
  const [south, north] = [lats[cut], lats[lats.length - 1 - cut]];
  if (west === undefined || east === undefined || south === undefined || north === undefined) return;
  showBox([west, south, east, north], 15);
}

export async function send() {
  const { files, layer } = useImport.getState();
  const former = currentId();
  if (former) void api.dropImport(former);
  sending = new AbortController();
  set({
    busy: 'sending',
    sent: 0,
    problem: null,
    view: null,
    needs: null,
    rows: null,
    options: { layer },
    constants: {},
  });
  try {
    const onProgress = (sent: number) => set({ sent, busy: sent >= 1 ? 'checking' : 'sending' });
    await found(await api.sendFiles(files, { layer }, onProgress, sending.signal));
  } catch (error) {
    failed(error);
  }
}

export async function check(options: api.ImportOptions) {
  const id = currentId();
  if (id === null) return;
  set({ busy: 'checking', problem: null, options });
  try {
    await found(await api.checkImport(id, options));
  } catch (error) {
    failed(error);
  }
}

/** Stores what was checked, waits until the service shows it, and draws the map anew. */
export async function accept() {
  const id = currentId();
  if (id === null) return;
  set({ busy: 'storing', problem: null });
  try {
    let view = await api.commitImport(id);
    if (view.state !== 'stored') {
      await found(view);
      return;
    }
    set({ view, busy: 'showing', step: 'done' });
    while (!view.is_shown && useImport.getState().view?.id === id) {
      await new Promise((next) => setTimeout(next, 400));
      view = await api.getImport(id);
    }
    set({ view, busy: null });
    await queries.invalidateQueries();
    reloadTiles();
  } catch (error) {
    failed(error);
  }
}

export async function resume(id: string) {
  set({ ...start, busy: 'checking' });
  try {
    await found(await api.getImport(id));
  } catch (error) {
    failed(error);
  }
}

/** A mapping file of what the form says. */
export function mappingText(columns: Record<string, string>, constants: Record<string, string>): string {
  const lines = (of: Record<string, string>, quoted: boolean) =>
    Object.entries(of)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${quoted ? JSON.stringify(name) : name} = ${JSON.stringify(value)}`);
  return ['[columns]', ...lines(columns, true), '', '[constants]', ...lines(constants, false), ''].join('\n');
}
