/** Who causes the risk at a point: by facility or pipeline, by scenario, by outcome. */
import { Button } from 'antd';
import type { RiskAt } from '../api/types';
import * as f from '../format';
import { type Cause, causesOf } from '../risk';
import { choose, show } from '../state';
import { Confidence } from './Marks';
import { useWords } from './use';

/** A share as a bar; its number stands beside it. */
function Bar({ share }: { share: number }) {
  return (
    <span className="share" aria-hidden>
      <i style={{ width: `${100 * Math.min(1, share)}%` }} />
    </span>
  );
}

function Amount({ perYear, share }: { perYear: number; share: number }) {
  const { lang } = useWords();
  return (
    <span className="number">
      {f.scientific(perYear)} · <b>{f.percent(share, lang)}</b>
    </span>
  );
}

function CauseView({ cause: { of, outcomes, per_year, share } }: { cause: Cause }) {
  const { w, both } = useWords();
  return (
    <li className="cause">
      <div className="cause-head">
        <span>
          <b>{of.substance}</b> {of.vessel_id} · {both({ zh: of.loss_zh, en: of.loss_en })}
        </span>
        <Amount perYear={per_year} share={share} />
      </div>
      <ul>
        {outcomes.map((one) => (
          <li key={one.outcome} className="cause-head">
            <span>→ {both({ zh: one.outcome_zh, en: one.outcome_en })}</span>
            <Amount perYear={one.per_year} share={one.share} />
          </li>
        ))}
      </ul>
      <p className="quiet">
        {w.risk.frequency} {f.scientific(of.frequency_per_year)} {w.risk.perYear}{' '}
        <Confidence of={of.frequency_confidence} />
        {of.kind === 'facility' && (
          <Button type="link" size="small" onClick={() => show({ why: of.vessel_id })}>
            {w.risk.why}
          </Button>
        )}
        <br />
        {of.frequency_source}
        {of.surrogate_zh && (
          <>
            <br />
            {both({ zh: of.surrogate_zh, en: of.surrogate_en ?? '' })} <Confidence of="memory" />
          </>
        )}
      </p>
    </li>
  );
}

export function RiskCauses({ of }: { of: RiskAt }) {
  const { w, lang } = useWords();
  const { contributors } = of;
  const [main] = of.by_facility;
  return (
    <>
      <h3>{w.risk.byPlant}</h3>
      <ul className="risk-causes">
        {of.by_facility.map((plant) => {
          const causes = causesOf(plant.facility_id, contributors);
          return (
            <li key={plant.facility_id}>
              <details open={plant === main}>
                <summary>
                  <span className="cause-head">
                    <b>{plant.facility_name}</b>
                    <Amount perYear={plant.per_year} share={plant.share} />
                  </span>
                  <Bar share={plant.share} />
                </summary>
                {plant.kind === 'facility' && (
                  <Button type="link" size="small" onClick={() => choose(plant.facility_id)}>
                    {w.risk.toPlant}
                  </Button>
                )}
                <ul>
                  {causes.map((cause) => (
                    <CauseView key={cause.key} cause={cause} />
                  ))}
                </ul>
              </details>
            </li>
          );
        })}
      </ul>
      {of.contributors_total > contributors.length && (
        <p className="quiet">
          {w.risk.firstContributors(f.count(contributors.length, lang), f.count(of.contributors_total, lang))}
        </p>
      )}
    </>
  );
}
