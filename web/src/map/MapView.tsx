/** The map: made once, then kept in step with the view. */
import type { Map as LibreMap } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { usePlant, useSummary } from '../api/queries';
import { useBands } from '../api/risk';
import type { BBox } from '../api/types';
import { useImport } from '../imports';
import { useRelocation } from '../relocation';
import { show, useView } from '../state';
import { words } from '../words';
import { Attribution } from './Attribution';
import { drawAiling } from './ailing';
import * as apply from './apply';
import { drawBands } from './bands';
import { createMap, frame } from './create';
import { setMap } from './current';
import { ghost, segments } from './ghost';
import { highlight, setData } from './highlight';
import { pointing } from './hover';
import { drawImport } from './imports';
import { labelsInView } from './labels';
import { type PlaceMarker, placeMarker } from './marker';

/** Remembers the camera in the view and keeps one name for each district in sight. */
function follow(map: LibreMap) {
  let labels = '';
  const moved = () => {
    const bounds = map.getBounds();
    const box: BBox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    useView.setState({ bounds: box });
    show({ camera: apply.cameraOf(map) }, 'replace');
  };
  map.on('moveend', moved);
  map.on('idle', () => {
    const next = labelsInView(map);
    const text = JSON.stringify(next);
    if (text === labels) return;
    labels = text;
    setData(map, 'labels', next);
  });
}

export function MapView() {
  const container = useRef<HTMLDivElement>(null);
  const [map, setReady] = useState<LibreMap | null>(null);
  const [failed, setFailed] = useState(false);
  const { lang, shown, plant, to, pointed, camera, sideTab, ailing, spot, bands } = useView();
  const { situation } = useRelocation();
  const { data: summary } = useSummary();
  const { data: card, isError: noCard } = usePlant(plant);
  const marker = useRef<PlaceMarker | null>(null);
  const w = words[lang];
  const risk = summary?.risk;

  useEffect(() => {
    if (!container.current) return;
    const view = useView.getState();
    let made: LibreMap;
    try {
      made = createMap(container.current, view.camera, view.lang);
    } catch {
      // No WebGL: the lists and cards still work.
      setFailed(true);
      return;
    }
    const endPointing = pointing(made);
    made.once('style.load', () => {
      follow(made);
      setReady(made);
      setMap(made);
    });
    return () => {
      endPointing();
      setMap(null);
      made.remove();
    };
  }, []);

  useEffect(() => {
    if (map && camera) apply.applyCamera(map, camera);
  }, [map, camera]);
  useEffect(() => {
    // An address without a camera means its plant, or else the whole city.
    if (!map || !summary?.bbox || useView.getState().camera !== null) return;
    if (plant === null) frame(map, summary.bbox, 12, false);
    else if (card) frame(map, [...card.location, ...card.location], 15, false);
    else if (noCard) frame(map, summary.bbox, 12, false);
  }, [map, summary, plant, card, noCard]);
  useEffect(() => {
    if (map && risk === 'ready') apply.applyRisk(map);
  }, [map, risk]);
  useEffect(() => {
    if (map) apply.applyShown(map, shown, risk);
  }, [map, shown, risk]);
  const wantsBands = bands && shown.has('contours');
  const { data: found } = useBands(wantsBands);
  useEffect(() => {
    if (map) drawBands(map, wantsBands && found ? found : null);
  }, [map, wantsBands, found]);
  useEffect(() => {
    if (!map) return;
    apply.applyLang(map, lang);
    map.getCanvas().setAttribute('aria-label', words[lang].mapLabel);
  }, [map, lang]);
  useEffect(() => {
    if (map) apply.applyChosen(map, plant);
  }, [map, plant]);
  useEffect(() => {
    if (map) setData(map, 'highlight', highlight(pointed, lang));
  }, [map, pointed, lang]);

  const imported = useImport();
  const rows = imported.open && imported.step === 'report' ? imported.rows : null;
  useEffect(() => {
    if (map) drawImport(map, rows, imported.row);
  }, [map, rows, imported.row]);

  const place = sideTab === 'doctor' ? (ailing?.place ?? null) : null;
  useEffect(() => {
    if (map) drawAiling(map, spot ?? place);
  }, [map, spot, place]);

  const trying = to !== null && situation !== null;
  useEffect(() => {
    if (map) apply.applyWithout(map, trying ? plant : null);
  }, [map, plant, trying]);
  useEffect(() => {
    if (map) setData(map, 'situation', segments(to === null ? null : situation));
  }, [map, situation, to]);
  useEffect(() => {
    if (map)
      setData(map, 'ghost', card ? ghost(card.geometry, card.location, to) : ghost(null, [0, 0], null));
  }, [map, card, to]);
  useEffect(() => {
    if (!map || to === null) {
      marker.current?.remove();
      marker.current = null;
      return;
    }
    marker.current ??= placeMarker(map, to);
    marker.current.at(to);
    marker.current.label(words[lang].markerLabel);
  }, [map, to, lang]);

  return (
    <main className="map" aria-label={w.mapLabel}>
      <div ref={container} className="map-canvas" />
      {summary && <Attribution of={summary.attributions} />}
      {failed && (
        <p className="map-failed" role="alert">
          {w.mapFailed}
        </p>
      )}
    </main>
  );
}
