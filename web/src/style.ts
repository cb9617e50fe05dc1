/**
 * What the map draws: sources, layers, colours and legend, as data. The page draws this style, and
 * the build writes it to `dist/style.json`, which the service gives to other clients.
 *
 * Colours of the levels: 1 red, 2 orange, 3 yellow, 4 blue (四色图). No level is told by colour alone:
 * its numeral stands in the symbol, a question mark where it is unknown, and a hollow circle is a
 * plant without a major hazard installation.
 */
import type {
  ExpressionSpecification as Expression,
  FilterSpecification as Filter,
  LayerSpecification as Layer,
  SourceSpecification as Source,
  StyleSpecification as Style,
} from 'maplibre-gl';
import { scientific } from './format.ts';
import { type Lang, signs } from './words.ts';

export { signs };

/** A switch of the layers panel. The ids of its style layers begin with its key. */
export interface LayerSwitch {
  /** Shown at first. */
  on: boolean;
  /** Nothing is drawn below this zoom. */
  minzoom: number;
}

export const LAYERS = {
  plants: { on: true, minzoom: 0 },
  violations: { on: true, minzoom: 0 },
  unknowns: { on: false, minzoom: 0 },
  targets: { on: true, minzoom: 11 },
  lines: { on: true, minzoom: 10 },
  tanks: { on: true, minzoom: 12 },
  parks: { on: true, minzoom: 0 },
  districts: { on: true, minzoom: 0 },
  population: { on: false, minzoom: 9 },
  contours: { on: false, minzoom: 0 },
  hazards: { on: false, minzoom: 0 },
} satisfies Record<string, LayerSwitch>;

export type LayerKey = keyof typeof LAYERS;

export const LEVELS = [
  { level: 1, fill: '#c8102e', ink: '#ffffff' },
  { level: 2, fill: '#e8730c', ink: '#1c1300' },
  { level: 3, fill: '#f5c400', ink: '#2b2200' },
  { level: 4, fill: '#1769c8', ink: '#ffffff' },
] as const;

export const UNKNOWN = { fill: '#6b7480', ink: '#ffffff' } as const;
export const HOLLOW = { fill: '#ffffff', line: '#5b6673' } as const;

/** Open hidden hazards by level. */
export const HAZARDS = { major: '#b3001b', general: '#f2a900' } as const;

export const CATEGORIES = {
  high_sensitivity: '#7a1fa2',
  important: '#a3185f',
  general_1: '#00695c',
  general_2: '#2e7d7d',
  general_3: '#5d7a72',
  none: '#66727c',
} as const;

export const PARKS = { chemical_park: '#8a5a2b', industrial_zone: '#6d7f8f' } as const;

export const FINDINGS = { violation: '#b3001b', unknown: '#5f6b76' } as const;

/** Segments of a relocation check: those that vanish are dashed too. */
export const SITUATION = { vanish: '#6b7480', new: '#c8102e', stay: '#b35600' } as const;

export const LINES = { road: '#a9a18f', railway: '#5c6370', wire: '#8b7bb0', river: '#4d93c7', pipe: '#9a6f4b' } as const;

/**
 * Individual risk, a year, from which a colour holds: the limits of GB 36894-2018 are among them. The
 * fills darken from level to level, so that they are told apart without seeing hues.
 */
export const RISK = [
  { level: 3e-7, fill: '#fbd24a', line: '#8f6400' },
  { level: 1e-6, fill: '#f3903f', line: '#a94c00' },
  { level: 3e-6, fill: '#d44842', line: '#a32a2f' },
  { level: 1e-5, fill: '#8a226a', line: '#6f1a58' },
  { level: 3e-5, fill: '#3b0f70', line: '#2b0a52' },
] as const;

export const RISK_OPACITY = 0.24;

/** The chart of societal risk. */
export const FN = {
  curve: '#12355b',
  band: '#12355b',
  upper: '#b3001b',
  lower: '#1d6b3a',
  zone: '#fdf0cf',
  below: '#ffffff',
  grid: '#d9e0e8',
  ink: '#36465a',
} as const;

/** People per km² from which a colour holds. */
export const DENSITY = [
  [0, '#f1f4f8'],
  [500, '#dbe4ee'],
  [2000, '#b9cbe0'],
  [5000, '#93a9cf'],
  [10000, '#7c7fbb'],
  [20000, '#6a4c9c'],
] as const;

export const BASE = { ground: '#e9edf1', land: '#fbfcfd', border: '#8593a3', town: '#c6d0da', ink: '#26323f' } as const;

/** Fonts of the reader's machine first; the one that is shipped with the page stands in for all. */
export const FONTS = ['Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC Variable'];
// MapLibre reads the weight off the first name of the stack; that one exists nowhere on purpose.
const MEDIUM = ['Anjie Medium', ...FONTS];
const BOLD = ['Anjie Bold', ...FONTS];

const LINE_SUBTYPES: Record<keyof typeof LINES, string[]> = {
  road: ['expressway', 'class_1_road', 'class_2_road', 'road', 'urban_trunk_road', 'urban_branch_road'],
  railway: ['national_railway', 'enterprise_railway', 'railway_yard'],
  wire: ['power_line', 'communication_line'],
  river: ['river_bank'],
  pipe: ['oil_pipeline', 'liquefied_hydrocarbon_pipeline', 'gas_pipeline'],
};

/** Lines that are drawn from the start; the others need a closer look. */
const FAR_LINES = ['expressway', 'class_1_road', ...LINE_SUBTYPES.railway, ...LINE_SUBTYPES.river, ...LINE_SUBTYPES.pipe];

/** Targets of which there are so many that they get their sign only close by. */
const CROWDED = ['residential', 'industry'];

const get = (name: string): Expression => ['get', name];
const isPoint: Filter = ['==', ['geometry-type'], 'Point'];
const isArea: Filter = ['==', ['geometry-type'], 'Polygon'];
const notLine: Filter = ['!=', ['geometry-type'], 'LineString'];
const isLine: Filter = ['==', ['geometry-type'], 'LineString'];

/** A match on a property; the record's `none`, or else `otherwise`, is for all other values. */
function match(input: Expression, cases: Record<string, string>, otherwise: string): Expression {
  const pairs = Object.entries(cases).filter(([key]) => key !== 'none');
  return ['match', input, ...pairs.flat(), cases.none ?? otherwise] as unknown as Expression;
}

function byZoom(...stops: [zoom: number, value: number | Expression][]): Expression {
  return ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as unknown as Expression;
}

const graded: Expression = ['==', get('verdict'), 'graded'];
const unknown: Expression = ['==', get('verdict'), 'unknown'];

/** One value for each level, one for an unknown level, one for no major hazard installation. */
function byLevel<T extends string | number>(levels: readonly [T, T, T, T], ifUnknown: T, ifNone: T): Expression {
  const cases = levels.flatMap((value, i) => [i + 1, value]);
  const level = ['match', get('level'), ...cases, ifUnknown] as unknown as Expression;
  return ['case', graded, level, unknown, ifUnknown, ifNone];
}

const four = <T>(of: (level: (typeof LEVELS)[number]) => T) => LEVELS.map(of) as unknown as [T, T, T, T];
const categoryColour = match(['coalesce', get('category'), 'none'], CATEGORIES, CATEGORIES.none);
const lineColour = [
  'match',
  get('subtype'),
  ...Object.entries(LINE_SUBTYPES).flatMap(([kind, subtypes]) => [subtypes, LINES[kind as keyof typeof LINES]]),
  LINES.road,
] as unknown as Expression;

/** More urgent plants are drawn over the others and keep their numeral. */
const urgency = byLevel([5, 4, 3, 2], 1, 0);
const radius = (more = 0) => {
  const size = (big: number, small: number): Expression => ['case', graded, big + more, unknown, big - 1 + more, small + more];
  return byZoom([8, size(5, 2.5)], [11, size(8, 4)], [14, size(10.5, 6.5)], [17, size(12, 8)]);
};

function signOf(lang: Lang): Expression {
  const cases = Object.entries(signs).map(([subtype, sign]) => [subtype, sign[lang]]);
  return match(get('subtype'), Object.fromEntries(cases), '·');
}

const tiles = (layers: string): Source => ({ type: 'vector', url: `/tiles/${layers}` });

export const SOURCES = {
  base: tiles('districts,parks'),
  risk: tiles('facilities,vessels,violations'),
  targets: tiles('targets'),
  population: tiles('population'),
  contours: tiles('contours'),
  hazards: tiles('hidden_hazards'),
} satisfies Record<string, Source>;

/** The level that a risk reaches; null below the lowest. A hair below a level is that level, as tiles keep fewer digits. */
export function riskLevel(perYear: number): (typeof RISK)[number] | null {
  return RISK.findLast(({ level }) => perYear * 1.001 >= level) ?? null;
}

/** The same as an expression. */
export function byRisk(of: (level: (typeof RISK)[number]) => string): Expression {
  const [lowest, ...higher] = RISK;
  const steps = higher.flatMap((level) => [level.level, of(level)]);
  return ['step', ['*', 1.001, get('per_year')], of(lowest), ...steps] as unknown as Expression;
}

function ground(): Layer[] {
  const level = (name: string): Filter => ['==', get('level'), name];
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': BASE.ground } },
    {
      id: 'districts-land',
      type: 'fill',
      source: 'base',
      'source-layer': 'districts',
      filter: level('county'),
      paint: { 'fill-color': BASE.land },
    },
    {
      id: 'population-cells',
      type: 'fill',
      source: 'population',
      'source-layer': 'population',
      minzoom: 9,
      paint: {
        'fill-color': ['step', ['coalesce', get('density_km2'), 0], ...DENSITY.flat().slice(1)] as unknown as Expression,
        'fill-opacity': byZoom([9, 0.75], [13, 0.5], [16, 0.25]),
      },
    },
    {
      id: 'contours-area',
      type: 'fill',
      source: 'contours',
      'source-layer': 'contours',
      layout: { 'fill-sort-key': get('per_year') },
      paint: { 'fill-color': byRisk((l) => l.fill), 'fill-opacity': RISK_OPACITY },
    },
    {
      id: 'contours-line',
      type: 'line',
      source: 'contours',
      'source-layer': 'contours',
      paint: { 'line-color': byRisk((l) => l.line), 'line-width': byZoom([8, 0.8], [14, 2]) },
    },
    {
      id: 'districts-town',
      type: 'line',
      source: 'base',
      'source-layer': 'districts',
      filter: level('town'),
      minzoom: 9,
      paint: { 'line-color': BASE.town, 'line-width': byZoom([9, 0.5], [14, 1.2]), 'line-dasharray': [3, 2] },
    },
    {
      id: 'districts-county',
      type: 'line',
      source: 'base',
      'source-layer': 'districts',
      filter: level('county'),
      paint: { 'line-color': BASE.border, 'line-width': byZoom([8, 0.8], [14, 2]) },
    },
    {
      id: 'districts-city',
      type: 'line',
      source: 'base',
      'source-layer': 'districts',
      filter: level('city'),
      paint: { 'line-color': BASE.border, 'line-width': byZoom([8, 1.6], [14, 3]) },
    },
    {
      id: 'parks-area',
      type: 'fill',
      source: 'base',
      'source-layer': 'parks',
      paint: { 'fill-color': match(get('kind'), PARKS, PARKS.industrial_zone), 'fill-opacity': byZoom([9, 0.16], [15, 0.06]) },
    },
    {
      id: 'parks-outline',
      type: 'line',
      source: 'base',
      'source-layer': 'parks',
      paint: {
        'line-color': match(get('kind'), PARKS, PARKS.industrial_zone),
        'line-width': byZoom([8, 1], [14, 2]),
        'line-dasharray': [4, 2],
      },
    },
  ];
}

function surroundings(): Layer[] {
  const isRail: Filter = ['in', get('subtype'), ['literal', LINE_SUBTYPES.railway]];
  const width: Expression = ['match', get('subtype'), ['expressway', 'national_railway', 'river_bank'], 2, 1];
  return [
    {
      id: 'targets-area',
      type: 'fill',
      source: 'targets',
      'source-layer': 'targets',
      minzoom: 12,
      filter: isArea,
      paint: { 'fill-color': categoryColour, 'fill-opacity': 0.16, 'fill-outline-color': categoryColour },
    },
    {
      id: 'lines-line',
      type: 'line',
      source: 'targets',
      'source-layer': 'targets',
      minzoom: 10,
      // The net of lesser roads is drawn where single houses are.
      filter: ['all', isLine, ['any', ['>=', ['zoom'], 12], ['in', get('subtype'), ['literal', FAR_LINES]]]] as Filter,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': lineColour, 'line-width': byZoom([10, ['*', 0.6, width]], [16, ['*', 2.2, width]]) },
    },
    {
      id: 'lines-rail',
      type: 'line',
      source: 'targets',
      'source-layer': 'targets',
      minzoom: 12,
      filter: ['all', isLine, isRail] as Filter,
      paint: { 'line-color': '#ffffff', 'line-width': byZoom([12, 0.8], [16, 2.4]), 'line-dasharray': [4, 4] },
    },
    {
      id: 'plants-area',
      type: 'fill',
      source: 'risk',
      'source-layer': 'facilities',
      minzoom: 11,
      filter: isArea,
      paint: {
        'fill-color': byLevel(
          four((l) => l.fill),
          UNKNOWN.fill,
          HOLLOW.line,
        ),
        'fill-opacity': 0.14,
      },
    },
    {
      id: 'plants-outline',
      type: 'line',
      source: 'risk',
      'source-layer': 'facilities',
      minzoom: 11,
      filter: isArea,
      paint: {
        'line-color': byLevel(
          four((l) => l.fill),
          UNKNOWN.fill,
          HOLLOW.line,
        ),
        'line-width': byZoom([11, 0.8], [16, 2]),
      },
    },
    {
      id: 'tanks-area',
      type: 'fill',
      source: 'risk',
      'source-layer': 'vessels',
      minzoom: 12,
      filter: isArea,
      paint: { 'fill-color': '#4c6a88', 'fill-opacity': 0.45, 'fill-outline-color': '#2f4a66' },
    },
    {
      id: 'hazards-point',
      type: 'circle',
      source: 'hazards',
      'source-layer': 'hidden_hazards',
      paint: {
        'circle-radius': byZoom([8, 3], [14, 6]),
        'circle-color': match(get('level'), { major: HAZARDS.major }, HAZARDS.general),
        'circle-stroke-color': '#ffffff',
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'tanks-point',
      type: 'circle',
      source: 'risk',
      'source-layer': 'vessels',
      minzoom: 12,
      filter: isPoint,
      paint: {
        'circle-radius': byZoom([12, 1], [15, 2.5], [18, 6]),
        'circle-color': '#9db4ca',
        'circle-stroke-color': '#2f4a66',
        'circle-stroke-width': byZoom([12, 0.5], [16, 1.2]),
      },
    },
  ];
}

function findings(): Layer[] {
  const of = (verdict: string): Filter => ['==', get('verdict'), verdict];
  return [
    {
      id: 'unknowns-line',
      type: 'line',
      source: 'risk',
      'source-layer': 'violations',
      filter: of('unknown'),
      paint: { 'line-color': FINDINGS.unknown, 'line-width': byZoom([10, 1], [16, 2.2]), 'line-dasharray': [2, 1.5] },
    },
    {
      id: 'violations-casing',
      type: 'line',
      source: 'risk',
      'source-layer': 'violations',
      filter: of('violation'),
      paint: { 'line-color': '#ffffff', 'line-width': byZoom([10, 2], [16, 6]), 'line-opacity': 0.85 },
    },
    {
      id: 'violations-line',
      type: 'line',
      source: 'risk',
      'source-layer': 'violations',
      filter: of('violation'),
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': FINDINGS.violation, 'line-width': byZoom([10, 1.2], [16, 3]) },
    },
  ];
}

function symbols(lang: Lang): Layer[] {
  return [
    {
      id: 'targets-point',
      type: 'circle',
      source: 'targets',
      'source-layer': 'targets',
      minzoom: 11,
      filter: isPoint,
      paint: {
        'circle-radius': byZoom([11, 1.5], [12.9, 3.5], [13, 6.5], [17, 10]),
        'circle-color': ['step', ['zoom'], categoryColour, 13, '#ffffff'] as Expression,
        'circle-stroke-color': ['step', ['zoom'], '#ffffff', 13, categoryColour] as Expression,
        'circle-stroke-width': byZoom([11, 0.5], [13, 1.6]),
      },
    },
    {
      id: 'targets-sign',
      type: 'symbol',
      source: 'targets',
      'source-layer': 'targets',
      minzoom: 13,
      filter: ['all', notLine, ['any', ['!', ['in', get('subtype'), ['literal', CROWDED]]], ['>=', ['zoom'], 15]]] as Filter,
      layout: {
        'text-field': signOf(lang),
        'text-font': BOLD,
        'text-size': byZoom([13, 9.5], [17, 13]),
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': categoryColour, 'text-halo-color': '#ffffff', 'text-halo-width': 0.8 },
    },
    {
      id: 'plants-ring',
      type: 'circle',
      source: 'risk',
      'source-layer': 'facilities',
      filter: ['all', isPoint, ['>', ['coalesce', get('violations'), 0], 0]] as Filter,
      layout: { 'circle-sort-key': urgency },
      paint: {
        'circle-radius': radius(2.4),
        'circle-color': '#ffffff',
        'circle-stroke-color': FINDINGS.violation,
        'circle-stroke-width': 1.4,
      },
    },
    {
      id: 'plants-point',
      type: 'circle',
      source: 'risk',
      'source-layer': 'facilities',
      filter: isPoint,
      layout: { 'circle-sort-key': urgency },
      paint: {
        'circle-radius': radius(),
        'circle-color': byLevel(
          four((l) => l.fill),
          UNKNOWN.fill,
          HOLLOW.fill,
        ),
        'circle-stroke-color': byLevel(['#ffffff', '#ffffff', '#5c4a00', '#ffffff'], '#ffffff', HOLLOW.line),
        'circle-stroke-width': byLevel([1, 1, 1, 1], 1, 1.6),
      },
    },
    {
      id: 'plants-count',
      type: 'symbol',
      source: 'risk',
      'source-layer': 'facilities',
      filter: ['all', isPoint, ['has', 'count']] as Filter,
      layout: {
        'text-field': ['concat', '×', ['to-string', get('count')]] as Expression,
        'text-font': BOLD,
        'text-size': 10.5,
        'text-anchor': 'left',
        'text-offset': [0.9, 0],
        'text-optional': true,
      },
      paint: { 'text-color': BASE.ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
    },
    {
      id: 'contours-name',
      type: 'symbol',
      source: 'contours',
      'source-layer': 'contours',
      minzoom: 10,
      layout: {
        'symbol-placement': 'line',
        'text-field': byRisk((l) => scientific(l.level)),
        'text-font': BOLD,
        'text-size': 11,
        'symbol-spacing': 320,
      },
      paint: { 'text-color': byRisk((l) => l.line), 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
    },
    ...names('base'),
    {
      id: 'targets-name',
      type: 'symbol',
      source: 'targets',
      'source-layer': 'targets',
      minzoom: 14.5,
      filter: notLine,
      layout: {
        'text-field': get('name'),
        'text-font': FONTS,
        'text-size': 11,
        'text-max-width': 9,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 1.1,
        'text-optional': true,
      },
      paint: { 'text-color': categoryColour, 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
    },
    {
      id: 'lines-name',
      type: 'symbol',
      source: 'targets',
      'source-layer': 'targets',
      minzoom: 13,
      filter: isLine,
      layout: {
        'symbol-placement': 'line',
        'text-field': get('name'),
        'text-font': FONTS,
        'text-size': 10.5,
        'symbol-spacing': 420,
      },
      paint: { 'text-color': '#59636e', 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
    },
    {
      id: 'tanks-name',
      type: 'symbol',
      source: 'risk',
      'source-layer': 'vessels',
      minzoom: 15.5,
      layout: {
        'text-field': ['coalesce', get('name_zh'), get('substance'), ''] as Expression,
        'text-font': FONTS,
        'text-size': 10.5,
        'text-variable-anchor': ['center', 'top', 'bottom', 'right', 'left'],
        'text-radial-offset': 0.9,
      },
      paint: { 'text-color': '#2f4a66', 'text-halo-color': '#ffffff', 'text-halo-width': 1.3 },
    },
    {
      id: 'plants-name',
      type: 'symbol',
      source: 'risk',
      'source-layer': 'facilities',
      minzoom: 12.5,
      filter: isPoint,
      layout: {
        'symbol-sort-key': ['-', 0, urgency],
        'text-field': get('name'),
        'text-font': MEDIUM,
        'text-size': 12,
        'text-max-width': 10,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        // Clear of the ring round the chosen plant.
        'text-radial-offset': 1.7,
        'text-justify': 'auto',
      },
      paint: { 'text-color': BASE.ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
    },
    {
      id: 'plants-numeral',
      type: 'symbol',
      source: 'risk',
      'source-layer': 'facilities',
      minzoom: 8.5,
      filter: ['all', isPoint, ['!=', get('verdict'), 'not_major_hazard']] as Filter,
      layout: {
        'symbol-sort-key': ['-', 0, urgency],
        'text-field': byLevel(['1', '2', '3', '4'], '?', ''),
        'text-font': BOLD,
        'text-size': byZoom([8.5, 9], [11, 11.5], [14, 14]),
        // As wide as the circle: where two overlap, only the upper one keeps its numeral.
        'text-padding': 4,
      },
      paint: {
        'text-color': byLevel(
          four((l) => l.ink),
          UNKNOWN.ink,
          HOLLOW.line,
        ),
      },
    },
  ];
}

/** Names of districts and parks, from the tiles or from the page's own label points. */
export function names(source: 'base' | 'labels'): Layer[] {
  const from = (layer: string) => (source === 'base' ? { source, 'source-layer': layer } : { source });
  const which = (layer: string, more: Filter): Filter =>
    source === 'base' ? more : (['all', ['==', get('layer'), layer], more] as Filter);
  const level = (name: string): Filter => ['==', get('level'), name];
  const halo = { 'text-halo-color': '#ffffff', 'text-halo-width': 1.8 };
  return [
    {
      id: 'districts-name-town',
      type: 'symbol',
      ...from('districts'),
      minzoom: 10.3,
      filter: which('districts', level('town')),
      layout: { 'text-field': get('name'), 'text-font': FONTS, 'text-size': byZoom([10, 10.5], [14, 13]), 'text-padding': 6 },
      paint: { 'text-color': '#5a6774', ...halo },
    },
    {
      id: 'parks-name',
      type: 'symbol',
      ...from('parks'),
      minzoom: 10.5,
      filter: which('parks', ['has', 'name']),
      layout: { 'text-field': get('name'), 'text-font': MEDIUM, 'text-size': byZoom([10, 11], [14, 14]), 'text-max-width': 9 },
      paint: { 'text-color': '#6b4420', ...halo },
    },
    {
      id: 'districts-name-county',
      type: 'symbol',
      ...from('districts'),
      maxzoom: 13,
      filter: which('districts', level('county')),
      layout: {
        'text-field': get('name'),
        'text-font': BOLD,
        'text-size': byZoom([8, 13], [12, 19]),
        'text-letter-spacing': 0.12,
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
        'text-radial-offset': 0.8,
      },
      paint: { 'text-color': '#3c4a59', ...halo },
    },
  ] as Layer[];
}

/** The whole style. */
export function mapStyle(lang: Lang): Style {
  return {
    version: 8,
    name: '安界 Anjie',
    sources: SOURCES,
    layers: [...ground(), ...surroundings(), ...findings(), ...symbols(lang)],
  };
}

/** The one thing in the style that depends on the language. */
export const SIGN_LAYER = { id: 'targets-sign', textField: signOf };
