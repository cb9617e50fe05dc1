/** Where each contour may lie: dashed where 5 % of the sets of multipliers reach its level, dotted where 95 % do. */
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification as Layer, Map as LibreMap } from 'maplibre-gl';
import { byRisk } from '../style';
import { setData } from './highlight';
import { EMPTY } from './overlays';

const line = (band: 'possible' | 'sure', dashes: [number, number]): Layer => ({
  id: `bands-${band}`,
  type: 'line',
  source: 'bands',
  filter: ['==', ['get', 'band'], band],
  paint: { 'line-color': byRisk((level) => level.line), 'line-width': 1.4, 'line-dasharray': dashes },
});

export const bandLayers: Layer[] = [line('possible', [5, 3]), line('sure', [1, 2])];

export function drawBands(map: LibreMap, bands: FeatureCollection | null) {
  setData(map, 'bands', bands ?? EMPTY);
}
