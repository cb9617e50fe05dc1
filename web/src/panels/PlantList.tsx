/** The plants, by name, level and what the map shows. */
import { Input, Switch } from 'antd';
import { useDeferredValue, useState } from 'react';
import { usePlants } from '../api/queries';
import type { FacilitySummary, LevelFilter } from '../api/types';
import * as f from '../format';
import { showPlace } from '../map/current';
import { choose, useView } from '../state';
import { LevelMark } from './Marks';
import { Pager } from './Pager';
import { Failed, Loading, Nothing } from './States';
import { useWords } from './use';

const PAGE = 30;
const LEVEL_FILTERS: LevelFilter[] = ['1', '2', '3', '4', 'unknown', 'none'];

function LevelFilters() {
  const { w } = useWords();
  const level = useView((view) => view.level);
  const name = (of: LevelFilter) =>
    of === 'none' ? w.notMajor : of === 'unknown' ? w.unknownLevel : w.levelLong(Number(of));
  return (
    <fieldset className="level-filter" aria-label={w.level}>
      <button type="button" aria-pressed={level === null} onClick={() => useView.setState({ level: null })}>
        {w.allLevels}
      </button>
      {LEVEL_FILTERS.map((of) => (
        <button
          key={of}
          type="button"
          aria-pressed={level === of}
          aria-label={name(of)}
          title={name(of)}
          onClick={() => useView.setState({ level: level === of ? null : of })}
        >
          <LevelMark
            level={/^\d$/.test(of) ? (Number(of) as 1 | 2 | 3 | 4) : null}
            verdict={of === 'none' ? 'not_major_hazard' : of === 'unknown' ? 'unknown' : 'graded'}
            size={17}
          />
        </button>
      ))}
    </fieldset>
  );
}

function PlantRow({ plant, chosen }: { plant: FacilitySummary; chosen: boolean }) {
  const { w, lang, both } = useWords();
  const open = () => {
    choose(plant.id);
    showPlace(plant.location);
  };
  const where = [both({ zh: plant.kind_zh, en: plant.kind_en }), plant.park_name ?? plant.town_name];
  return (
    <li>
      <button type="button" className="row" aria-current={chosen} onClick={open}>
        <LevelMark level={plant.major_hazard.level} verdict={plant.major_hazard.verdict} size={20} />
        <span className="row-text">
          <b>{plant.name}</b>
          <small>{where.filter(Boolean).join(' · ')}</small>
        </span>
        {plant.violations > 0 && (
          <span className="row-bad" title={w.countViolations(f.count(plant.violations, lang))}>
            {f.count(plant.violations, lang)}
          </span>
        )}
      </button>
    </li>
  );
}

export function PlantList() {
  const { w, lang } = useWords();
  const { level, bounds, plant } = useView();
  const [name, setName] = useState('');
  const [inView, setInView] = useState(false);
  const [page, setPage] = useState(1);
  const q = useDeferredValue(name).trim();
  const key = JSON.stringify([level, q, inView]);
  const [keyOfPage, setKeyOfPage] = useState(key);
  if (key !== keyOfPage) {
    setKeyOfPage(key);
    setPage(1);
  }
  const filter = { q, level, bbox: inView ? bounds : null, limit: PAGE, offset: (page - 1) * PAGE };
  const { data, error, isPending, isError, refetch } = usePlants(filter);
  return (
    <div className="list">
      <div className="filters">
        <LevelFilters />
        <Input
          allowClear
          value={name}
          onChange={(e) => setName(e.target.value)}
          placeholder={w.filterName}
          aria-label={w.filterName}
        />
        <div className="filters-row">
          <span>{data && w.total(f.count(data.total, lang))}</span>
          <label htmlFor="plants-in-view">
            {w.inView} <Switch id="plants-in-view" size="small" checked={inView} onChange={setInView} />
          </label>
        </div>
      </div>
      <div className="scroll">
        {isPending && <Loading />}
        {isError && <Failed error={error} retry={() => void refetch()} />}
        {data?.items.length === 0 && <Nothing text={w.nothing} />}
        <ul className="rows">
          {data?.items.map((item) => (
            <PlantRow key={item.id} plant={item} chosen={item.id === plant} />
          ))}
        </ul>
      </div>
      <Pager page={page} size={PAGE} total={data?.total} onChange={setPage} />
    </div>
  );
}
