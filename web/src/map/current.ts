/** The map, for panels that show a place on it. */
import type { Map as LibreMap, VectorTileSource } from 'maplibre-gl';
import type { BBox, LonLat } from '../api/types';
import { frame } from './create';

let current: LibreMap | null = null;

export function setMap(map: LibreMap | null) {
  current = map;
}

/** Shows a box; on the next frame, as a click may have opened a panel that covers some of the map. */
export function showBox(box: BBox, maxZoom = 16) {
  requestAnimationFrame(() => {
    if (current) frame(current, box, maxZoom);
  });
}

/** Asks for all tiles anew: the city has changed. */
export function reloadTiles() {
  if (!current) return;
  for (const id of Object.keys(current.getStyle().sources)) {
    const source = current.getSource<VectorTileSource>(id);
    if (source?.type === 'vector' && source.url) source.setUrl(source.url);
  }
}

export function showPlace([lon, lat]: LonLat, maxZoom = 15) {
  showBox([lon, lat, lon, lat], maxZoom);
}

/** Shows a segment with room round it. */
export function showSegment(from: LonLat, to: LonLat) {
  const [west, east] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [south, north] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  const room = 4e-4;
  showBox([west - room, south - room, east + room, north + room], 17.5);
}
