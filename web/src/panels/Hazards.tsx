/** Hidden hazards 隐患: how they stand, who must act next, the list; one opens as a card. */
import { Button, Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import {
  type HazardFilter,
  type HazardRow,
  hazardsCsv,
  useHazardStatistics,
  useHazards,
  useHazardTasks,
} from '../api/hazards';
import * as f from '../format';
import { askHazard, useView } from '../state';
import { HazardReport } from './HazardReport';
import { Pager } from './Pager';
import { Failed, Loading, Nothing } from './States';
import { useWords } from './use';

const PAGE = 30;

function Standing() {
  const { w, lang } = useWords();
  const { data } = useHazardStatistics();
  if (!data) return null;
  const { all } = data;
  return (
    <p className="hazard-standing" data-testid="hazard-statistics">
      {w.hazards.standing(
        f.count(all.total, lang),
        f.percent(all.closed_share ?? null, lang),
        f.count(all.overdue, lang),
        typeof all.mean_days_to_close === 'number' ? f.tenths(all.mean_days_to_close, lang) : w.notSet,
      )}
      {typeof all.added_pll_per_year === 'number' && (
        <> {w.hazards.addedAll(f.scientific(all.added_pll_per_year))}</>
      )}
    </p>
  );
}

/** The days by which it is overdue, or until which it must be done. */
export function Due({ of }: { of: HazardRow }) {
  const { w, lang } = useWords();
  if (!of.next) return <span>{w.hazards.closedOn(of.closed_on ?? w.notSet)}</span>;
  if (of.next.overdue_days > 0)
    return (
      <span className="hazard-overdue">{w.hazards.overdueDays(f.count(of.next.overdue_days, lang))}</span>
    );
  return <span>{of.next.deadline ? w.hazards.until(of.next.deadline) : w.hazards.noDeadline}</span>;
}

function Row({ of, chosen }: { of: HazardRow; chosen: boolean }) {
  const { w, both } = useWords();
  return (
    <li>
      <button
        type="button"
        className="row"
        aria-current={chosen}
        data-testid="hazard-row"
        onClick={() => askHazard(of.id)}
      >
        <span className={`hazard-level ${of.level.code}`}>{both(of.level)}</span>
        <span className="row-text">
          <b>{of.description}</b>
          <small>
            {both(of.state)} · <Due of={of} />
          </small>
          <small>{of.facility_name}</small>
          {typeof of.added_pll_per_year === 'number' && of.added_pll_per_year > 0 && (
            <small>{w.hazards.added(f.scientific(of.added_pll_per_year))}</small>
          )}
        </span>
      </button>
    </li>
  );
}

export function Hazards() {
  const { w, lang, both } = useWords();
  const chosen = useView((view) => view.hazard);
  const [actor, setActor] = useState<string>('');
  const [level, setLevel] = useState<string | null>(null);
  const [state, setState] = useState<string>('open');
  const [text, setText] = useState('');
  const [reporting, setReporting] = useState(false);
  const [page, setPage] = useState(1);
  const q = useDeferredValue(text).trim();
  const filter: HazardFilter = {
    actor: actor === '' || actor === 'overdue' ? null : actor,
    overdue: actor === 'overdue' ? 'true' : null,
    level,
    state,
    q,
  };
  const key = JSON.stringify(filter);
  const [keyOfPage, setKeyOfPage] = useState(key);
  if (key !== keyOfPage) {
    setKeyOfPage(key);
    setPage(1);
  }
  const { data, error, isPending, isError, refetch } = useHazards(filter, PAGE, (page - 1) * PAGE);
  const { data: tasks } = useHazardTasks();
  const actors = (tasks?.by_actor ?? []).map((group) => ({
    value: group.actor.code,
    label: w.hazards.actorCount(both(group.actor), f.count(group.total, lang)),
  }));
  if (reporting) return <HazardReport end={() => setReporting(false)} />;
  return (
    <div className="list hazards">
      <div className="filters">
        <Standing />
        <Select
          value={actor}
          onChange={setActor}
          aria-label={w.hazards.actor}
          options={[
            { value: '', label: w.hazards.everybody },
            ...actors,
            { value: 'overdue', label: w.hazards.overdueOnly },
          ]}
        />
        <div className="filters-row">
          <Select
            allowClear
            placeholder={w.hazards.anyLevel}
            aria-label={w.hazards.level}
            value={level}
            onChange={(value) => setLevel(value ?? null)}
            options={[
              { value: 'major', label: w.hazards.major },
              { value: 'general', label: w.hazards.general },
            ]}
          />
          <Select
            value={state}
            aria-label={w.hazards.state}
            onChange={setState}
            options={Object.entries(w.hazards.states).map(([value, label]) => ({ value, label }))}
          />
          <Input
            allowClear
            value={text}
            onChange={(e) => setText(e.target.value)}
            placeholder={w.hazards.find}
            aria-label={w.hazards.find}
          />
        </div>
        <div className="filters-row">
          <span>{data && w.total(f.count(data.total, lang))}</span>
          <span>
            <a href={hazardsCsv(filter)} download>
              CSV
            </a>{' '}
            <a href="/api/v1/export/hidden_hazards.xlsx" download>
              XLSX
            </a>{' '}
            <Button size="small" type="primary" onClick={() => setReporting(true)}>
              {w.hazards.report}
            </Button>
          </span>
        </div>
      </div>
      <div className="scroll">
        {isPending && <Loading />}
        {isError && <Failed error={error} retry={() => void refetch()} />}
        {data?.items.length === 0 && <Nothing text={w.nothing} />}
        <ul className="rows">
          {data?.items.map((item) => (
            <Row key={item.id} of={item} chosen={item.id === chosen} />
          ))}
        </ul>
        <p className="quiet">{w.hazards.policy}</p>
      </div>
      <Pager page={page} size={PAGE} total={data?.total} onChange={setPage} />
    </div>
  );
}
