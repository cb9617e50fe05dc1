/** Switches of the layers, each with its legend. */
import { Switch } from 'antd';
import type { ReactNode } from 'react';
import { Legend } from '../legend';
import { show, useView } from '../state';
import { LAYERS, type LayerKey } from '../style';
import { useWords } from './use';

export function Layers() {
  const { w } = useWords();
  const shown = useView((view) => view.shown);
  const zoom = useView((view) => view.camera?.zoom ?? 0);
  const toggle = (key: LayerKey, on: boolean) => {
    const next = new Set(shown);
    if (on) next.add(key);
    else next.delete(key);
    show({ shown: next });
  };
  const row = (key: LayerKey): ReactNode => (
    <section key={key} className="layer">
      <label className="layer-head" htmlFor={`layer-${key}`}>
        <span>
          {w.layers[key]}
          {shown.has(key) && zoom > 0 && zoom < LAYERS[key].minzoom && <small>{w.zoomInFor}</small>}
        </span>
        <Switch
          id={`layer-${key}`}
          size="small"
          checked={shown.has(key)}
          onChange={(on) => toggle(key, on)}
          aria-label={w.layers[key]}
        />
      </label>
      {shown.has(key) && <Legend of={key} />}
    </section>
  );
  return <div className="scroll layers">{(Object.keys(LAYERS) as LayerKey[]).map(row)}</div>;
}
