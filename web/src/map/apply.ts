/** Brings the map to the view: which layers are drawn, what is chosen, where it looks. */
import type { FilterSpecification as Filter, Map as LibreMap, VectorTileSource } from 'maplibre-gl';
import type { Summary } from '../api/types';
import { LAYERS, type LayerKey, mapStyle, SIGN_LAYER, SOURCES } from '../style';
import type { Camera, View } from '../url';

const STYLE_LAYERS = mapStyle('zh').layers.map((layer) => layer.id);
const FINDING_LAYERS = ['violations-casing', 'violations-line', 'unknowns-line'];

/** Now that the risk is there: its layers were described as empty before. */
export function applyRisk(map: LibreMap) {
  const { url } = SOURCES.contours as { url?: string };
  const source = map.getSource('contours');
  if (source?.type === 'vector' && url) (source as VectorTileSource).setUrl(url);
}

/** Layers of the risk are asked for when it is there: a tile that failed is not asked for again. */
export function applyShown(map: LibreMap, shown: View['shown'], risk: Summary['risk'] | undefined) {
  const ready = risk === 'ready';
  for (const key of Object.keys(LAYERS) as LayerKey[]) {
    const visibility = shown.has(key) && (key !== 'contours' || ready) ? 'visible' : 'none';
    for (const id of STYLE_LAYERS)
      if (id.startsWith(`${key}-`)) map.setLayoutProperty(id, 'visibility', visibility);
  }
}

export function applyLang(map: LibreMap, lang: View['lang']) {
  map.setLayoutProperty(SIGN_LAYER.id, 'text-field', SIGN_LAYER.textField(lang));
}

export function applyChosen(map: LibreMap, plant: string | null) {
  const chosen: Filter = ['==', ['get', 'id'], plant ?? ''];
  map.setFilter('chosen-area', chosen);
  map.setFilter('chosen-ring', ['all', ['==', ['geometry-type'], 'Point'], chosen] as Filter);
}

/** While a plant is tried elsewhere, its stored segments give way to those of the three lists. */
export function applyWithout(map: LibreMap, plant: string | null) {
  for (const id of FINDING_LAYERS) {
    const usual = mapStyle('zh').layers.find((layer) => layer.id === id);
    const filter = usual && 'filter' in usual ? (usual.filter as Filter) : undefined;
    const others: Filter = [
      'all',
      ['!=', ['get', 'facility_id'], plant],
      ['!=', ['get', 'target_id'], plant],
    ] as Filter;
    map.setFilter(id, plant === null ? filter : (['all', filter, others] as Filter));
  }
}

export function cameraOf(map: LibreMap): Camera {
  const { lng, lat } = map.getCenter();
  return { zoom: map.getZoom(), center: [lng, lat] };
}

/** Moves the map unless it is there already. */
export function applyCamera(map: LibreMap, camera: Camera) {
  const now = cameraOf(map);
  const far = Math.max(
    Math.abs(now.center[0] - camera.center[0]),
    Math.abs(now.center[1] - camera.center[1]),
  );
  if (far < 2e-5 && Math.abs(now.zoom - camera.zoom) < 0.01) return;
  map.jumpTo(camera);
}
