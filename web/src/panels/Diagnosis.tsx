/** The safety risk diagnosis of an enterprise: its score as a range, what it does on the map, its items with evidence. */
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { type Diagnosis as Of, useAnswer, useDiagnosis, useDiagnosisHistory } from '../api/forms';
import type { Both } from '../api/types';
import * as f from '../format';
import { useForms } from '../forms';
import { askGrade } from '../state';
import { FormItem, type Item } from './FormItem';
import { ColourMark } from './Grades';
import { Failed, Loading } from './States';
import { useWords } from './use';

/** From one number to another, or the one where both are the same. */
export function useRange(): (of: { least: number; most: number }) => string {
  const { lang } = useWords();
  return ({ least, most }) =>
    least === most ? f.ratio(least, lang) : `${f.ratio(least, lang)}–${f.ratio(most, lang)}`;
}

function Head({ of }: { of: Of }) {
  const { w, both } = useWords();
  const range = useRange();
  const { score, other_score: other, management: m } = of;
  const differs = other.points.least !== score.points.least || other.points.most !== score.points.most;
  const source = score.projects.find((p) => p.other_source)?.other_source;
  return (
    <>
      <p data-testid="diagnosis-score">
        {score.colour ? (
          <ColourMark colour={score.colour} />
        ) : (
          <>
            <ColourMark colour={score.worst_colour} /> – <ColourMark colour={score.best_colour} />
          </>
        )}{' '}
        {both(score.sentence as Both)}
      </p>
      {differs && (
        <p className="quiet">
          {w.forms.otherSource(range(other.points))} ({source})
        </p>
      )}
      <p data-testid="diagnosis-management">{both(m.sentence as Both)}</p>
      <p className="quiet">
        {m.colour_in_grades && (
          <>
            {w.forms.onMap} <ColourMark colour={m.colour_in_grades} />{' '}
          </>
        )}
        {typeof m.pll_per_year === 'number' && `${w.grades.caused} ${f.scientific(m.pll_per_year)} · `}
        {typeof m.added_pll_per_year === 'number' &&
          `${w.forms.addedPll} ${m.added_pll_per_year < 0 ? '−' : ''}${f.scientific(Math.abs(m.added_pll_per_year))}`}
        {m.factor_in_grades !== null && m.factor_in_grades !== m.factor && ` · ${w.forms.following}`}
      </p>
      {m.colour_in_grades && (
        <Button size="small" onClick={() => askGrade({ level: 'enterprise', id: of.facility_id })}>
          {w.forms.openGrade}
        </Button>
      )}
    </>
  );
}

function History({ id }: { id: string }) {
  const { w, lang } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { data, error, isPending, isError, refetch } = useDiagnosisHistory(id, isOpen);
  return (
    <details className="form-history" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{w.forms.history}</summary>
      {isOpen && isPending && <Loading rows={2} />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      <ul>
        {data?.items.map((a, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows at its end, and nothing of it is kept
          <li key={data.items.length - at}>
            {f.time(a.answered_at, lang)} · {a.person} · {a.item} = {a.value ?? w.forms.unknown}
            {a.evidence && ` · ${a.evidence}`}
            {a.reason && ` · ${a.reason}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** An item as the form shows it. */
function useItem(): (of: Of['items'][number]) => Item {
  const { w, lang } = useWords();
  return (of) => ({
    ...of,
    text: of.text as Both,
    counted: (of.counted ?? null) as Both | null,
    isYesNo: !of.counted,
    in_force: of.in_force ?? null,
    from: of.from as Item['from'],
    answer: (of.answer ?? null) as Item['answer'],
    proposal: (of.proposal ?? null) as Item['proposal'],
    worth:
      of.kind === 'direct_red'
        ? w.forms.directRed
        : (of.kind === 'bonus' ? w.forms.adds : w.forms.deducts)(f.ratio(of.points, lang)),
  });
}

/** Who answers; kept while the page is open. */
export function Person() {
  const { w } = useWords();
  const { person } = useForms();
  return (
    <div className="form-person">
      <span aria-hidden>{w.forms.person}</span>
      <Input
        aria-label={w.forms.person}
        size="small"
        value={person}
        onChange={(e) => useForms.setState({ person: e.target.value })}
        maxLength={100}
      />
    </div>
  );
}

export function Diagnosis({ id }: { id: string }) {
  const { w } = useWords();
  const { person } = useForms();
  const range = useRange();
  const toItem = useItem();
  const { data, error, isPending, isError, refetch } = useDiagnosis(id);
  const answer = useAnswer(id);
  if (isPending) return <Loading rows={8} />;
  if (isError) return <Failed error={error} retry={() => void refetch()} />;
  const groups = [
    ...data.score.projects.map((project) => ({
      name: project.name as Both,
      note: w.forms.project(
        range(project.deducted),
        String(project.most_deducted),
        project.added.most > 0 ? range(project.added) : '0',
      ),
      items: data.items.filter((i) => i.project === (project.name as Both).zh),
    })),
    {
      name: { zh: w.forms.directRedTitle, en: w.forms.directRedTitle },
      note: '',
      items: data.items.filter((i) => i.kind === 'direct_red'),
    },
  ];
  return (
    <div className="form-panel">
      <Head of={data} />
      <p className="quiet">
        {data.document} · {w.forms.confidence} {data.confidence}
      </p>
      <Alert type="info" showIcon title={w.forms.unknownStays} />
      <Person />
      {groups.map((group) => (
        <Group key={group.name.zh} name={group.name} note={group.note}>
          {group.items.map((of) => (
            <FormItem
              key={of.code}
              item={toItem(of)}
              person={person}
              save={(a) => answer.mutateAsync({ person, answers: [a] })}
            />
          ))}
        </Group>
      ))}
      <History id={id} />
    </div>
  );
}

export function Group({ name, note, children }: { name: Both; note: string; children: React.ReactNode }) {
  const { both } = useWords();
  return (
    <section>
      <h3>
        {both(name)} <small className="quiet">{note}</small>
      </h3>
      <ul className="rows form-items">{children}</ul>
    </section>
  );
}
