/** The place of a finding of the doctor: a ring round it. */
import type { LayerSpecification as Layer, Map as LibreMap } from 'maplibre-gl';
import type { LonLat } from '../api/types';
import { setData } from './highlight';
import { EMPTY } from './overlays';

const INK = '#7a1fa2';

export const ailingLayers: Layer[] = [
  {
    id: 'ailing-casing',
    type: 'circle',
    source: 'ailing',
    paint: {
      'circle-radius': 20,
      'circle-color': 'rgba(122,31,162,0.1)',
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 6,
    },
  },
  {
    id: 'ailing-ring',
    type: 'circle',
    source: 'ailing',
    paint: {
      'circle-radius': 20,
      'circle-color': 'rgba(0,0,0,0)',
      'circle-stroke-color': INK,
      'circle-stroke-width': 3,
    },
  },
];

export function drawAiling(map: LibreMap, place: LonLat | null) {
  setData(
    map,
    'ailing',
    place === null
      ? EMPTY
      : {
          type: 'FeatureCollection',
          features: [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: place } }],
        },
  );
}
