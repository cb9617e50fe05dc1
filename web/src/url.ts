/**
 * The view, as the part of the address after `#`:
 *
 *     #11.20/31.77000/119.95000&plant=F0001&to=119.98000,31.95000&show=population&hide=parks&lang=en
 *
 * `risk=119.95000,31.77000` asks for the individual risk there, `fn=park:P01` for the F-N curve of a
 * scope, `grade=town:320411001` for the colour of a unit, `why=V0001` for the scenarios of a vessel, `why=pipeline:L01` for those of a pipeline,
 * `hazard=H000001` for a hidden hazard.
 * Zoom, latitude and longitude come first, as in every web map. What is at its default is left out.
 */
import type { LonLat } from './api/types';
import { LAYERS, type LayerKey } from './style';
import type { Lang } from './words';

export interface Camera {
  zoom: number;
  center: LonLat;
}

export const SCOPES = ['city', 'county', 'town', 'park', 'facility', 'vessel', 'pipeline'] as const;

/** What an F-N curve is of; the city's id is `all`. */
export interface Scope {
  scope: (typeof SCOPES)[number];
  id: string;
}

export const GRADE_LEVELS = ['city', 'county', 'town', 'park', 'enterprise', 'cell'] as const;
export type GradeLevel = (typeof GRADE_LEVELS)[number];

/** A unit whose colour is asked for. */
export interface GradeOf {
  level: GradeLevel;
  id: string;
}

export interface View {
  /** Null until the map was moved: the whole city. */
  camera: Camera | null;
  plant: string | null;
  /** Where the plant is tried, in a relocation check. */
  to: LonLat | null;
  /** A point whose individual risk is asked for. */
  spot: LonLat | null;
  /** Whose F-N curve is asked for. */
  fn: Scope | null;
  /** The unit whose colour is asked for. */
  grade: GradeOf | null;
  /** The vessel whose scenarios are asked for. */
  why: string | null;
  /** The hidden hazard that is looked at. */
  hazard: string | null;
  shown: ReadonlySet<LayerKey>;
  lang: Lang;
}

const KEYS = Object.keys(LAYERS) as LayerKey[];

export function defaultShown(): Set<LayerKey> {
  return new Set(KEYS.filter((key) => LAYERS[key].on));
}

const isKey = (text: string): text is LayerKey => (KEYS as string[]).includes(text);

export function toPlace(lon: number, lat: number): LonLat | null {
  const fits = Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return fits ? [lon, lat] : null;
}

function numbers(text: string, separator: string): number[] {
  return text.split(separator).map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
}

function camera(text: string): Camera | null {
  const [zoom, lat, lon, ...more] = numbers(text, '/');
  if (zoom === undefined || lat === undefined || lon === undefined || more.length > 0) return null;
  const center = toPlace(lon, lat);
  return center && zoom >= 0 && zoom <= 24 ? { zoom, center } : null;
}

function spot(text: string): LonLat | null {
  const [lon = Number.NaN, lat = Number.NaN] = numbers(text, ',');
  return toPlace(lon, lat);
}

function scope(text: string): Scope | null {
  const [word = '', ...rest] = text.split(':');
  const found = SCOPES.find((known) => known === word);
  const id = rest.join(':');
  return found && id !== '' ? { scope: found, id } : null;
}

function gradeOf(text: string): GradeOf | null {
  const [word = '', ...rest] = text.split(':');
  const level = GRADE_LEVELS.find((known) => known === word);
  const id = rest.join(':');
  return level && id !== '' ? { level, id } : null;
}

/** The view of a hash. What cannot be read is as if it were not there. */
export function parse(hash: string): View {
  const [head = '', ...rest] = hash.replace(/^#/, '').split('&');
  const fields = new URLSearchParams((head.includes('=') ? [head, ...rest] : rest).join('&'));
  const shown = defaultShown();
  for (const key of (fields.get('show') ?? '').split(',')) if (isKey(key)) shown.add(key);
  for (const key of (fields.get('hide') ?? '').split(',')) if (isKey(key)) shown.delete(key);
  const plant = fields.get('plant') || null;
  const [lon = Number.NaN, lat = Number.NaN] = numbers(fields.get('to') ?? '', ',');
  return {
    camera: camera(head),
    plant,
    to: plant === null ? null : toPlace(lon, lat),
    spot: spot(fields.get('risk') ?? ''),
    fn: scope(fields.get('fn') ?? ''),
    grade: gradeOf(fields.get('grade') ?? ''),
    why: fields.get('why') || null,
    hazard: fields.get('hazard') || null,
    shown,
    lang: fields.get('lang') === 'en' ? 'en' : 'zh',
  };
}

/** The hash of a view; `parse` gives the view back, to five decimals of a degree. */
export function format(view: View): string {
  const parts: string[] = [];
  const fixed = (value: number) => value.toFixed(5);
  if (view.camera) {
    const { zoom, center } = view.camera;
    parts.push(`${zoom.toFixed(2)}/${fixed(center[1])}/${fixed(center[0])}`);
  }
  if (view.plant !== null) parts.push(`plant=${encodeURIComponent(view.plant)}`);
  if (view.plant !== null && view.to !== null) parts.push(`to=${view.to.map(fixed).join(',')}`);
  if (view.spot !== null) parts.push(`risk=${view.spot.map(fixed).join(',')}`);
  if (view.fn !== null) parts.push(`fn=${view.fn.scope}:${encodeURIComponent(view.fn.id)}`);
  if (view.grade !== null) parts.push(`grade=${view.grade.level}:${encodeURIComponent(view.grade.id)}`);
  if (view.why !== null) parts.push(`why=${encodeURIComponent(view.why)}`);
  if (view.hazard !== null) parts.push(`hazard=${encodeURIComponent(view.hazard)}`);
  const usual = defaultShown();
  const show = KEYS.filter((key) => view.shown.has(key) && !usual.has(key));
  const hide = KEYS.filter((key) => !view.shown.has(key) && usual.has(key));
  if (show.length > 0) parts.push(`show=${show.join(',')}`);
  if (hide.length > 0) parts.push(`hide=${hide.join(',')}`);
  if (view.lang !== 'zh') parts.push(`lang=${view.lang}`);
  return parts.length === 0 ? '' : `#${parts.join('&')}`;
}
