/** Individual risk at a point that was clicked: how much, whether it may be, and who causes it by what. */
import { CloseOutlined } from '@ant-design/icons';
import { Button, Progress, Tag } from 'antd';
import { useRiskAt, useSummary } from '../api/queries';
import type { LonLat, RiskAt } from '../api/types';
import * as f from '../format';
import { choose, show } from '../state';
import { Failed, Loading, Nothing } from './States';
import { useWords } from './use';

function Verdict({ actual, limit }: { actual: number; limit: number }) {
  const { w } = useWords();
  const over = Math.log10(actual / limit);
  return (
    <>
      {f.scientific(limit)}{' '}
      {over > 0 ? (
        <Tag color="error">{w.risk.exceeds(over.toFixed(1))}</Tag>
      ) : (
        <Tag color="success">{w.risk.meets}</Tag>
      )}
    </>
  );
}

function Limits({ of }: { of: RiskAt }) {
  const { w, lang } = useWords();
  return (
    <>
      <table className="risk-limits">
        <thead>
          <tr>
            <th scope="col">{w.risk.class}</th>
            <th scope="col">{w.risk.inService}</th>
            <th scope="col">{w.risk.newPlant}</th>
          </tr>
        </thead>
        <tbody>
          {of.limits.map((limit) => (
            <tr key={limit.class}>
              <th scope="row">{lang === 'zh' ? limit.class_zh : limit.class_en}</th>
              <td>
                <Verdict actual={of.lsir_per_year} limit={limit.in_service_per_year} />
              </td>
              <td>
                <Verdict actual={of.lsir_per_year} limit={limit.new_per_year} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">
        {of.limits[0]?.clause} · {of.limits[0]?.confidence}
      </p>
    </>
  );
}

function Causes({ of }: { of: RiskAt }) {
  const { w, lang, both } = useWords();
  return (
    <>
      <h3>{w.risk.byPlant}</h3>
      <ul className="risk-causes">
        {of.by_facility.map((plant) => (
          <li key={plant.facility_id}>
            <Button type="link" onClick={() => choose(plant.facility_id)}>
              {plant.facility_name}
            </Button>
            <span>
              {f.scientific(plant.per_year)} · {f.percent(plant.share, lang)}
            </span>
            <Progress percent={100 * plant.share} showInfo={false} size="small" aria-hidden />
          </li>
        ))}
      </ul>
      <h3>{w.risk.byScenario}</h3>
      <ul className="risk-causes">
        {of.contributors.map((c) => (
          <li key={`${c.vessel_id} ${c.loss} ${c.outcome}`}>
            <details>
              <summary>
                {c.substance} {both({ zh: c.loss_zh, en: c.loss_en })} →{' '}
                {both({ zh: c.outcome_zh, en: c.outcome_en })} · {f.percent(c.share, lang)}
              </summary>
              <p>
                {c.facility_name} {c.vessel_id}: {f.scientific(c.per_year)} {w.risk.perYear}
              </p>
              <p>
                {w.risk.frequency} {f.scientific(c.frequency_per_year)} {w.risk.perYear}; {c.frequency_source}
                ; {w.risk.confidence} {c.frequency_confidence}
              </p>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

export function RiskHere({ spot }: { spot: LonLat }) {
  const { w, lang } = useWords();
  const computing = useSummary().data?.risk === 'computing';
  const { data, error, isError, refetch } = useRiskAt(spot);
  return (
    <aside className="card" aria-label={w.risk.title}>
      <header className="card-head">
        <h2>
          {w.risk.title}
          <small>{[data?.county, data?.town, f.place(spot)].filter(Boolean).join(' · ')}</small>
        </h2>
        <Button
          type="text"
          icon={<CloseOutlined />}
          onClick={() => show({ spot: null })}
          aria-label={w.close}
        />
      </header>
      <div className="scroll risk-here">
        {isError && <Failed error={error} retry={() => void refetch()} />}
        {!data && !isError && (
          <>
            {computing && <p className="quiet">{w.risk.computing}</p>}
            <Loading rows={8} />
          </>
        )}
        {data && !isError && (
          <>
            <p className="risk-number" data-testid="lsir">
              <b>{f.scientific(data.lsir_per_year)}</b> {w.risk.perYear}
            </p>
            <p className="quiet">{w.risk.lsirWhy}</p>
            {data.synthetic && <span className="badge trust-ocr">{w.synthetic}</span>}
            <Limits of={data} />
            {data.lsir_per_year > 0 ? <Causes of={data} /> : <Nothing text={w.risk.none} />}
            {data.unknown_vessels > 0 && (
              <p className="quiet">{w.risk.unknown(f.count(data.unknown_vessels, lang))}</p>
            )}
          </>
        )}
      </div>
    </aside>
  );
}
