/** Which column of the file is which of ours; coordinates, encoding, sheet. */
import { Alert, Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { ImportTable, LayerInfo } from '../api/imports';
import { useLayers } from '../api/queries';
import * as f from '../format';
import { check, mappingText, useImport } from '../imports';
import { useWords } from './use';

const PLACES = ['lon', 'lat', 'wkt'];
/** Columns that stand for something of every layer. */
const EXTRA = [
  { name: 'lon', zh: '经度', unit: '°', required: false },
  { name: 'lat', zh: '纬度', unit: '°', required: false },
  { name: 'lonlat', zh: '经纬度', unit: '°', required: false },
  { name: 'wkt', zh: '几何', unit: null, required: false },
  { name: 'unit of quantity', zh: '计量单位', unit: null, required: false },
  { name: 'synthetic', zh: '合成数据', unit: null, required: false },
];

/** Whether a column is recognised by its name alone: no mapping can leave it out. */
const isByName = (how: string) => how === 'exact' || how === 'alias';

interface Choice {
  ours: string;
  /** Whether it is ours to say, and not what the service finds by itself. */
  isSuggested: boolean;
}

/** What is chosen at first: what was recognised, then the surest suggestion for what is still free. */
function firstChoices(table: ImportTable): Record<string, Choice> {
  const taken = new Set(table.columns.map((c) => c.ours).filter(Boolean));
  const choices: Record<string, Choice> = {};
  for (const c of [...table.columns].sort((a, b) => b.confidence - a.confidence)) {
    const suggestion = c.suggestion && !taken.has(c.suggestion) ? c.suggestion : null;
    if (suggestion) taken.add(suggestion);
    choices[c.theirs] = { ours: c.ours ?? suggestion ?? '', isSuggested: suggestion !== null && !c.ours };
  }
  return choices;
}

function useChoices(table: ImportTable | undefined) {
  const key = table?.columns.map((c) => c.theirs).join('\n') ?? '';
  const [state, setState] = useState(() => ({ key, choices: table ? firstChoices(table) : {} }));
  const fresh = state.key === key ? state : { key, choices: table ? firstChoices(table) : {} };
  const choose = (theirs: string, ours: string) =>
    setState({ key, choices: { ...fresh.choices, [theirs]: { ours, isSuggested: false } } });
  return { choices: fresh.choices, choose };
}

function Columns({
  table,
  layer,
  choices,
  choose,
}: {
  table: ImportTable;
  layer: LayerInfo | undefined;
  choices: Record<string, Choice>;
  choose: (theirs: string, ours: string) => void;
}) {
  const { w, lang } = useWords();
  const taken = new Set(Object.values(choices).map((c) => c.ours));
  const names = [
    ...(layer?.columns.map((c) => ({ name: c.name, zh: c.zh[0], unit: c.unit, required: c.required })) ?? []),
    ...EXTRA,
  ];
  const label = (c: (typeof names)[number]) =>
    `${lang === 'zh' && c.zh ? `${c.zh} ` : ''}${c.name}${c.unit ? ` (${c.unit})` : ''}${c.required ? ' *' : ''}`;
  return (
    <table className="import-columns">
      <thead>
        <tr>
          <th scope="col">{w.importer.theirs}</th>
          <th scope="col">{w.importer.ours}</th>
        </tr>
      </thead>
      <tbody>
        {table.columns.map((column) => {
          const choice = choices[column.theirs] ?? { ours: '', isSuggested: false };
          return (
            <tr key={column.theirs} className={choice.ours === '' ? 'unused' : ''}>
              <th scope="row">
                <b>{column.theirs}</b>
                <small>{column.samples.join(' · ')}</small>
              </th>
              <td>
                <Select
                  aria-label={`${column.theirs} → ${w.importer.ours}`}
                  value={choice.ours}
                  status={choice.isSuggested ? 'warning' : ''}
                  showSearch={{ optionFilterProp: 'label' }}
                  onChange={(ours: string) => choose(column.theirs, ours)}
                  options={[
                    // What is recognised by its name cannot be left out here.
                    ...(isByName(column.how) ? [] : [{ value: '', label: w.importer.unused }]),
                    ...names.map((c) => ({
                      value: c.name,
                      label: label(c),
                      disabled: c.name !== choice.ours && taken.has(c.name),
                    })),
                  ]}
                />
                {choice.isSuggested && <span className="import-tag suggested">{w.importer.suggested}</span>}
                {column.ours === choice.ours && choice.ours !== '' && (
                  <span className="import-tag">{w.importer.known}</span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Constants({
  missing,
  values,
  change,
}: {
  missing: LayerInfo['columns'];
  values: Record<string, string>;
  change: (name: string, value: string) => void;
}) {
  const { w, both } = useWords();
  if (missing.length === 0) return null;
  return (
    <section className="import-constants">
      <h3>{w.importer.constants}</h3>
      {missing.map((column) => {
        const id = `constant-${column.name}`;
        const words = column.words?.map((word) => ({ value: word.code, label: both(word) }));
        return (
          <div className="import-field" key={column.name}>
            <span id={id}>
              {column.zh[0]} <code>{column.name}</code>
            </span>
            {words ? (
              <Select
                aria-labelledby={id}
                allowClear
                placeholder={w.importer.constantHint}
                value={values[column.name] || null}
                options={words}
                onChange={(next) => change(column.name, next ?? '')}
              />
            ) : (
              <Input
                aria-labelledby={id}
                placeholder={w.importer.constantHint}
                value={values[column.name] ?? ''}
                onChange={(event) => change(column.name, event.target.value)}
              />
            )}
          </div>
        );
      })}
    </section>
  );
}

/** Where several layers fit alike, or none does: which it is. */
function LayerQuestion({
  layers,
  likely,
  value,
  choose,
}: {
  layers: LayerInfo[];
  likely: string[];
  value: string;
  choose: (name: string) => void;
}) {
  const { w, lang } = useWords();
  const all = [
    { value: 'register', label: w.importer.register },
    ...layers.map((l) => ({ value: l.name, label: lang === 'zh' ? `${l.zh} ${l.name}` : l.name })),
  ];
  const rank = (name: string) => (likely.includes(name) ? likely.indexOf(name) : likely.length);
  return (
    <div className="import-field">
      <span id="import-goal">{w.importer.layer}</span>
      <Select
        aria-labelledby="import-goal"
        status={value === '' ? 'error' : ''}
        value={value || null}
        options={all.toSorted((a, b) => rank(a.value) - rank(b.value))}
        onChange={choose}
      />
    </div>
  );
}

export function ImportColumns() {
  const { w, lang, both } = useWords();
  const { view, needs, options, problem, busy, constants } = useImport();
  const { data: layers } = useLayers();
  const [told, setTold] = useState({
    layer: '',
    crs: options.crs ?? '',
    encoding: options.encoding ?? '',
    sheet: options.sheet ?? '',
  });
  const tables = needs?.tables ?? view?.tables ?? [];
  const table = tables[0];
  // What is told here, else what the table was found to be.
  const goal = told.layer || (options.layer === 'auto' ? table?.layer : options.layer);
  const layer = layers?.find((l) => l.name === goal);
  const { choices, choose } = useChoices(table);
  const used = new Set(Object.values(choices).map((c) => c.ours));
  const missing = table ? (layer?.columns.filter((c) => c.required && !used.has(c.name)) ?? []) : [];
  const state = needs?.state;
  const question =
    state === 'needs_crs' || state === 'needs_columns' || state === 'needs_sheet' || state === 'needs_layer'
      ? state
      : null;
  const again = () => {
    const auto = new Map(table?.columns.map((c) => [c.theirs, isByName(c.how) ? (c.ours ?? '') : '']));
    // A mapping of an earlier import is used unless another one is given.
    const isFirst = !table?.columns.some((c) => c.how === 'saved_mapping');
    const others = Object.entries(choices)
      .filter(([theirs, { ours }]) => ours !== '' && ours !== auto.get(theirs))
      .map(([theirs, { ours }]) => [theirs, ours] as const);
    const given = Object.fromEntries(
      Object.entries(constants).filter(([name]) => missing.some((m) => m.name === name)),
    );
    const isPlain = isFirst && others.length === 0 && Object.values(given).every((value) => value === '');
    const mapping = isPlain ? '' : mappingText(Object.fromEntries(others), given);
    void check({ ...options, ...told, layer: told.layer || (options.layer ?? ''), mapping });
  };
  const crsNames: Record<string, string> = w.importer.crsNames;
  const field = (
    key: 'crs' | 'encoding' | 'sheet',
    label: string,
    values: { value: string; label: string }[],
  ) => (
    <div className="import-field">
      <span id={`import-${key}`}>{label}</span>
      <Select
        aria-labelledby={`import-${key}`}
        value={told[key]}
        status={
          (key === 'crs' && question === 'needs_crs') || (key === 'sheet' && question === 'needs_sheet')
            ? 'error'
            : ''
        }
        onChange={(next: string) => setTold({ ...told, [key]: next })}
        options={[{ value: '', label: w.importer.auto }, ...values]}
      />
    </div>
  );
  return (
    <>
      <div className="import-body">
        {question && (
          <Alert
            type="warning"
            showIcon
            role="alert"
            title={w.importer.needs[question]}
            description={
              <>
                <p>{w.importer.needsDetail[question]}</p>
                <p className="quiet">{needs ? both(needs.words) : problem?.detail}</p>
              </>
            }
          />
        )}
        {question === 'needs_layer' && (
          <LayerQuestion
            layers={layers ?? []}
            likely={needs?.choices ?? []}
            value={told.layer}
            choose={(next) => setTold({ ...told, layer: next })}
          />
        )}
        {question === 'needs_sheet' &&
          field(
            'sheet',
            w.importer.sheet,
            (needs?.choices ?? []).map((name) => ({ value: name, label: name })),
          )}
        {field(
          'crs',
          w.importer.crs,
          [...new Set([...Object.keys(crsNames), ...(needs?.ranked.map((c) => c.crs) ?? [])])].map(
            (value) => ({
              value,
              label: crsNames[value] ?? value,
            }),
          ),
        )}
        <p className="quiet">{w.importer.crsWhy}</p>
        {needs && needs.ranked.length > 0 && (
          <ul className="import-ranked">
            {needs.ranked.map((choice) => (
              <li key={choice.crs}>
                <button
                  type="button"
                  aria-pressed={told.crs === choice.crs}
                  onClick={() => setTold({ ...told, crs: choice.crs })}
                >
                  <b>{crsNames[choice.crs] ?? choice.crs}</b>
                  <span>{w.importer.sure(f.percent(choice.confidence, lang))}</span>
                  <small>{both(choice.words)}</small>
                </button>
              </li>
            ))}
          </ul>
        )}
        {field('encoding', w.importer.encoding, [
          { value: 'utf-8', label: 'UTF-8' },
          { value: 'gbk', label: 'GBK / GB 18030' },
        ])}
        {table && <Columns table={table} layer={layer} choices={choices} choose={choose} />}
        <Constants
          missing={missing.filter((m) => !PLACES.includes(m.name))}
          values={constants}
          change={(name, value) => useImport.setState({ constants: { ...constants, [name]: value } })}
        />
      </div>
      <footer className="import-foot">
        <Button onClick={() => useImport.setState({ step: 'files', problem: null })}>{w.back}</Button>
        <Button
          type="primary"
          size="large"
          disabled={busy !== null || (question === 'needs_layer' && told.layer === '')}
          onClick={again}
          data-testid="import-again"
        >
          {w.importer.again}
        </Button>
      </footer>
    </>
  );
}
