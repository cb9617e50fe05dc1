/** The segment that is pointed at: line, marked ends, and a label with both distances. */
import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as LibreMap } from 'maplibre-gl';
import * as f from '../format';
import type { Pointed } from '../state';
import { FINDINGS, SITUATION } from '../style';
import { type Lang, words } from '../words';
import { EMPTY } from './overlays';

export function requiredText(of: Pick<Pointed, 'required' | 'requiredMax' | 'verdict'>, lang: Lang): string {
  const { required, requiredMax, verdict } = of;
  if (verdict === 'violation') return f.required(required, lang);
  const most = requiredMax === null ? '?' : f.required(requiredMax, lang);
  return words[lang].requiredRange(f.required(required, lang), most);
}

export function highlight(pointed: Pointed | null, lang: Lang): FeatureCollection {
  if (pointed === null) return EMPTY;
  const { from, to } = pointed;
  const colour = pointed.list ? SITUATION[pointed.list] : FINDINGS[pointed.verdict];
  // Over the upper end, so that it never hides what it speaks of.
  const above = [(from[0] + to[0]) / 2, Math.max(from[1], to[1])];
  const text = words[lang].segmentLabel(f.actual(pointed.actual, lang), requiredText(pointed, lang));
  const at = (coordinates: number[], properties: object) =>
    ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates } }) as const;
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { role: 'line', colour },
        geometry: { type: 'LineString', coordinates: [from, to] },
      },
      at(from, { role: 'end', colour }),
      at(to, { role: 'end', colour }),
      at(above, { role: 'label', colour, text }),
    ],
  };
}

export function setData(map: LibreMap, source: string, data: FeatureCollection) {
  map.getSource<GeoJSONSource>(source)?.setData(data);
}
