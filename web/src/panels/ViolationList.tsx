/** Violations and undecided distances of the whole city, and what exceeds the limits of individual risk. */
import { Segmented, Switch } from 'antd';
import { useState } from 'react';
import { useFindings } from '../api/queries';
import type { Finding, FindingVerdict } from '../api/types';
import * as f from '../format';
import { showSegment } from '../map/current';
import { requiredText } from '../map/highlight';
import { choose, pin, point, pointedOf, useView } from '../state';
import { attributeName } from '../words';
import { Excesses } from './Excesses';
import { Pager } from './Pager';
import { Failed, Loading, Nothing } from './States';
import { useWords } from './use';

const PAGE = 30;

type Basis = 'distance' | 'individual_risk' | 'overpressure';

export function ViolationList() {
  const { w } = useWords();
  const [basis, setBasis] = useState<Basis>('distance');
  return (
    <div className="list">
      <div className="basis">
        <Segmented<Basis>
          block
          aria-label={w.risk.basis}
          value={basis}
          onChange={setBasis}
          options={[
            { label: w.risk.byDistance, value: 'distance' },
            { label: w.risk.byRisk, value: 'individual_risk' },
            { label: w.external.byOverpressure, value: 'overpressure' },
          ]}
        />
      </div>
      {basis === 'individual_risk' ? <Excesses /> : <Distances key={basis} basis={basis} />}
    </div>
  );
}

function Distances({ basis }: { basis: Finding['basis'] }) {
  const { w, lang } = useWords();
  const { bounds, pointed } = useView();
  const [verdict, setVerdict] = useState<FindingVerdict>('violation');
  const [inView, setInView] = useState(false);
  const [page, setPage] = useState(1);
  const filter = { basis, verdict, bbox: inView ? bounds : null, limit: PAGE, offset: (page - 1) * PAGE };
  const { data, error, isPending, isError, refetch } = useFindings(filter);
  const none = basis === 'overpressure' ? w.external.none : w.noFindings;
  const empty = verdict === 'violation' ? none : w.noUnknowns;
  const first =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setPage(1);
    };
  return (
    <>
      <div className="filters">
        <Segmented
          block
          value={verdict}
          onChange={first(setVerdict)}
          options={[
            { label: w.violations, value: 'violation' },
            { label: w.unknowns, value: 'unknown' },
          ]}
        />
        <div className="filters-row">
          <span>{data && w.total(f.count(data.total, lang))}</span>
          <label htmlFor="violations-in-view">
            {w.inView}{' '}
            <Switch id="violations-in-view" size="small" checked={inView} onChange={first(setInView)} />
          </label>
        </div>
      </div>
      <div className="scroll">
        {isPending && <Loading />}
        {isError && <Failed error={error} retry={() => void refetch()} />}
        {data?.items.length === 0 && <Nothing text={empty} />}
        <ul className="rows">
          {data?.items.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                className="row"
                aria-current={pointed?.id === item.id}
                onMouseEnter={() => point(pointedOf(item))}
                onMouseLeave={() => point(null)}
                onFocus={() => point(pointedOf(item))}
                onClick={() => {
                  choose(item.facility_id);
                  pin(pointedOf(item));
                  showSegment(item.from, item.to);
                }}
              >
                <span className="row-text">
                  <b>{item.facility_name}</b>
                  <span>→ {item.target_name}</span>
                  <small>
                    {item.missing.length > 0 && verdict === 'unknown'
                      ? `${w.missing} ${item.missing.map((m) => attributeName(m, lang)).join('、')}`
                      : `${item.standard}-${item.edition} ${item.clause}`}
                  </small>
                </span>
                <span className="row-numbers">
                  <b className={verdict === 'violation' ? 'bad' : ''}>{f.actual(item.actual, lang)}</b>
                  <small>/ {requiredText({ ...item, requiredMax: item.required_max }, lang)}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <Pager page={page} size={PAGE} total={data?.total} onChange={setPage} />
    </>
  );
}
