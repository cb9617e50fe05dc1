/** What an import changes, or would change: row by row, each field before and after. */
import { AimOutlined, HistoryOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import {
  type ChangeCounts,
  type ChangeKind,
  type FieldChange,
  getChanges,
  getHistory,
  type LayerInfo,
  type RowChange,
} from '../api/imports';
import { useLayers } from '../api/queries';
import type { LonLat } from '../api/types';
import * as f from '../format';
import { showPlace } from '../map/current';
import { toPlace } from '../url';
import type { Lang } from '../words';
import { Pager } from './Pager';
import { Failed, Loading, Nothing } from './States';
import { useWords } from './use';

const PAGE = 20;

/** The first place of a geometry that is told in words: `POINT(119.97 31.81)`. */
export function placeIn(text: string | null | undefined): LonLat | null {
  const [, lon, lat] = text?.match(/\(+\s*(-?[\d.]+) (-?[\d.]+)/) ?? [];
  return lon && lat ? toPlace(Number(lon), Number(lat)) : null;
}

/** Names of a layer's columns and of the words in them. */
function useNames(layers: LayerInfo[] | undefined, lang: Lang) {
  const { w } = useWords();
  const layer = (name: string) => {
    const found = layers?.find((l) => l.name === name);
    return lang === 'zh' ? (found?.zh ?? name) : name;
  };
  const column = (of: string, field: string) =>
    layers?.find((l) => l.name === of)?.columns.find((c) => c.name === field);
  const field = (of: string, name: string) => {
    if (name === 'geometry') return w.importer.place;
    if (name === 'rows') return w.importer.weatherRows;
    return lang === 'zh' ? (column(of, name)?.zh[0] ?? name) : name;
  };
  const value = (of: string, { field: name }: FieldChange, text: string | null | undefined) => {
    if (text === null || text === undefined) return null;
    if (name === 'geometry') return shape(text, lang);
    const known = column(of, name);
    const word = known?.words?.find((one) => one.code === text);
    if (word) return word[lang];
    return known?.unit ? `${text} ${known.unit}` : text;
  };
  return { layer, field, value };
}

/** A geometry in the words of the page. */
function shape(text: string, lang: Lang): string {
  const place = placeIn(text);
  const points = text.match(/(\d+) points$/)?.[1];
  if (!place) return text;
  const at = f.place(place);
  if (!points) return at;
  return lang === 'zh' ? `${at} 起，共 ${points} 个点` : `from ${at}, ${points} points`;
}

type Names = ReturnType<typeof useNames>;

function Fields({ row, names }: { row: Pick<RowChange, 'layer' | 'is_new' | 'fields'>; names: Names }) {
  const { w } = useWords();
  return (
    <table className="change-fields">
      <thead>
        <tr>
          <th scope="col">{w.importer.fieldName}</th>
          {!row.is_new && <th scope="col">{w.before}</th>}
          <th scope="col">{row.is_new ? w.importer.value : w.after}</th>
        </tr>
      </thead>
      <tbody>
        {row.fields.map((change) => (
          <tr key={change.field}>
            <th scope="row">{names.field(row.layer, change.field)}</th>
            {!row.is_new && (
              <td className="change-before">
                {names.value(row.layer, change, change.before) ?? <i>{w.importer.unknownValue}</i>}
              </td>
            )}
            <td className="change-after">
              {names.value(row.layer, change, change.after) ?? <i>{w.importer.unknownValue}</i>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How imports changed a row; nothing where none did. */
export function RowVersions({ row }: { row: Pick<RowChange, 'layer' | 'key'> }) {
  const { w, lang } = useWords();
  const names = useNames(useLayers().data, lang);
  const { data, error, isPending, isError, refetch } = useQuery({
    queryKey: ['row-history', row.layer, row.key],
    queryFn: () => getHistory(row.layer, row.key),
  });
  if (isPending) return <Loading rows={2} />;
  if (isError) return <Failed error={error} retry={() => void refetch()} />;
  if (data.versions.total === 0) return null;
  return (
    <section className="change-versions" aria-label={w.importer.rowHistory}>
      <h4>{w.importer.rowHistoryOf(f.count(data.versions.total, lang))}</h4>
      <ol>
        {data.versions.items.map((version) => (
          <li key={version.import_id}>
            <p>
              <b>{f.time(version.made_at, lang)}</b> {version.file}
            </p>
            <Fields row={{ ...version, layer: row.layer }} names={names} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Change({ row, names, isStored }: { row: RowChange; names: Names; isStored: boolean }) {
  const { w } = useWords();
  const [open, setOpen] = useState(false);
  const geometry = row.fields.find((change) => change.field === 'geometry');
  const place = placeIn(geometry?.after);
  const name = row.fields.find((change) => change.field === 'name')?.after;
  return (
    <li className="change">
      <header>
        <span className={row.is_new ? 'change-kind new' : 'change-kind'}>
          {row.is_new ? w.importer.newRow : w.importer.changedRow}
        </span>
        <b>
          {names.layer(row.layer)} {row.key}
        </b>
        {row.is_new && name && <span>{name}</span>}
        <span className="grow" />
        {place && (
          <Button
            size="small"
            type="text"
            icon={<AimOutlined />}
            aria-label={`${w.importer.toRows} ${row.key}`}
            onClick={() => showPlace(place, 16)}
          />
        )}
        {isStored && row.key !== '' && (
          <Button
            size="small"
            type="text"
            icon={<HistoryOutlined />}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {w.importer.rowHistory}
          </Button>
        )}
      </header>
      <Fields row={row} names={names} />
      {open && <RowVersions row={row} />}
    </li>
  );
}

/** What is only counted. */
function Counted({ counts }: { counts: ChangeCounts }) {
  const { w, lang } = useWords();
  return (
    <>
      {counts.unchanged > 0 && (
        <p className="quiet">{w.importer.unchangedRows(f.count(counts.unchanged, lang))}</p>
      )}
      {counts.unlisted > 0 && (
        <p className="quiet">{w.importer.unlistedRows(f.count(counts.unlisted, lang))}</p>
      )}
    </>
  );
}

export function ImportChanges({ id, counts }: { id: string; counts: ChangeCounts | null }) {
  const { w, lang } = useWords();
  const names = useNames(useLayers().data, lang);
  const [kind, setKind] = useState<ChangeKind>('');
  const [page, setPage] = useState(1);
  const { data, error, isPending, isError, refetch } = useQuery({
    queryKey: ['import-changes', id, kind, page],
    queryFn: () => getChanges(id, kind, PAGE, (page - 1) * PAGE),
    staleTime: 0,
  });
  const label = (text: string, n: number | undefined) =>
    n === undefined ? text : `${text} ${f.count(n, lang)}`;
  return (
    <div className="changes">
      <Segmented
        block
        size="small"
        aria-label={w.importer.changesTab}
        value={kind}
        onChange={(next) => {
          setKind(next as ChangeKind);
          setPage(1);
        }}
        options={[
          { value: '', label: w.importer.allChanges },
          { value: 'changed', label: label(w.importer.changedRow, counts?.updated) },
          { value: 'new', label: label(w.importer.newRow, counts?.added) },
        ]}
      />
      {counts && <Counted counts={counts} />}
      {isPending && <Loading rows={4} />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && data.rows.total === 0 && <Nothing text={w.importer.noChanges} />}
      <ul>
        {data?.rows.items.map((row) => (
          <Change key={`${row.layer} ${row.key}`} row={row} names={names} isStored={data.is_stored} />
        ))}
      </ul>
      <Pager page={page} size={PAGE} total={data?.rows.total} onChange={setPage} />
    </div>
  );
}
