/** What changed since an earlier run, as a waterfall: from the deaths of then, by cause, to those of now. */
import { Select } from 'antd';
import { useState } from 'react';
import { type GradeChange as Change, useGradeChange, useKeptRuns } from '../api/grades';
import type { Both } from '../api/types';
import * as f from '../format';
import { waterfall } from '../grades';
import type { GradeOf } from '../url';
import { ColourMark } from './Grades';
import { Failed, Loading } from './States';
import { useWords } from './use';

/** A number of deaths a year with its sign. */
export const signed = (value: number) => `${value < 0 ? '−' : '+'}${f.scientific(Math.abs(value))}`;

function Waterfall({ of }: { of: Change }) {
  const { w, both } = useWords();
  const bars = waterfall(
    of.since.pll_per_year,
    of.parts.map((p) => p.pll_change_per_year),
  );
  return (
    <>
      <p data-testid="change-sentence">{both(of.sentence as Both)}</p>
      <ul className="waterfall" data-testid="waterfall">
        <li>
          <span>
            {w.grades.before} {of.since.colour && <ColourMark colour={of.since.colour} />}
          </span>
          <small>{f.scientific(of.since.pll_per_year)}</small>
        </li>
        {of.parts.map((part, at) => (
          <li key={part.causes.join('+')}>
            <span>{both(part.name as Both)}</span>
            <span className="waterfall-bar" aria-hidden>
              <i
                className={part.pll_change_per_year < 0 ? 'less' : 'more'}
                style={{ left: `${bars[at]?.from ?? 0}%`, width: `${bars[at]?.width ?? 0}%` }}
              />
            </span>
            <small>{signed(part.pll_change_per_year)}</small>
            <small className="quiet waterfall-owners">
              {part.by_owner
                .slice(0, 3)
                .map((o) => `${o.name ?? o.id} ${signed(o.pll_change_per_year)}`)
                .join('；')}
            </small>
          </li>
        ))}
        <li>
          <span>
            {w.grades.after} {of.now.colour && <ColourMark colour={of.now.colour} />}
          </span>
          <small>{f.scientific(of.now.pll_per_year)}</small>
        </li>
      </ul>
      {of.colour_under_former_rules && (
        <p>
          {w.grades.formerRules} <ColourMark colour={of.colour_under_former_rules} />
        </p>
      )}
    </>
  );
}

export function GradeChange({ of, run }: { of: GradeOf; run: string }) {
  const { w, lang, both } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [since, setSince] = useState<string | null>(null);
  const runs = useKeptRuns(isOpen);
  const { data, error, isError, isFetching, refetch } = useGradeChange(of, since);
  const earlier = (runs.data?.items ?? []).filter((r) => r.run !== run);
  return (
    <details className="grade-shares" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{w.grades.changed}</summary>
      {runs.data && <p className="quiet">{both(runs.data.note as Both)}</p>}
      {runs.data && earlier.length === 0 && <p className="quiet">{w.grades.noRuns}</p>}
      {earlier.length > 0 && (
        <Select
          size="small"
          value={since}
          placeholder={w.grades.since}
          aria-label={w.grades.since}
          onChange={setSince}
          options={earlier.map((r) => ({ value: r.run, label: `${f.time(r.made_at, lang)} · ${r.run}` }))}
        />
      )}
      {isFetching && <Loading rows={2} />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && !isError && <Waterfall of={data} />}
    </details>
  );
}
