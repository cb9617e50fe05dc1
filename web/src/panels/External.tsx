/** External safety distance of a plant: which method of GB/T 37243, why, and what it comes to. */
import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled } from '@ant-design/icons';
import { Alert } from 'antd';
import { MOST_FINDINGS, useOverpressure } from '../api/queries';
import type { ExternalDistance, ExternalMethod, ExternalVerdict, FacilityCard } from '../api/types';
import * as f from '../format';
import { Findings } from './Findings';
import { Confidence } from './Marks';
import { Failed, Loading } from './States';
import { useWords } from './use';

/** Which sign of `risk.css` a verdict has. */
const SIGNS = {
  violation: ['exceeds', CloseCircleFilled],
  kept: ['meets', CheckCircleFilled],
  alarp: ['meets_known', QuestionCircleFilled],
  unknown: ['meets_known', QuestionCircleFilled],
  computing: ['meets_known', QuestionCircleFilled],
} as const;

function useMethod() {
  const { both } = useWords();
  return (of: ExternalMethod) => both({ zh: of.method_zh, en: of.method_en });
}

function Method({ of }: { of: ExternalDistance }) {
  const { w, lang, both } = useWords();
  const method = useMethod();
  const sum = (value: number) => `${of.sum_is_least ? `${w.external.atLeast} ` : ''}${f.ratio(value, lang)}`;
  return (
    <>
      <p data-testid="external-method">
        <span className="quiet">{w.external.method}</span> <b>{method(of)}</b>
        {of.also.map((other) => (
          <span key={other.method}> · {w.external.also(method(other))}</span>
        ))}
      </p>
      <p>{both({ zh: of.why_zh, en: of.why_en })}</p>
      {of.clause && (
        <p>
          <code>{of.clause}</code> <Confidence of={of.confidence} />
        </p>
      )}
      {of.sum_q_over_q !== null && (
        <p className="quiet">
          {w.external.sum} <b>{sum(of.sum_q_over_q)}</b>
          {of.enterprise_sum_q_over_q !== null &&
            ` · ${w.external.sumAll} ${sum(of.enterprise_sum_q_over_q)}`}{' '}
          · {w.external.threshold(f.ratio(of.threshold_q_over_q, lang))}
        </p>
      )}
    </>
  );
}

function Settle({ of }: { of: ExternalDistance }) {
  const { w, both } = useWords();
  const method = useMethod();
  if (of.settle.length === 0) return null;
  const items = (
    <ul className="reasons">
      {of.settle.map((s) => (
        <li key={`${s.unit_id} ${s.vessel_id} ${s.field}`}>
          {[s.vessel_id ?? s.unit_id, both({ zh: s.field_zh, en: s.field_en })].filter(Boolean).join(' · ')}{' '}
          <small className="quiet">{w.external.could(s.could_be.map(method).join(' / '))}</small>
        </li>
      ))}
    </ul>
  );
  return <Alert type="warning" showIcon title={w.external.settle} description={items} />;
}

function Charges({ of }: { of: ExternalDistance }) {
  const { w, lang } = useWords();
  if (of.charges.length === 0) return null;
  return (
    <>
      <h3>{w.external.charges}</h3>
      <ul className="reasons">
        {of.charges.map((c) => (
          <li key={c.unit_id}>
            <b>{c.unit_name}</b>: {c.is_least && `${w.external.atLeast} `}
            {w.external.tnt(f.count(Math.round(c.tnt_kg), lang))} <Confidence of={c.confidence} />
            <br />
            <small>
              {w.external.reach(
                f.required(c.widest_distance_m, lang),
                f.required(c.strictest_distance_m, lang),
              )}
              {c.equivalent_assumed && ` · ${w.external.assumed}`}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}

function Verdict({ of }: { of: ExternalVerdict }) {
  const { w, lang, both } = useWords();
  const [sign, Icon] = SIGNS[of.verdict];
  const decades = of.decades_over;
  const by = decades === null ? '' : f.tenths(Math.abs(decades), lang);
  return (
    <li data-testid="external-verdict">
      <span className={`standing standing-${sign}`}>
        <b>
          <Icon aria-hidden /> {w.external.bases[of.basis]}: {w.external.verdicts[of.verdict]}
        </b>
        <small>
          {[
            decades === null ? '' : decades > 0 ? w.external.over(by) : w.external.under(by),
            of.target_name,
            of.contributor_id && w.external.contributor(of.contributor_id),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      <small className="sentence">{both({ zh: of.sentence_zh, en: of.sentence_en })}</small>
      <small className="clause">
        {of.clause} <Confidence of={of.confidence} />
      </small>
    </li>
  );
}

/** The targets that stand too near to the plant's explosives. */
function Near({ plant }: { plant: string }) {
  const { w, lang } = useWords();
  const { data, error, isError, isPending, refetch } = useOverpressure(plant);
  if (isPending) return <Loading />;
  if (isError) return <Failed error={error} retry={() => void refetch()} />;
  const rows = (verdict: string) =>
    data.items.filter((v) => v.verdict === verdict).map((finding) => ({ finding, list: null }));
  const open = rows('unknown');
  return (
    <>
      <h3>{w.external.near}</h3>
      <Findings rows={rows('violation')} empty={w.external.none} />
      {open.length > 0 && <Findings rows={open} unknown empty={w.noUnknowns} />}
      {data.total > MOST_FINDINGS && (
        <p className="quiet">{w.moreFindings(f.count(MOST_FINDINGS, lang), f.count(data.total, lang))}</p>
      )}
    </>
  );
}

export function External({ plant }: { plant: FacilityCard }) {
  const { w } = useWords();
  const of = plant.external_distance;
  return (
    <div className="plant-risk external">
      <h3>{w.external.title}</h3>
      <Method of={of} />
      <Settle of={of} />
      <Charges of={of} />
      <h3>{w.external.verdict}</h3>
      {of.verdicts.length === 0 ? (
        <p className="quiet">{w.external.noVerdict}</p>
      ) : (
        <ul className="external-verdicts">
          {of.verdicts.map((v) => (
            <Verdict key={v.basis} of={v} />
          ))}
        </ul>
      )}
      {of.charges.length > 0 && <Near plant={plant.id} />}
    </div>
  );
}
