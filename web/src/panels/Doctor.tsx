/** Doctor 数据体检: the score by rule, and what to mend first; a finding leads to its place on the map. */
import { Progress } from 'antd';
import { useState } from 'react';
import { type Health, type HealthFinding, type HealthRule, useHealth } from '../api/doctor';
import { useLayers } from '../api/queries';
import type { LonLat } from '../api/types';
import * as f from '../format';
import { showPlace } from '../map/current';
import { useView } from '../state';
import { toPlace } from '../url';
import { attributeName } from '../words';
import { Pager } from './Pager';
import { Failed, Loading, Nothing } from './States';
import { useWords } from './use';

const PAGE = 30;
/** How near a finding is shown. */
const ZOOM = 16.5;

const key = (finding: HealthFinding) => [finding.rule, finding.layer, finding.id, finding.field].join(' ');

function placeOf({ place }: HealthFinding): LonLat | null {
  const [lon, lat] = place ?? [];
  return lon === undefined || lat === undefined ? null : toPlace(lon, lat);
}

function Score({ health }: { health: Health }) {
  const { w, lang } = useWords();
  const { score } = health;
  if (typeof score !== 'number') return <Nothing text={w.doctor.noScore} />;
  return (
    <div className="health-score">
      <p>
        <b data-testid="health-score">{f.tenths(score, lang)}</b>
        <span>
          {w.doctor.score}
          <small>{w.doctor.outOf}</small>
        </span>
      </p>
      <p className="quiet">
        {w.doctor.unknownVerdicts(f.count(health.unknown_verdicts, lang))} ·{' '}
        {w.doctor.examined(health.examined_on)}
      </p>
    </div>
  );
}

function Rules({
  rules,
  chosen,
  choose,
}: {
  rules: HealthRule[];
  chosen: string | null;
  choose: (rule: string | null) => void;
}) {
  const { w, lang, both } = useWords();
  const list = (some: HealthRule[]) => (
    <ul className="health-rules">
      {some.map((rule) => (
        <li key={rule.rule}>
          <button
            type="button"
            aria-pressed={chosen === rule.rule}
            disabled={rule.failing === 0}
            onClick={() => choose(chosen === rule.rule ? null : rule.rule)}
          >
            <span className="health-rule">{both(rule.words)}</span>
            <span className={rule.failing > 0 ? 'health-count bad' : 'health-count'}>
              {rule.checked > 0
                ? w.doctor.ruleNumbers(f.count(rule.failing, lang), f.count(rule.checked, lang))
                : w.doctor.notChecked}
            </span>
            {typeof rule.score === 'number' && (
              <Progress
                percent={rule.score}
                size="small"
                showInfo={false}
                strokeColor={rule.failing > 0 ? '#b3001b' : '#0a7d3c'}
                aria-hidden
              />
            )}
            <small>
              {typeof rule.score === 'number' && `${f.tenths(rule.score, lang)} · `}
              {w.doctor.weight(String(rule.weight))}
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
  const passed = rules.filter((rule) => rule.failing === 0);
  return (
    <section aria-label={w.doctor.rules}>
      <h3>{w.doctor.rules}</h3>
      {list(rules.filter((rule) => rule.failing > 0))}
      {passed.length > 0 && (
        <details className="health-passed">
          <summary>{w.doctor.passed(f.count(passed.length, lang))}</summary>
          {list(passed)}
        </details>
      )}
    </section>
  );
}

/** What a finding is called, and the name of its column for readers of Chinese. */
interface Named {
  title: string;
  column: string;
}

function Item({ finding, names }: { finding: HealthFinding; names: (finding: HealthFinding) => Named }) {
  const { w, lang, both } = useWords();
  const { ailing } = useView();
  const place = placeOf(finding);
  const { severity, verdicts_settled, verdicts_helped } = finding;
  const { title, column } = names(finding);
  // The service calls a column by its code.
  const named = (text: string) =>
    lang === 'zh' && /^\w+$/.test(finding.field)
      ? text.replaceAll(new RegExp(`(?<![\\w])${finding.field}(?![\\w])`, 'g'), column)
      : text;
  return (
    <li>
      <button
        type="button"
        className="row health-finding"
        aria-current={ailing?.key === key(finding)}
        onClick={() => {
          useView.setState({ ailing: place && { key: key(finding), place } });
          if (place) showPlace(place, ZOOM);
        }}
      >
        <span className={`health-severity ${severity}`}>
          {w.doctor.severity[severity as keyof typeof w.doctor.severity] ?? severity}
        </span>
        <span className="row-text">
          <b>{title}</b>
          <span>{named(both(finding.words))}</span>
          <small>{named(both(finding.fix))}</small>
          <small className="health-weight">
            {verdicts_settled > 0 && <b>{w.doctor.settles(f.count(verdicts_settled, lang))}</b>}
            {verdicts_settled === 0 && verdicts_helped > 0 && w.doctor.helps(f.count(verdicts_helped, lang))}
            {!place && <i>{w.doctor.noPlace}</i>}
          </small>
        </span>
      </button>
    </li>
  );
}

export function Doctor() {
  const { w, lang } = useWords();
  const { data: layers } = useLayers();
  const [rule, setRule] = useState<string | null>(null);
  const [page, setPage] = useState(1);
  const { data, error, isPending, isError, refetch } = useHealth(rule, PAGE, (page - 1) * PAGE);
  const names = ({ layer, id, field }: HealthFinding) => {
    const known = layers?.find((l) => l.name === layer);
    const place = field === 'geometry' ? w.importer.place : undefined;
    const column = place ?? known?.columns.find((c) => c.name === field)?.zh[0] ?? attributeName(field, lang);
    if (lang === 'en') return { title: `${layer} ${id}, ${field}`, column };
    return { title: `${known?.zh ?? layer} ${id} · ${column}`, column };
  };
  const choose = (next: string | null) => {
    setRule(next);
    setPage(1);
  };
  if (isPending) return <Loading rows={8} />;
  if (isError) return <Failed error={error} retry={() => void refetch()} />;
  const { total, items } = data.findings;
  return (
    <div className="list health">
      <div className="scroll">
        <Score health={data} />
        <Rules rules={data.rules} chosen={rule} choose={choose} />
        <section aria-label={w.doctor.fixes}>
          <h3>
            {w.doctor.fixes} <small>{w.total(f.count(total, lang))}</small>
          </h3>
          <p className="quiet">{w.doctor.fixesNote}</p>
          {total === 0 && <Nothing text={w.doctor.noFindings} />}
          <ul className="rows" data-testid="health-findings">
            {items.map((finding) => (
              <Item key={key(finding)} finding={finding} names={names} />
            ))}
          </ul>
        </section>
      </div>
      <Pager page={page} size={PAGE} total={total} onChange={setPage} />
    </div>
  );
}
