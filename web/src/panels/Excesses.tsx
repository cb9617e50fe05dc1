/** Targets that bear more individual risk than they may: of the city, or those that a plant or park has a part in. */
import { Switch } from 'antd';
import { useState } from 'react';
import { type Excess, useExcesses } from '../api/risk';
import * as f from '../format';
import { showPlace } from '../map/current';
import { askRisk, useView } from '../state';
import { Confidence } from './Marks';
import { Pager } from './Pager';
import { Awaiting } from './RiskHere';
import { Failed, Nothing } from './States';
import { useWords } from './use';

const PAGE = 30;

function Row({ of }: { of: Excess }) {
  const { w, lang, both } = useWords();
  const main = of.by_facility[0];
  const category = both({ zh: of.target_category_zh ?? '', en: of.target_category_en ?? '' });
  return (
    <li>
      <button
        type="button"
        className="row"
        data-testid="excess"
        onClick={() => {
          askRisk(of.to);
          showPlace(of.to);
        }}
      >
        <span className="row-text">
          <b>{of.target_name}</b>
          <span>{[category, of.town_name].filter(Boolean).join(' · ')}</span>
          {main && <span>{w.risk.mainly(main.facility_name, f.percent(main.share, lang))}</span>}
          <small className="sentence">{both({ zh: of.sentence_zh, en: of.sentence_en })}</small>
          <small>
            {of.clause} <Confidence of={of.confidence} />
          </small>
        </span>
        <span className="row-numbers">
          <b className="bad">
            {f.scientific(of.actual)} {w.risk.perYear}
          </b>
          <small>
            / {f.scientific(of.required)} {of.is_new ? w.risk.isNew : w.risk.isInService}
          </small>
          <small className="bad">{w.risk.over(f.tenths(of.decades_over, lang))}</small>
        </span>
      </button>
    </li>
  );
}

export function Excesses({
  facility = null,
  park = null,
}: {
  facility?: string | null;
  park?: string | null;
}) {
  const { w, lang } = useWords();
  const bounds = useView((view) => view.bounds);
  const [inView, setInView] = useState(false);
  const [page, setPage] = useState(1);
  const filter = { facility, park, bbox: inView ? bounds : null, limit: PAGE, offset: (page - 1) * PAGE };
  const { data: found, error, isPending, isError, refetch } = useExcesses(filter);
  // What was found before says nothing once the risk is refused.
  const data = isError ? undefined : found;
  return (
    <>
      <div className="filters-row excess-filters">
        <span>{data && w.total(f.count(data.total, lang))}</span>
        {facility === null && park === null && (
          <label htmlFor="excesses-in-view">
            {w.inView}{' '}
            <Switch
              id="excesses-in-view"
              size="small"
              checked={inView}
              onChange={(on) => {
                setInView(on);
                setPage(1);
              }}
            />
          </label>
        )}
      </div>
      <div className="scroll">
        {isPending && <Awaiting rows={6} />}
        {isError && <Failed error={error} retry={() => void refetch()} />}
        {data?.items.length === 0 && <Nothing text={w.risk.noExcess} />}
        <ul className="rows">
          {data?.items.map((item) => (
            <Row key={item.id} of={item} />
          ))}
        </ul>
      </div>
      <Pager page={page} size={PAGE} total={data?.total} onChange={setPage} />
    </>
  );
}
