/** Relocation check 搬迁推演: where to, and what changes for whom. */
import { CloseOutlined, LoadingOutlined, RollbackOutlined } from '@ant-design/icons';
import { Alert, Button, InputNumber, Select, Tooltip } from 'antd';
import { useState } from 'react';
import { useParks } from '../api/queries';
import type { FacilityCard, LonLat, Situation } from '../api/types';
import * as f from '../format';
import { showBox } from '../map/current';
import { useRelocation } from '../relocation';
import { show } from '../state';
import { SITUATION } from '../style';
import { toPlace } from '../url';
import { Changes } from './Changes';
import { ProblemView } from './States';
import { useWords } from './use';

const LISTS = ['vanish', 'new', 'stay'] as const;

function Coordinates({ to }: { to: LonLat }) {
  const { w } = useWords();
  const [typed, setTyped] = useState<{ lon: number | null; lat: number | null } | null>(null);
  const [wrong, setWrong] = useState(false);
  const lon = typed ? typed.lon : to[0];
  const lat = typed ? typed.lat : to[1];
  const apply = () => {
    const place = lon === null || lat === null ? null : toPlace(lon, lat);
    setWrong(place === null);
    if (!place) return;
    setTyped(null);
    show({ to: place }, 'replace');
    showBox([place[0], place[1], place[0], place[1]], 14);
  };
  const field = (label: string, value: number | null, key: 'lon' | 'lat') => (
    <InputNumber
      aria-label={label}
      prefix={label}
      value={value}
      step={0.001}
      precision={5}
      controls={false}
      status={wrong ? 'error' : ''}
      onChange={(next) => setTyped({ lon, lat, [key]: next })}
      onPressEnter={apply}
    />
  );
  return (
    <>
      <div className="coordinates">
        {field(w.longitude, lon, 'lon')}
        {field(w.latitude, lat, 'lat')}
        <Button onClick={apply} disabled={typed === null} data-testid="apply">
          {w.apply}
        </Button>
      </div>
      {wrong && (
        <p className="bad" role="alert">
          {w.badCoordinates}
        </p>
      )}
    </>
  );
}

function ParkChoice() {
  const { w, both } = useWords();
  const { data, isPending } = useParks();
  const parks = data?.items ?? [];
  const go = (id: string) => {
    const park = parks.find((p) => p.id === id);
    if (!park) return;
    show({ to: park.location }, 'replace');
    showBox(park.bbox, 14);
  };
  return (
    <Select
      className="park-choice"
      aria-label={w.moveToPark}
      placeholder={w.choosePark}
      prefix={w.moveToPark}
      value={null}
      loading={isPending}
      notFoundContent={w.noParks}
      showSearch={{ optionFilterProp: 'name' }}
      onChange={go}
      options={parks.map((p) => ({
        value: p.id,
        name: p.name,
        label: (
          <span className="found">
            <span className="found-name">{p.name}</span>
            <small>{both({ zh: p.detail_zh, en: p.detail_en })}</small>
          </span>
        ),
      }))}
    />
  );
}

function Where({ plant, to, situation }: { plant: FacilityCard; to: LonLat; situation: Situation | null }) {
  const { w, lang } = useWords();
  const moved = f.metresBetween(plant.location, to);
  const d = situation?.destination;
  const place = d && [d.district_name, d.town_name].filter(Boolean).join(' ');
  return (
    <dl className="where">
      <dt>{w.oldPlace}</dt>
      <dd>
        {[plant.park_name, plant.town_name ?? plant.district_name].filter(Boolean).join(' · ') || f.NONE}
      </dd>
      <dt>{w.newPlace}</dt>
      <dd data-testid="destination">
        <b>{d ? [d.park_name ?? w.outsidePark, place || w.outsideTowns].join(' · ') : f.NONE}</b>
        <small> {moved >= 1 ? w.moved(f.distance(moved, lang)) : w.oldPlace}</small>
      </dd>
    </dl>
  );
}

function Tiles({ situation }: { situation: Situation | null }) {
  const { w, lang } = useWords();
  return (
    <div className="tiles">
      {LISTS.map((list) => (
        <div
          key={list}
          className="tile"
          style={{ borderColor: SITUATION[list] }}
          data-testid={`count-${list}`}
        >
          <b style={{ color: SITUATION[list] }}>{f.count(situation?.violations[list].length, lang)}</b>
          <span>{w.listNames[list]}</span>
          <small>{w.listWhy[list]}</small>
        </div>
      ))}
    </div>
  );
}

export function Relocation({ plant, to }: { plant: FacilityCard; to: LonLat }) {
  const { w, lang } = useWords();
  const { situation, computeMs, problem, busy } = useRelocation();
  const leave = () => show({ to: null });
  const n = (list: (typeof LISTS)[number]) => f.count(situation?.unknown[list].length, lang);
  return (
    <>
      <header className="card-head">
        <div>
          <h2>
            {w.relocationTitle} <small>{plant.name}</small>
          </h2>
        </div>
        <Tooltip title={`${w.leave} (Esc)`}>
          <Button type="text" icon={<CloseOutlined />} onClick={leave} aria-label={w.leave} />
        </Tooltip>
      </header>
      <div className="card-body">
        <Alert type="info" showIcon title={w.relocationNote} description={w.relocationHint} />
        <Where plant={plant} to={to} situation={situation} />
        <Coordinates to={to} />
        <div className="coordinates">
          <ParkChoice />
          <Button
            icon={<RollbackOutlined />}
            onClick={() => show({ to: plant.location }, 'replace')}
            aria-label={w.reset}
            title={w.reset}
          />
        </div>
        {problem ? <ProblemView problem={problem} /> : <Tiles situation={situation} />}
        {situation && (
          <p className="quiet" role="status">
            {w.unknownChange(n('vanish'), n('new'), n('stay'))}
            <span className="timing">
              {busy ? <LoadingOutlined aria-label={w.computing} /> : null}
              {computeMs !== null && w.computed(f.milliseconds(computeMs))}
            </span>
          </p>
        )}
      </div>
      {situation && <Changes situation={situation} />}
    </>
  );
}
