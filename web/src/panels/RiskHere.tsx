/** Individual risk at a point that was clicked: how much, whether it may be, and who causes it by what. */
import { CloseOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useRiskAt, useSummary } from '../api/queries';
import type { LonLat } from '../api/types';
import * as f from '../format';
import { show } from '../state';
import { Assumptions } from './Assumptions';
import { RiskCauses } from './RiskCauses';
import { RiskLimits } from './RiskLimits';
import { Failed, Loading, Nothing } from './States';
import { useWords } from './use';

/** What stands while the risk of the city, or an answer about it, is waited for. */
export function Awaiting({ rows }: { rows: number }) {
  const { w } = useWords();
  const computing = useSummary().data?.risk === 'computing';
  return (
    <>
      {computing && (
        <p className="quiet" role="status">
          {w.risk.computing}
        </p>
      )}
      <Loading rows={rows} />
    </>
  );
}

export function RiskHere({ spot }: { spot: LonLat }) {
  const { w, lang } = useWords();
  const { data, error, isError, isPending, refetch } = useRiskAt(spot);
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
        {isPending && <Awaiting rows={8} />}
        {isError && <Failed error={error} retry={() => void refetch()} />}
        {data && !isError && (
          <>
            <p className="risk-number" data-testid="lsir">
              <b>{f.scientific(data.lsir_per_year)}</b> {w.risk.perYear}
              {data.synthetic && <span className="badge trust-ocr">{w.synthetic}</span>}
            </p>
            <p className="quiet">{w.risk.lsirWhy}</p>
            {data.unknown_vessels > 0 && (
              <Alert type="warning" showIcon title={w.risk.unknown(f.count(data.unknown_vessels, lang))} />
            )}
            {data.unknown_pipelines > 0 && (
              <Alert
                type="warning"
                showIcon
                title={w.risk.unknownLines(f.count(data.unknown_pipelines, lang))}
              />
            )}
            {data.without_risk > 0 && (
              <p className="quiet">{w.risk.withoutRisk(f.count(data.without_risk, lang))}</p>
            )}
            <RiskLimits of={data} />
            {data.lsir_per_year > 0 ? <RiskCauses of={data} /> : <Nothing text={w.risk.none} />}
            <Assumptions />
            <p className="quiet">
              {w.risk.run} <code>{data.run}</code>
            </p>
          </>
        )}
      </div>
    </aside>
  );
}
