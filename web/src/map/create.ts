/** Makes the map, and says over `window.__anjie` what happens to it, for tests. */
import { Map as LibreMap, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { BBox } from '../api/types';
import type { Camera } from '../url';
import type { Lang } from '../words';
import { pageStyle } from './overlays';

setWorkerUrl(workerUrl);

declare global {
  interface Window {
    __anjie?: { map: LibreMap; events: string[] };
  }
}

/** Where to look before the service has said where the city is: eastern China. */
const FALLBACK: Camera = { zoom: 4, center: [116, 32] };

export function createMap(container: HTMLElement, camera: Camera | null, lang: Lang): LibreMap {
  const map = new LibreMap({
    container,
    style: pageStyle(lang),
    ...(camera ?? FALLBACK),
    minZoom: 3,
    maxZoom: 19,
    // The page shows the sources itself, in one line.
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    // Addresses in the style begin with a slash, so that it fits any host.
    transformRequest: (url) => ({ url: new URL(url, location.origin).href }),
    locale: { 'NavigationControl.ZoomIn': '放大 Zoom in', 'NavigationControl.ZoomOut': '缩小 Zoom out' },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-right');
  watch(map);
  return map;
}

function watch(map: LibreMap) {
  const events: string[] = [];
  window.__anjie = { map, events };
  for (const type of ['idle', 'style.load'] as const) map.on(type, () => events.push(type));
  map.on('error', ({ error }) => events.push(`error ${error.message}`));
  // Glyphs that were drawn before a shipped font arrived are drawn again with it.
  document.fonts.addEventListener('loadingdone', (event) => {
    if ('fontfaces' in event && (event.fontfaces as FontFace[]).length > 0) map.setGlyphs(null);
  });
}

/** What covers the map on each side, px. */
export function covered() {
  const width = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().width ?? 0;
  return { left: width('.side') + 24, right: width('.card') + 24, top: 28, bottom: 48 };
}

/** Shows a box in the part of the map that no panel covers. */
export function frame(map: LibreMap, [west, south, east, north]: BBox, maxZoom = 17, animate = true) {
  const padding = covered();
  const room = map.getContainer().clientWidth - padding.left - padding.right;
  map.fitBounds(
    [
      [west, south],
      [east, north],
    ],
    {
      padding: room > 160 ? padding : 24,
      maxZoom,
      animate: animate && !matchMedia('(prefers-reduced-motion: reduce)').matches,
      duration: 700,
    },
  );
}
