/** Risk grades 风险四色: city, counties, towns and parks with their colours; each leads to its card, and to its parts. */
import { CaretDownOutlined, CaretRightOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { csvUrl, type GradeRow, useEnterprises, useGrades, useRulesets } from '../api/grades';
import * as f from '../format';
import { byUrgency, COLOURS, colourOf, partsOf } from '../grades';
import { askGrade, useView } from '../state';
import { GRADE_LEVELS } from '../url';
import { Awaiting } from './RiskHere';
import { Failed, Loading, Nothing } from './States';
import { useWords } from './use';

export function ColourMark({ colour }: { colour: string }) {
  const { w } = useWords();
  const { fill, ink } = COLOURS[colourOf(colour)];
  return (
    <span className="grade-mark" style={{ background: fill, color: ink }}>
      {w.grades.colours[colourOf(colour)]}
    </span>
  );
}

/** How a number of decades stands to its line. */
export function useDecades(): (decades: number | null | undefined) => string {
  const { w } = useWords();
  return (decades) => {
    if (typeof decades !== 'number') return w.grades.noNumber;
    const by = Math.abs(decades).toFixed(2);
    return decades >= 0 ? w.grades.over(by) : w.grades.below(by);
  };
}

export function useIndexName(): (code: string) => string {
  const { w } = useWords();
  return (code) => w.grades.indices[code as keyof typeof w.grades.indices] ?? code;
}

const levelOf = (text: string) => GRADE_LEVELS.find((l) => l === text) ?? 'city';

function Row({ of, depth, parts }: { of: GradeRow; depth: number; parts?: React.ReactNode }) {
  const { w, lang } = useWords();
  const { grade } = useView();
  const [isOpen, setOpen] = useState(depth === 0);
  const decades = useDecades();
  const index = useIndexName();
  const level = levelOf(of.level);
  return (
    <li>
      <div className="grade-row" style={{ paddingInlineStart: 6 + 14 * depth }}>
        {parts ? (
          <Button
            type="text"
            size="small"
            icon={isOpen ? <CaretDownOutlined /> : <CaretRightOutlined />}
            aria-expanded={isOpen}
            aria-label={`${w.grades.open} ${of.name}`}
            onClick={() => setOpen(!isOpen)}
          />
        ) : (
          <span className="grade-room" />
        )}
        <button
          type="button"
          className="row grade-unit"
          aria-current={grade !== null && grade.level === of.level && grade.id === of.id}
          onClick={() => askGrade({ level, id: of.id })}
          data-testid={`grade-${of.level}`}
        >
          <ColourMark colour={of.colour} />
          <span className="row-text">
            <b>{of.name}</b>
            <small>
              {w.grades.levels[level]} · {index(of.decided_by)} {decades(of.decades)}
            </small>
          </span>
          {of.red_children > 0 && (
            <span className="grade-badge" title={w.grades.redParts(f.count(of.red_children, lang))}>
              {f.count(of.red_children, lang)}
              <span className="grade-badge-words">{w.grades.colours.red}</span>
            </span>
          )}
          {of.sensitive_breach && (
            <span className="grade-badge" title={w.grades.sensitive}>
              !
            </span>
          )}
        </button>
      </div>
      {parts && isOpen && <ul className="grade-parts">{parts}</ul>}
    </li>
  );
}

function Enterprises({ within, depth }: { within: string; depth: number }) {
  const { w } = useWords();
  const { ruleset } = useView();
  const { data, error, isPending, isError, refetch } = useEnterprises(within, ruleset, true);
  if (isPending) return <Loading rows={2} />;
  if (isError) return <Failed error={error} retry={() => void refetch()} />;
  if (data.items.length === 0) return <li className="quiet grade-none">{w.grades.none}</li>;
  const items = [...data.items].sort(byUrgency);
  return items.map((item) => <Row key={item.id} of={item} depth={depth} />);
}

function Tree({ items }: { items: GradeRow[] }) {
  const city = items.find((item) => item.level === 'city');
  if (!city) return null;
  const withFirms = (of: GradeRow, depth: number) => (
    <Row
      key={`${of.level}:${of.id}`}
      of={of}
      depth={depth}
      parts={of.children > 0 ? <Enterprises within={of.id} depth={depth + 1} /> : null}
    />
  );
  const counties = partsOf(items, city, 'county').map((county) => {
    const towns = partsOf(items, county, 'town');
    return (
      <Row
        key={county.id}
        of={county}
        depth={1}
        parts={towns.length > 0 ? towns.map((town) => withFirms(town, 2)) : null}
      />
    );
  });
  const parks = partsOf(items, city, 'park').map((park) => withFirms(park, 1));
  return (
    <ul className="rows grade-tree" data-testid="grades">
      <Row of={city} depth={0} parts={[...counties, ...parks]} />
    </ul>
  );
}

function Rules() {
  const { w, both } = useWords();
  const { ruleset } = useView();
  const { data } = useRulesets();
  const chosen = data?.find((r) => r.id === ruleset) ?? data?.[0];
  return (
    <div className="grade-rules">
      <span>
        {w.grades.ruleset}{' '}
        <Select
          size="small"
          value={ruleset ?? ''}
          aria-label={w.grades.ruleset}
          onChange={(id) => useView.setState({ ruleset: id === '' ? null : id })}
          options={[
            { value: '', label: w.grades.current },
            ...(data ?? []).map(({ id }) => ({ value: id, label: id })),
          ]}
        />
      </span>
      <Button type="text" size="small" icon={<DownloadOutlined />} href={csvUrl(ruleset)}>
        {w.grades.csv}
      </Button>
      {chosen && (
        <details>
          <summary>{w.grades.note}</summary>
          <p>
            {chosen.id} · {chosen.owner} · {chosen.valid_from}
          </p>
          <p>{chosen.note}</p>
          <dl className="assumptions">
            {chosen.settings.map((s) => (
              <div key={s.key}>
                <dt>{both(s.words)}</dt>
                <dd>
                  {s.value} {s.unit} <small>{s.source}</small>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

export function Grades() {
  const { w } = useWords();
  const { ruleset } = useView();
  const { data, error, isPending, isError, refetch } = useGrades(ruleset);
  return (
    <div className="list grades">
      <div className="filters">
        <p className="quiet">{w.grades.why}</p>
        <Rules />
      </div>
      <div className="scroll">
        {isPending && <Awaiting rows={8} />}
        {isError && <Failed error={error} retry={() => void refetch()} />}
        {data && !isError && data.items.length === 0 && <Nothing text={w.grades.none} />}
        {data && !isError && <Tree items={data.items} />}
      </div>
    </div>
  );
}
