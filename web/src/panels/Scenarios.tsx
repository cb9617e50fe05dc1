/** Why a vessel is a risk: its losses of containment, what becomes of each in every weather, and by which model. */
import { ArrowLeftOutlined, LineChartOutlined } from '@ant-design/icons';
import { Alert, Button, Tooltip } from 'antd';
import { type CourseView, type ScenarioView, useScenarios, type VesselScenarios } from '../api/risk';
import * as f from '../format';
import { askFn, show } from '../state';
import { Confidence } from './Marks';
import { Awaiting } from './RiskHere';
import { Failed, Nothing } from './States';
import { useWords } from './use';

function Course({ of }: { of: CourseView }) {
  const { w, lang, both } = useWords();
  const amount = (value: number | null | undefined, unit: string) => `${f.ratio(value, lang)} ${unit}`;
  const rate = (value: number | null | undefined) =>
    typeof value === 'number' ? amount(value, 'kg/s') : w.risk.instantaneous;
  const facts: [label: string, value: string][] = [
    [w.risk.outflow, rate(of.outflow_kg_s)],
    [w.risk.released, amount(of.released_kg, 'kg')],
    [w.risk.airborne, `${amount(of.airborne_kg, 'kg')}, ${rate(of.airborne_kg_s)}`],
    [w.risk.pool, amount(of.pool_m2, 'm²')],
    [w.risk.flammable, f.distance(of.flammable_m, lang)],
    [w.risk.heaviness, f.percent(of.heaviness, lang)],
  ];
  return (
    <details className="course">
      <summary>{w.risk.wind(of.stability, f.ratio(of.speed_m_s, lang))}</summary>
      <dl className="course-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <table className="risk-limits">
        <thead>
          <tr>
            <th scope="col">{w.risk.outcome}</th>
            <th scope="col">{w.risk.probability}</th>
            <th scope="col">{w.risk.reach}</th>
            <th scope="col">{w.risk.model}</th>
          </tr>
        </thead>
        <tbody>
          {of.outcomes.map((one) => (
            <tr key={one.outcome}>
              <th scope="row">{both({ zh: one.outcome_zh, en: one.outcome_en })}</th>
              <td className="number">{f.ratio(one.probability, lang)}</td>
              <td className="number">{f.distance(one.reach_m, lang)}</td>
              <td>
                <code>{one.model}</code>
                <br />
                <small>{one.source}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Scenario({ of }: { of: ScenarioView }) {
  const { w, both } = useWords();
  return (
    <section className="unit" data-testid="scenario">
      <header>
        <h3>{both({ zh: of.loss_zh, en: of.loss_en })}</h3>
        <span className="number">
          {f.scientific(of.frequency_per_year)} {w.risk.perYear} <Confidence of={of.frequency_confidence} />
        </span>
      </header>
      <p className="quiet">
        {of.frequency_source} · {of.frequency_event}
      </p>
      <h4>{w.risk.weather}</h4>
      {of.weathers.map((course) => (
        <Course key={`${course.stability} ${course.speed_m_s}`} of={course} />
      ))}
    </section>
  );
}

function Found({ data }: { data: VesselScenarios }) {
  const { w, lang, both } = useWords();
  const notes = lang === 'zh' ? data.notes_zh : data.notes_en;
  const unmodelled = both({ zh: data.unmodelled_zh ?? '', en: data.unmodelled_en ?? '' });
  const rule = both({ zh: data.without_risk_zh ?? '', en: data.without_risk_en ?? '' });
  return (
    <>
      {rule && <Alert type="info" showIcon title={rule} />}
      {unmodelled && <Alert type="warning" showIcon title={w.risk.unmodelled} description={unmodelled} />}
      {notes.length > 0 && (
        <ul className="reasons">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Button
        size="small"
        icon={<LineChartOutlined />}
        onClick={() => askFn({ scope: 'vessel', id: data.vessel_id })}
      >
        {w.risk.fnOfVessel}
      </Button>
      {data.scenarios.map((scenario) => (
        <Scenario key={scenario.loss} of={scenario} />
      ))}
      {data.scenarios.length === 0 && !unmodelled && !rule && <Nothing text={w.risk.noScenarios} />}
    </>
  );
}

export function Scenarios({ vessel }: { vessel: string }) {
  const { w } = useWords();
  const { data, error, isPending, isError, refetch } = useScenarios(vessel);
  return (
    <aside className="card" aria-label={w.risk.whyTitle}>
      <header className="card-head">
        <h2>
          {w.risk.whyTitle}
          <small>{[data?.facility_name, vessel, data?.substance].filter(Boolean).join(' · ')}</small>
        </h2>
        <Tooltip title={`${w.back} (Esc)`}>
          <Button
            type="text"
            icon={<ArrowLeftOutlined />}
            onClick={() => show({ why: null })}
            aria-label={w.back}
          />
        </Tooltip>
      </header>
      <div className="scroll risk-here">
        {isPending && <Awaiting rows={10} />}
        {isError && <Failed error={error} retry={() => void refetch()} />}
        {data && !isError && <Found data={data} />}
      </div>
    </aside>
  );
}
