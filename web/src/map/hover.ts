/** Pointing and clicking: which thing is under the pointer, what is said of it, what a click does. */
import { type Map as LibreMap, type MapGeoJSONFeature, type MapMouseEvent, Popup } from 'maplibre-gl';
import { finding } from '../api/queries';
import type { LonLat } from '../api/types';
import * as f from '../format';
import { useRelocation } from '../relocation';
import { askRisk, choose, type Pointed, pin, point, pointedOf, useView } from '../state';
import { words } from '../words';

/** Upper things first. */
const POINTS = ['plants-point', 'targets-point', 'tanks-point'];
const SEGMENTS = ['situation-line', 'situation-vanish', 'violations-line', 'unknowns-line'];
const AREAS = ['tanks-area', 'targets-area', 'plants-area'];
const REACH_PX = 5;

function under(map: LibreMap, { x, y }: { x: number; y: number }): MapGeoJSONFeature | undefined {
  const near = (layers: string[], by: number) =>
    map.queryRenderedFeatures(
      [
        [x - by, y - by],
        [x + by, y + by],
      ],
      { layers },
    )[0];
  return near(POINTS, 2) ?? near(SEGMENTS, REACH_PX) ?? near(AREAS, 0);
}

const kindOf = (feature: MapGeoJSONFeature) => feature.layer.id.split('-')[0] ?? '';
const isSegment = (feature: MapGeoJSONFeature) => SEGMENTS.includes(feature.layer.id);
const isPlant = (feature: MapGeoJSONFeature) => kindOf(feature) === 'plants';

/** A mark that stands for several things, where a tile would be too full. */
const isMark = (feature: MapGeoJSONFeature) => feature.properties.count > 1;

/** A segment as the tile has it; its ends may be cut at the tile's edge. */
function drawn({ geometry, properties: p }: MapGeoJSONFeature): Pointed | null {
  const line = geometry.type === 'LineString' ? geometry.coordinates : null;
  const [from, to] = [line?.at(0), line?.at(-1)];
  if (!from || !to) return null;
  const { id, actual, required, verdict } = p;
  return {
    id,
    actual,
    required,
    verdict,
    requiredMax: null,
    list: null,
    from: from as LonLat,
    to: to as LonLat,
  };
}

/** Points at a segment of the map; the service's exact ends replace those of the tile. */
function pointAt(feature: MapGeoJSONFeature) {
  const { id, facility_id: plant, list } = feature.properties;
  if (list) {
    const lists = useRelocation.getState().situation?.violations;
    const found = lists?.[list as 'vanish' | 'new' | 'stay'].find((v) => v.id === id);
    if (found) point(pointedOf(found, list));
    return;
  }
  if (useView.getState().pointed?.id === id) return;
  point(drawn(feature));
  finding(plant, id)
    .then((found) => {
      if (found && useView.getState().pointed?.id === id) useView.setState({ pointed: pointedOf(found) });
    })
    // The tile's own ends stay; the card says what went wrong with the request.
    .catch(() => undefined);
}

/** Opens the plant of a segment and keeps pointing at the segment. */
function openAt(feature: MapGeoJSONFeature) {
  const { id, facility_id: plant } = feature.properties;
  choose(plant);
  finding(plant, id)
    .then((found) => {
      if (found && useView.getState().plant === plant) pin(pointedOf(found));
    })
    // The card of the plant says what went wrong with the same request.
    .catch(() => undefined);
}

function saying(feature: MapGeoJSONFeature): HTMLElement {
  const { lang } = useView.getState();
  const w = words[lang];
  const p = feature.properties;
  const box = document.createElement('div');
  const line = (text: string, className: string) => {
    const row = document.createElement('div');
    row.className = className;
    row.textContent = text;
    box.append(row);
  };
  line(
    isMark(feature)
      ? w.countMerged(f.count(p.count, lang))
      : String(p.name ?? p.name_zh ?? p.substance ?? p.id),
    'hover-name',
  );
  switch (kindOf(feature)) {
    case 'plants': {
      const graded =
        p.verdict === 'graded' ? w.levelLong(p.level) : p.verdict === 'unknown' ? w.unknownLevel : w.notMajor;
      line(graded, 'hover-line');
      if (p.violations > 0) line(w.countViolations(f.count(p.violations, lang)), 'hover-bad');
      break;
    }
    case 'targets': {
      const category = p.category as keyof typeof w.category | undefined;
      line(w.category[category ?? 'none'] ?? w.category.none, 'hover-line');
      if (p.people_day !== undefined || p.people_night !== undefined) {
        line(w.peopleHover(f.count(p.people_day, lang), f.count(p.people_night, lang)), 'hover-line');
      }
      break;
    }
    case 'tanks':
      line([p.id, `${f.tonnes(p.quantity_t, lang)} t`].filter(Boolean).join(' · '), 'hover-line');
      break;
  }
  return box;
}

/** Wires pointer and click to the view; gives the end of it. */
export function pointing(map: LibreMap): () => void {
  const popup = new Popup({
    closeButton: false,
    closeOnClick: false,
    offset: 12,
    maxWidth: '280px',
    className: 'hover',
  });
  let fromMap = false;

  const leave = () => {
    popup.remove();
    map.getCanvas().style.cursor = '';
    if (fromMap) point(null);
    fromMap = false;
  };
  const move = (event: MapMouseEvent) => {
    // Over the marker nothing else is meant.
    const onMap = event.originalEvent.target === map.getCanvas() && !map.isMoving();
    const feature = onMap ? under(map, event.point) : undefined;
    if (!feature) return leave();
    map.getCanvas().style.cursor =
      isPlant(feature) || isSegment(feature) || isMark(feature) ? 'pointer' : 'help';
    if (isSegment(feature) && !isMark(feature)) {
      popup.remove();
      fromMap = true;
      pointAt(feature);
      return;
    }
    if (fromMap) point(null);
    fromMap = false;
    popup.setLngLat(event.lngLat).setDOMContent(saying(feature)).addTo(map);
  };
  const click = (event: MapMouseEvent) => {
    // A relocation check keeps its plant until it is ended.
    if (useView.getState().to !== null) return;
    const feature = under(map, event.point);
    if (feature && isMark(feature)) {
      map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 2 });
      return;
    }
    if (!feature || (!isPlant(feature) && !isSegment(feature))) {
      const { lng, lat } = event.lngLat;
      if (useView.getState().shown.has('contours')) askRisk([lng, lat]);
      return;
    }
    if (isPlant(feature)) choose(feature.properties.id);
    else if (isSegment(feature)) openAt(feature);
  };

  map.on('mousemove', move);
  map.on('mouseout', leave);
  map.on('click', click);
  return () => {
    map.off('mousemove', move);
    map.off('mouseout', leave);
    map.off('click', click);
    popup.remove();
  };
}
