/** Imports that the store holds, and what each of them changed. */
import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions } from 'antd';
import { useState } from 'react';
import { listImports, type StoredImport } from '../api/imports';
import { useLayers } from '../api/queries';
import * as f from '../format';
import { useImport } from '../imports';
import { ImportChanges } from './ImportChanges';
import { Pager } from './Pager';
import { useWords } from './use';

const PAGE = 8;

function useLayerNames() {
  const { lang } = useWords();
  const { data } = useLayers();
  return (names: readonly string[]) =>
    names
      .map((name) => (lang === 'zh' ? (data?.find((l) => l.name === name)?.zh ?? name) : name))
      .join(lang === 'zh' ? '、' : ', ');
}

/** The list, below the files. */
export function EarlierImports() {
  const { w, lang } = useWords();
  const layers = useLayerNames();
  const [page, setPage] = useState(1);
  const { data } = useQuery({
    queryKey: ['imports', page],
    queryFn: () => listImports(PAGE, (page - 1) * PAGE),
    staleTime: 0,
  });
  const history = data?.history;
  if (!history || history.total === 0) return null;
  return (
    <section className="import-earlier" aria-label={w.importer.earlier}>
      <h3>
        {w.importer.earlier} <small>{w.total(f.count(history.total, lang))}</small>
      </h3>
      <ul className="rows">
        {history.items.map((item) => (
          <li key={item.id}>
            <button type="button" className="row" onClick={() => useImport.setState({ earlier: item })}>
              <span className="row-text">
                <b>{item.file}</b>
                <small>
                  {f.time(item.made_at, lang)} · {layers(item.layers)}
                </small>
              </span>
              <span className="row-numbers">
                <b>{w.importer.rowsOf(f.count(item.rows, lang))}</b>
                <small>{w.importer.seeChanges}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Pager page={page} size={PAGE} total={history.total} onChange={setPage} />
    </section>
  );
}

/** One of them, in place of the wizard. */
export function EarlierImport({ item }: { item: StoredImport }) {
  const { w, lang } = useWords();
  const layers = useLayerNames();
  const items = [
    { key: 'at', label: w.importer.storedAt, children: f.time(item.made_at, lang) },
    { key: 'layers', label: w.importer.layer, children: layers(item.layers) },
    { key: 'rows', label: w.importer.rowsRead, children: f.count(item.rows, lang) },
    { key: 'crs', label: w.importer.crs, children: item.crs },
    { key: 'hash', label: 'SHA-256', children: <code className="hash">{item.file_sha256}</code> },
  ];
  return (
    <>
      <div className="import-body" data-testid="import-earlier">
        <p className="import-name">
          <b>{item.file}</b>
        </p>
        <Descriptions size="small" column={1} items={items} />
        <p className="quiet">{w.importer.earlierNote}</p>
        <ImportChanges key={item.id} id={item.id} counts={null} />
      </div>
      <footer className="import-foot">
        <Button onClick={() => useImport.setState({ earlier: null })}>{w.back}</Button>
      </footer>
    </>
  );
}
