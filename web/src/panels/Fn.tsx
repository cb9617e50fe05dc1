/** Societal risk of a scope: verdict, F-N chart, expected deaths; and the card of it with a choice of scopes. */
import {
  CheckCircleFilled,
  CloseCircleFilled,
  CloseOutlined,
  ExclamationCircleFilled,
} from '@ant-design/icons';
import { Alert, Button, Select } from 'antd';
import { useDistricts, useParks } from '../api/queries';
import { type FnView, useFn } from '../api/risk';
import type { Place } from '../api/types';
import * as f from '../format';
import { showBox } from '../map/current';
import { scopeOf } from '../risk';
import { askFn, show } from '../state';
import type { Scope } from '../url';
import { FnChart } from './FnChart';
import { Confidence } from './Marks';
import { Awaiting } from './RiskHere';
import { Failed, Nothing } from './States';
import { useWords } from './use';

const ICONS = {
  acceptable: CheckCircleFilled,
  alarp: ExclamationCircleFilled,
  unacceptable: CloseCircleFilled,
} as const;

function Verdict({ fn }: { fn: FnView }) {
  const { w, lang, both } = useWords();
  const verdict = fn.verdict as keyof typeof ICONS;
  const Icon = ICONS[verdict] ?? ExclamationCircleFilled;
  const line = fn.lines.find((l) => l.name === fn.worst?.line);
  return (
    <>
      <p className={`fn-verdict fn-${verdict}`} data-testid="fn-verdict">
        <Icon aria-hidden /> <b>{both({ zh: fn.verdict_zh, en: fn.verdict_en })}</b>
        {fn.synthetic && <span className="badge trust-ocr">{w.synthetic}</span>}
      </p>
      {fn.worst && (
        <p>
          {w.risk.worst(
            line ? both(line) : fn.worst.line,
            f.ratio(fn.worst.ratio, lang),
            f.ratio(fn.worst.deaths, lang),
          )}
        </p>
      )}
      <p>
        {w.risk.pll} <b>{f.scientific(fn.pll_per_year)}</b> {w.risk.pllUnit}
      </p>
      <p className="quiet">
        {fn.clause} <Confidence of={fn.confidence} />
      </p>
      {fn.unknown_vessels > 0 && (
        <Alert type="warning" showIcon title={w.risk.fnUnknown(f.count(fn.unknown_vessels, lang))} />
      )}
      {fn.unknown_pipelines > 0 && (
        <Alert type="warning" showIcon title={w.risk.unknownLines(f.count(fn.unknown_pipelines, lang))} />
      )}
    </>
  );
}

/** The societal risk of a scope, without a frame: it stands in a plant's card too. */
export function FnOf({ scope }: { scope: Scope }) {
  const { w } = useWords();
  const { data, error, isPending, isError, refetch } = useFn(scope);
  if (isPending) return <Awaiting rows={8} />;
  if (isError) return <Failed error={error} retry={() => void refetch()} />;
  return (
    <div className="fn">
      <Verdict fn={data} />
      {data.points.length > 0 ? <FnChart fn={data} /> : <Nothing text={w.risk.fnEmpty} />}
      <p className="quiet">
        {w.risk.run} <code>{data.run}</code>
      </p>
    </div>
  );
}

const keyOf = ({ scope, id }: Scope) => `${scope}:${id}`;

/** The city, its districts and its parks, to choose from. */
function ScopeChoice({ fn, name }: { fn: Scope; name: string }) {
  const { w } = useWords();
  const parks = useParks();
  const districts = useDistricts();
  const places: Place[] = [...(districts.data?.items ?? []), ...(parks.data?.items ?? [])];
  const options = places.flatMap((place) => {
    const scope = scopeOf(place);
    if (!scope) return [];
    return { value: keyOf(scope), label: `${w.risk.fnScopes[scope.scope]} · ${place.name}`, scope, place };
  });
  const known = options.some((o) => o.value === keyOf(fn));
  return (
    <Select
      className="fn-scope"
      aria-label={w.risk.fnScope}
      prefix={w.risk.fnScope}
      value={keyOf(fn)}
      loading={parks.isPending || districts.isPending}
      showSearch={{ optionFilterProp: 'label' }}
      options={
        known ? options : [{ value: keyOf(fn), label: `${w.risk.fnScopes[fn.scope]} · ${name}` }, ...options]
      }
      onChange={(key: string) => {
        const chosen = options.find((o) => o.value === key);
        if (!chosen) return;
        askFn(chosen.scope);
        showBox(chosen.place.bbox);
      }}
    />
  );
}

export function FnCard({ fn }: { fn: Scope }) {
  const { w } = useWords();
  const name = useFn(fn).data?.name ?? fn.id;
  return (
    <aside className="card" aria-label={w.risk.fnTitle}>
      <header className="card-head">
        <h2>
          {w.risk.fnTitle}
          <small>{name}</small>
        </h2>
        <Button
          type="text"
          icon={<CloseOutlined />}
          onClick={() => show({ fn: null })}
          aria-label={w.close}
        />
      </header>
      <div className="scroll risk-here">
        <ScopeChoice fn={fn} name={name} />
        <FnOf key={keyOf(fn)} scope={fn} />
      </div>
    </aside>
  );
}
