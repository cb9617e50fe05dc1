/** The marker of a relocation check: dragged by hand or moved with the arrow keys. */
import { type Map as LibreMap, Marker } from 'maplibre-gl';
import type { LonLat } from '../api/types';
import { show, useView } from '../state';
import { stepped } from './ghost';

const STEP_M = 50;
const STEPS: Record<string, [east: number, north: number]> = {
  ArrowLeft: [-STEP_M, 0],
  ArrowRight: [STEP_M, 0],
  ArrowUp: [0, STEP_M],
  ArrowDown: [0, -STEP_M],
};

/** To about a decimetre, so that the address and the request name the same place. */
const rounded = ([lon, lat]: LonLat): LonLat => [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5];

export interface PlaceMarker {
  at(place: LonLat): void;
  label(text: string): void;
  remove(): void;
}

export function placeMarker(map: LibreMap, place: LonLat): PlaceMarker {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'place-marker';
  const marker = new Marker({ element, draggable: true, anchor: 'bottom' }).setLngLat(place).addTo(map);
  const here = (): LonLat => {
    const { lng, lat } = marker.getLngLat();
    return rounded([lng, lat]);
  };
  marker.on('drag', () => show({ to: here() }, 'keep'));
  marker.on('dragend', () => show({ to: here() }, 'replace'));
  element.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    const { to } = useView.getState();
    if (!step || to === null) return;
    event.preventDefault();
    event.stopPropagation();
    show({ to: rounded(stepped(to, ...step)) }, 'replace');
  });
  return {
    at: (to) => marker.setLngLat(to),
    label: (text) => {
      element.setAttribute('aria-label', text);
      element.title = text;
    },
    remove: () => marker.remove(),
  };
}
