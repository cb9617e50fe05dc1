/** What the reader looks at. The part that is `View` lives in the address; the rest does not. */
import { create } from 'zustand';
import type { BBox, Finding, LevelFilter, LonLat } from './api/types';
import { format, type GradeOf, parse, type Scope, type View } from './url';

/** A segment that is pointed at. */
export interface Pointed {
  id: string;
  from: LonLat;
  to: LonLat;
  actual: number;
  required: number | null;
  requiredMax: number | null;
  verdict: Finding['verdict'];
  /** The list of a relocation check that it is in. */
  list: 'vanish' | 'new' | 'stay' | null;
}

export type SideTab = 'layers' | 'grades' | 'plants' | 'violations' | 'hazards' | 'doctor';

/** A finding of the doctor that is looked at. */
export interface Ailing {
  key: string;
  place: LonLat;
}

interface State extends View {
  /** What the map shows, for "in view only". */
  bounds: BBox | null;
  pointed: Pointed | null;
  /** The segment that was clicked: it stays when the pointer leaves the others. */
  pinned: Pointed | null;
  sideTab: SideTab;
  level: LevelFilter | null;
  ailing: Ailing | null;
  panels: { left: boolean };
  /** Whether the map shows how far contours may be off. */
  bands: boolean;
  /** Ruleset of the colours; the one that holds today where none is chosen. */
  ruleset: string | null;
}

export const useView = create<State>()(() => ({
  ...parse(globalThis.location?.hash ?? ''),
  bounds: null,
  pointed: null,
  pinned: null,
  sideTab: 'layers',
  level: null,
  ailing: null,
  panels: { left: true },
  bands: false,
  ruleset: null,
}));

function address(): string {
  const { pathname, search } = location;
  return pathname + search + format(useView.getState());
}

/** Changes the view. `push` makes a step that "back" undoes; `keep` leaves the address for later. */
export function show(patch: Partial<View>, how: 'push' | 'replace' | 'keep' = 'push') {
  // A segment belongs to a plant at a place.
  const unpin = 'plant' in patch || 'to' in patch ? { pointed: null, pinned: null } : {};
  useView.setState({ ...patch, ...unpin });
  if (how === 'keep') return;
  const next = address();
  if (next === location.pathname + location.search + location.hash) return;
  if (how === 'push') history.pushState(null, '', next);
  else history.replaceState(null, '', next);
}

const NO_RISK = { spot: null, fn: null, grade: null, why: null, hazard: null } as const;

/** Chooses a plant, or none; a relocation check of another one ends, and a plant takes the place of the risk. */
export function choose(plant: string | null) {
  const now = useView.getState();
  if (plant === now.plant && now.why === null) return;
  show({ plant, to: null, ...(plant === null ? {} : NO_RISK) });
}

/** Opens the risk at a point, with the contours round it. */
export function askRisk(spot: LonLat) {
  const rounded: LonLat = [round(spot[0]), round(spot[1])];
  const shown = new Set(useView.getState().shown).add('contours');
  show({ ...NO_RISK, spot: rounded, plant: null, to: null, shown });
}

/** To about a metre, so that address and request name the same place. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

/** Opens the F-N curve of a scope. */
export function askFn(fn: Scope) {
  show({ ...NO_RISK, fn, plant: null, to: null });
}

/** Opens the colour of a unit. */
export function askGrade(grade: GradeOf) {
  show({ ...NO_RISK, grade, plant: null, to: null });
}

/** Opens a hidden hazard, or closes it. */
export function askHazard(hazard: string | null) {
  show({ ...NO_RISK, hazard, plant: null, to: null });
}

/** Closes what was opened last, one thing at a time; says whether there was any. */
export function closeLast(): boolean {
  const { plant, to, spot, fn, grade, why, hazard } = useView.getState();
  if (why !== null) show({ why: null });
  else if (to !== null) show({ to: null });
  else if (plant !== null) choose(null);
  else if (spot !== null) show({ spot: null });
  else if (fn !== null) show({ fn: null });
  else if (grade !== null) show({ grade: null });
  else if (hazard !== null) show({ hazard: null });
  else return false;
  return true;
}

/** Points at a segment; at none, the one that was clicked is left. */
export function point(segment: Pointed | null) {
  const now = useView.getState();
  const pointed = segment ?? now.pinned;
  if (pointed?.id === now.pointed?.id && pointed?.list === now.pointed?.list) return;
  useView.setState({ pointed });
}

/** Keeps pointing at a segment. */
export function pin(segment: Pointed) {
  useView.setState({ pointed: segment, pinned: segment });
}

export function pointedOf(finding: Finding, list: Pointed['list'] = null): Pointed {
  const { id, from, to, actual, required, verdict } = finding;
  return { id, from, to, actual, required, requiredMax: finding.required_max, verdict, list };
}

/** Follows "back", "forward" and a hash that was typed. */
export function followAddress(): () => void {
  const follow = () => useView.setState({ ...parse(location.hash), pointed: null, pinned: null });
  window.addEventListener('popstate', follow);
  return () => window.removeEventListener('popstate', follow);
}
