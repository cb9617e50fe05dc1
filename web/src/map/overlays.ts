/** What the page draws over the style: the chosen plant, a relocation check, a pointed-at segment. */
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification as Layer, SourceSpecification as Source, StyleSpecification } from 'maplibre-gl';
import { FINDINGS, FONTS, mapStyle, names, SITUATION } from '../style';
import type { Lang } from '../words';
import { ailingLayers } from './ailing';
import { bandLayers } from './bands';
import { importLayers } from './imports';

export const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

const own = (): Source => ({ type: 'geojson', data: EMPTY });
export const OVERLAYS = {
  labels: own(),
  ghost: own(),
  situation: own(),
  highlight: own(),
  imports: own(),
  ailing: own(),
  bands: own(),
};

const CHOSEN = '#0b2545';

const below: Layer[] = [
  ...bandLayers,
  {
    id: 'chosen-area',
    type: 'line',
    source: 'risk',
    'source-layer': 'facilities',
    minzoom: 11,
    filter: ['==', ['get', 'id'], ''],
    paint: { 'line-color': CHOSEN, 'line-width': 2.5 },
  },
  {
    id: 'ghost-area',
    type: 'fill',
    source: 'ghost',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': CHOSEN, 'fill-opacity': 0.12 },
  },
  {
    id: 'ghost-outline',
    type: 'line',
    source: 'ghost',
    paint: { 'line-color': CHOSEN, 'line-width': 2, 'line-dasharray': [2, 1.5] },
  },
];

const colour = ['match', ['get', 'list'], 'new', SITUATION.new, 'stay', SITUATION.stay, SITUATION.vanish] as const;
const isList = (...lists: string[]) => ['in', ['get', 'list'], ['literal', lists]];

const above = [
  {
    id: 'situation-casing',
    type: 'line',
    source: 'situation',
    filter: isList('new', 'stay'),
    paint: { 'line-color': '#ffffff', 'line-width': 6, 'line-opacity': 0.9 },
  },
  {
    id: 'situation-vanish',
    type: 'line',
    source: 'situation',
    filter: isList('vanish'),
    paint: { 'line-color': colour, 'line-width': 2, 'line-dasharray': [2, 1.6] },
  },
  {
    id: 'situation-line',
    type: 'line',
    source: 'situation',
    filter: isList('new', 'stay'),
    layout: { 'line-cap': 'round' },
    paint: { 'line-color': colour, 'line-width': 2.8 },
  },
  {
    id: 'highlight-casing',
    type: 'line',
    source: 'highlight',
    filter: ['==', ['get', 'role'], 'line'],
    layout: { 'line-cap': 'round' },
    paint: { 'line-color': '#ffffff', 'line-width': 9, 'line-opacity': 0.95 },
  },
  {
    id: 'highlight-line',
    type: 'line',
    source: 'highlight',
    filter: ['==', ['get', 'role'], 'line'],
    layout: { 'line-cap': 'round' },
    paint: { 'line-color': ['get', 'colour'], 'line-width': 4.5 },
  },
  {
    id: 'highlight-end',
    type: 'circle',
    source: 'highlight',
    filter: ['==', ['get', 'role'], 'end'],
    paint: {
      'circle-radius': 5.5,
      'circle-color': '#ffffff',
      'circle-stroke-color': ['get', 'colour'],
      'circle-stroke-width': 3,
    },
  },
  {
    id: 'highlight-label',
    type: 'symbol',
    source: 'highlight',
    filter: ['==', ['get', 'role'], 'label'],
    layout: {
      'text-field': ['get', 'text'],
      'text-font': ['Anjie Bold', ...FONTS],
      'text-size': 14,
      'text-max-width': 24,
      'text-offset': [0, -1.4],
      'text-allow-overlap': true,
      'text-padding': 6,
    },
    paint: { 'text-color': FINDINGS.violation, 'text-halo-color': '#ffffff', 'text-halo-width': 3 },
  },
];

const ring: Layer = {
  id: 'chosen-ring',
  type: 'circle',
  source: 'risk',
  'source-layer': 'facilities',
  filter: ['==', ['get', 'id'], ''],
  paint: {
    'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 10, 14, 17],
    'circle-color': 'rgba(11,37,69,0.08)',
    'circle-stroke-color': CHOSEN,
    'circle-stroke-width': 2.5,
  },
};

/** The style with the page's own layers. Names come from label points: one for each district in view. */
export function pageStyle(lang: Lang): StyleSpecification {
  const style = mapStyle(lang);
  const labels = new Map(names('labels').map((layer) => [layer.id, layer]));
  const layers = style.layers.flatMap((layer) => {
    const drawn = labels.get(layer.id) ?? layer;
    if (layer.id === 'unknowns-line') return [...below, drawn];
    if (layer.id === 'plants-ring') return [ring, drawn];
    return [drawn];
  });
  return {
    ...style,
    sources: { ...style.sources, ...OVERLAYS },
    layers: [...layers, ...(above as unknown as Layer[]), ...importLayers, ...ailingLayers],
  };
}
