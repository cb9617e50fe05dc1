/** A colour opened: why, by which objects, what would make it better or worse, who causes it, how sure it is. */
import { CloseOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { type Opened, useGrade } from '../api/grades';
import type { Both } from '../api/types';
import * as f from '../format';
import { COLOURS, type Colour, colourOf, factor, onScale } from '../grades';
import { showPlace } from '../map/current';
import { askGrade, choose, show, useView } from '../state';
import { GRADE_LEVELS, type GradeOf, toPlace } from '../url';
import { GradeChange } from './GradeChange';
import { ColourMark, useDecades, useIndexName } from './Grades';
import { Awaiting } from './RiskHere';
import { Failed } from './States';
import { useWords } from './use';

type Place = readonly number[] | null | undefined;

/** A name that leads to its place on the map, or to its card. */
function Thing({ kind, id, name, at }: { kind: string; id: string; name: string; at?: Place }) {
  const [lon, lat] = at ?? [];
  const place = lon === undefined || lat === undefined ? null : toPlace(lon, lat);
  const open = () => {
    if (place) showPlace(place, 15);
    if (kind === 'park') askGrade({ level: 'park', id });
  };
  if (!place && kind !== 'park') return <b>{name}</b>;
  return (
    <button type="button" className="link" onClick={open}>
      {name}
    </button>
  );
}

/** An index as a bar of decades: the line at nought, the bands below it. */
function Bar({ of }: { of: Opened['indices'][number] }) {
  const { w } = useWords();
  const decades = useDecades();
  const index = useIndexName();
  const [yellow = 0, orange = 0, red = 0] = of.bands ?? [];
  const code = of.code as keyof typeof w.grades.indexWhy;
  const bands: [Colour, number, number][] = [
    ['blue', 0, onScale(yellow)],
    ['yellow', onScale(yellow), onScale(orange)],
    ['orange', onScale(orange), onScale(red)],
    ['red', onScale(red), 100],
  ];
  return (
    <li className={of.decides ? 'grade-index decides' : 'grade-index'} title={w.grades.indexWhy[code]}>
      <span>
        <ColourMark colour={of.colour} /> {index(of.code)} <small>{of.code}</small>
      </span>
      <small>{of.bands ? decades(of.decades) : null}</small>
      {of.bands && (
        <span className="grade-bar" aria-hidden>
          {bands.map(([colour, from, to]) => (
            <i
              key={colour}
              style={{ left: `${from}%`, width: `${to - from}%`, background: COLOURS[colour].fill }}
            />
          ))}
          {typeof of.decades === 'number' && <b style={{ left: `${onScale(of.decades)}%` }} />}
        </span>
      )}
    </li>
  );
}

function Objects({ of }: { of: Opened }) {
  const { w, lang } = useWords();
  const decades = useDecades();
  if (of.objects.length === 0) return null;
  return (
    <section>
      <h3>{w.grades.objects}</h3>
      <ul className="grade-objects" data-testid="grade-objects">
        {of.objects.map((o) => (
          <li key={`${o.index}:${o.kind}:${o.id}`}>
            <ColourMark colour={o.colour} />
            <span className="row-text">
              <Thing {...o} />
              <small>
                {decades(o.decades)} ·{' '}
                {o.index === 'SOC'
                  ? w.grades.deaths(f.ratio(o.persons, lang))
                  : w.grades.persons(f.count(o.persons, lang))}
                {o.by_enterprise.length > 0 && o.kind === 'target' && (
                  <>
                    {' · '}
                    {w.grades.mostly}{' '}
                    {o.by_enterprise.map((e) => `${e.name} ${f.percent(e.share, lang)}`).join('、')}
                  </>
                )}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {of.objects_total > of.objects.length && (
        <p className="quiet">
          {w.grades.objectsMore(f.count(of.objects.length, lang), f.count(of.objects_total, lang))}
        </p>
      )}
    </section>
  );
}

function Ways({ of }: { of: Opened }) {
  const { w, both } = useWords();
  const index = useIndexName();
  const { better } = of;
  return (
    <>
      <section data-testid="grade-better">
        <h3>{better ? w.grades.better(w.grades.colours[colourOf(better.colour)]) : w.grades.best}</h3>
        {better && <p>{both(better.sentence)}</p>}
        {better && (
          <ul className="grade-ways">
            {better.actions.map((a) => (
              <li key={`${a.kind}:${a.id}`}>
                <small>{index(a.index)}</small> {a.name !== '' && <Thing {...a} />}
                {a.kind !== 'hidden_hazards' && <span>{w.grades.factor(factor(a.factor))}</span>}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section data-testid="grade-worse">
        <h3>{w.grades.worse}</h3>
        {of.worse.length === 0 && <p className="quiet">{w.grades.worst}</p>}
        <ul className="grade-ways">
          {of.worse.map((x) => (
            <li key={x.index}>
              <ColourMark colour={x.colour} /> {both(x.sentence)}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Shares({ title, of }: { title: string; of: Opened['by_enterprise'] }) {
  const { lang, both } = useWords();
  if (of.length === 0) return null;
  return (
    <details className="grade-shares">
      <summary>{title}</summary>
      <ul>
        {of.map((s) => (
          <li key={`${s.kind}:${s.id}:${both(s.name as Both)}`}>
            <span>{both(s.name as Both)}</span>
            <i style={{ width: `${100 * s.share}%` }} aria-hidden />
            <small>
              {f.percent(s.share, lang)} · {f.scientific(s.pll_per_year)}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Doubt({ of }: { of: NonNullable<Opened['doubt']> }) {
  const { w, lang, both } = useWords();
  const colours: Colour[] = ['red', 'orange', 'yellow', 'blue'];
  return (
    <section data-testid="grade-doubt">
      <h3>{w.grades.doubt}</h3>
      <p>{both(of.sentence)}</p>
      <div className="grade-doubt" aria-hidden>
        {colours
          .filter((c) => of[c] > 0)
          .map((c) => (
            <i key={c} style={{ flexGrow: of[c], background: COLOURS[c].fill, color: COLOURS[c].ink }}>
              {of[c] >= 0.1 && f.percent(of[c], lang)}
            </i>
          ))}
      </div>
      <p className="quiet">{w.grades.runs(f.count(of.runs, lang))}</p>
    </section>
  );
}

function Body({ of }: { of: Opened }) {
  const { w, lang, both } = useWords();
  const isFirm = of.level === 'enterprise';
  return (
    <>
      <p className="grade-sentence" data-testid="grade-sentence">
        {both(of.sentence)}
      </p>
      {of.synthetic && <span className="badge trust-ocr">{w.synthetic}</span>}
      {of.pipelines_sentence && <p className="quiet">{both(of.pipelines_sentence)}</p>}
      {of.unknown_vessels > 0 && (
        <Alert type="warning" showIcon title={w.grades.unknownVessels(f.count(of.unknown_vessels, lang))} />
      )}
      {of.open_targets > 0 && (
        <Alert type="warning" showIcon title={w.grades.openTargets(f.count(of.open_targets, lang))} />
      )}
      <section>
        <h3>{w.grades.indicesTitle}</h3>
        <ul className="grade-indices" data-testid="grade-indices">
          {of.indices.map((index) => (
            <Bar key={index.code} of={index} />
          ))}
        </ul>
        <p className="quiet">
          {!isFirm && `${w.grades.people} ${f.people(of.people, lang)} · `}
          {isFirm ? w.grades.caused : w.grades.borne} {f.scientific(of.pll_per_year)}
        </p>
      </section>
      <Ways of={of} />
      <Objects of={of} />
      {of.doubt && <Doubt of={of.doubt} />}
      {of.level !== 'cell' && (
        <GradeChange of={{ level: of.level as GradeOf['level'], id: of.id }} run={of.run} />
      )}
      <Shares title={w.grades.shares} of={of.by_enterprise} />
      <Shares title={w.grades.scenarios} of={of.by_scenario} />
      {of.red_parts.length > 0 && (
        <section>
          <h3>{w.grades.parts}</h3>
          <ul className="grade-ways">
            {of.red_parts.map((part) => {
              const level = GRADE_LEVELS.find((l) => l === part.level) ?? 'city';
              return (
                <li key={part.id}>
                  <button type="button" className="link" onClick={() => askGrade({ level, id: part.id })}>
                    {part.name}
                  </button>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {isFirm && (
        <Button size="small" onClick={() => choose(of.id)}>
          {w.plantCard}
        </Button>
      )}
      <p className="quiet">
        {w.grades.ruleset} <code>{of.ruleset}</code> · {of.date} · {w.grades.run} <code>{of.run}</code>
      </p>
    </>
  );
}

export function GradeCard({ of }: { of: GradeOf }) {
  const { w } = useWords();
  const { ruleset } = useView();
  const { data, error, isPending, isError, refetch } = useGrade(of, ruleset);
  return (
    <aside className="card" aria-label={w.grades.title}>
      <header className="card-head">
        <h2>
          {data && <ColourMark colour={data.colour} />} {data?.name || of.id}
          <small>
            {w.grades.levels[of.level]} · {w.grades.title}
          </small>
        </h2>
        <Button
          type="text"
          icon={<CloseOutlined />}
          onClick={() => show({ grade: null })}
          aria-label={w.close}
        />
      </header>
      <div className="scroll grade-card">
        {isPending && <Awaiting rows={8} />}
        {isError && <Failed error={error} retry={() => void refetch()} />}
        {data && !isError && <Body of={data} />}
      </div>
    </aside>
  );
}
