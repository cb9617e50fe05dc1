/** The bar on top: whose city, what state, which language. */
import { GlobalOutlined, ImportOutlined, InfoCircleOutlined } from '@ant-design/icons';
import { Button, Descriptions, Popover, Segmented, Tooltip } from 'antd';
import { useSummary } from '../api/queries';
import type { HazardVerdict, Level, LevelFilter, Summary } from '../api/types';
import * as f from '../format';
import { openImport } from '../imports';
import { show, useView } from '../state';
import { LevelMark, levelText } from './Marks';
import { useWords } from './use';

const CHIPS: {
  key: keyof Summary['installations'];
  filter: LevelFilter;
  level: Level | null;
  verdict: HazardVerdict;
}[] = [
  { key: 'level_1', filter: '1', level: 1, verdict: 'graded' },
  { key: 'level_2', filter: '2', level: 2, verdict: 'graded' },
  { key: 'level_3', filter: '3', level: 3, verdict: 'graded' },
  { key: 'level_4', filter: '4', level: 4, verdict: 'graded' },
  { key: 'unknown', filter: 'unknown', level: null, verdict: 'unknown' },
  { key: 'not_major_hazard', filter: 'none', level: null, verdict: 'not_major_hazard' },
];

function Counts({ summary }: { summary: Summary }) {
  const { w, lang } = useWords();
  const list = (level: LevelFilter | null) =>
    useView.setState((state) => ({ sideTab: 'plants', level, panels: { ...state.panels, left: true } }));
  const findings = () =>
    useView.setState((state) => ({ sideTab: 'violations', panels: { ...state.panels, left: true } }));
  return (
    <nav className="counts" aria-label={w.hazardTab}>
      <button type="button" className="count" onClick={() => list(null)}>
        <span>{w.plants}</span> <b>{f.count(summary.counts.facilities, lang)}</b>
      </button>
      <span className="chips">
        {CHIPS.map(({ key, filter, level, verdict }) => (
          <button
            key={key}
            type="button"
            className={level === null ? 'count roomy' : 'count'}
            title={levelText(level, verdict, w)}
            onClick={() => list(filter)}
          >
            <LevelMark level={level} verdict={verdict} size={17} />{' '}
            <b>{f.count(summary.installations[key], lang)}</b>
          </button>
        ))}
      </span>
      <button type="button" className="count count-bad" onClick={findings}>
        <span>{w.violations}</span> <b>{f.count(summary.violations, lang)}</b>
      </button>
      <button type="button" className="count" onClick={findings}>
        <span>{w.unknowns}</span> <b>{f.count(summary.unknown_verdicts, lang)}</b>
      </button>
    </nav>
  );
}

function RunInfo({ summary }: { summary: Summary }) {
  const { w, lang, both } = useWords();
  const { run } = summary;
  const items = [
    { key: 'id', label: w.runInfo, children: <code>{run.id}</code> },
    { key: 'at', label: w.runMadeAt, children: f.time(run.made_at, lang) },
    { key: 'rules', label: w.runRuleset, children: <code>{run.ruleset}</code> },
    { key: 'hash', label: w.runInputs, children: <code className="hash">{run.inputs_hash}</code> },
    { key: 'version', label: w.runVersion, children: run.program_version },
    {
      key: 'people',
      label: w.people,
      children: w.peopleDayNight(f.people(summary.people.day, lang), f.people(summary.people.night, lang)),
    },
  ];
  const content = (
    <div className="run">
      <Descriptions size="small" column={1} items={items} />
      {summary.gaps.length > 0 && (
        <>
          <h3>{w.gaps}</h3>
          <ul>
            {summary.gaps.map((gap) => (
              <li key={gap.zh}>{both(gap)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight">
      <Button type="text" icon={<InfoCircleOutlined />} aria-label={w.runInfo}>
        <span className="wide">{w.runInfo}</span>
      </Button>
    </Popover>
  );
}

export function TopBar() {
  const { w, lang } = useWords();
  const { data: summary } = useSummary();
  return (
    <header className="top">
      <img src="/mark.svg" alt="" width={28} height={28} />
      <h1>
        {w.product} <small>{lang === 'zh' ? 'Anjie' : '安界'}</small>
      </h1>
      <span className="wide product-line">{w.productLine}</span>
      {summary?.city && <span className="city">{summary.city.name}</span>}
      {summary?.synthetic && (
        <Tooltip title={w.syntheticWhy}>
          <strong className="synthetic" data-testid="synthetic">
            {w.synthetic}
          </strong>
        </Tooltip>
      )}
      <span className="grow" />
      {summary && <Counts summary={summary} />}
      <Button
        type="text"
        className="import-button"
        icon={<ImportOutlined />}
        onClick={openImport}
        aria-label={w.importer.open}
        data-testid="import"
      >
        <span className="wide">{w.importer.open}</span>
      </Button>
      {summary && <RunInfo summary={summary} />}
      <GlobalOutlined aria-hidden className="wide" />
      <Segmented
        aria-label={w.language}
        value={lang}
        options={[
          { label: '中文', value: 'zh' },
          { label: 'EN', value: 'en', title: 'English' },
        ]}
        onChange={(next) => show({ lang: next === 'en' ? 'en' : 'zh' })}
      />
    </header>
  );
}
