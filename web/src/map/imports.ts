/** Rows of an import on the map: green where they can be taken, red where not; the chosen one ringed. */
import type { FeatureCollection } from 'geojson';
import type {
  FilterSpecification as Filter,
  LayerSpecification as Layer,
  Map as LibreMap,
} from 'maplibre-gl';
import type { Rows } from '../api/imports';
import { setData } from './highlight';

export const IMPORT = { ok: '#0a7d3c', bad: '#b3001b' };

const isBad: Filter = ['==', ['get', 'ok'], false];

/** No row is told by colour alone: one with issues is larger and bears a mark. */
export const importLayers: Layer[] = [
  {
    id: 'imports-point',
    type: 'circle',
    source: 'imports',
    paint: {
      'circle-radius': ['case', isBad, 8, 6],
      'circle-color': ['case', isBad, IMPORT.bad, IMPORT.ok],
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 2,
    },
  },
  {
    id: 'imports-mark',
    type: 'symbol',
    source: 'imports',
    filter: isBad,
    layout: { 'text-field': '!', 'text-font': ['Anjie Bold'], 'text-size': 12, 'text-allow-overlap': true },
    paint: { 'text-color': '#ffffff' },
  },
  {
    id: 'imports-chosen',
    type: 'circle',
    source: 'imports',
    filter: ['==', ['get', 'row'], -1],
    paint: {
      'circle-radius': 15,
      'circle-color': 'rgba(11,37,69,0.12)',
      'circle-stroke-color': '#0b2545',
      'circle-stroke-width': 3,
    },
  },
];

export function drawImport(map: LibreMap, rows: Rows | null, row: number | null) {
  const data: FeatureCollection = { type: 'FeatureCollection', features: rows?.features ?? [] };
  setData(map, 'imports', data);
  map.setFilter('imports-chosen', ['==', ['get', 'row'], row ?? -1]);
}
