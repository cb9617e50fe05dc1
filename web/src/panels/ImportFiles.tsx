/** Which files, and what is in them; imports that wait for a decision. */
import { DeleteOutlined, FileTextOutlined, InboxOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { dropImport, listImports } from '../api/imports';
import { useLayers } from '../api/queries';
import * as f from '../format';
import { resume, send, useImport } from '../imports';
import { EarlierImports } from './ImportEarlier';
import { useWords } from './use';

function Drop() {
  const { w } = useWords();
  const { files } = useImport();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const add = (more: FileList | null) => {
    const chosen = [...(more ?? [])];
    const kept = files.filter((old) => !chosen.some((file) => file.name === old.name));
    // Files that belong together are chosen one after the other; another dataset takes the place of the last.
    const belongs = chosen.some((file) => kept.some((old) => stem(old.name) === stem(file.name)));
    useImport.setState({ files: belongs ? [...kept, ...chosen] : chosen, problem: null });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    <>
      <button
        type="button"
        className={over ? 'import-drop over' : 'import-drop'}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <InboxOutlined aria-hidden />
        <b>{w.importer.dropTitle}</b>
        <small>{w.importer.dropHint}</small>
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="import-input"
        onChange={(event) => {
          add(event.target.files);
          event.target.value = '';
        }}
      />
      <ul className="import-files">
        {files.map((file) => (
          <li key={file.name}>
            <FileTextOutlined aria-hidden />
            <span>{file.name}</span>
            <small>{f.bytes(file.size)}</small>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={w.importer.remove(file.name)}
              onClick={() => useImport.setState({ files: files.filter((other) => other !== file) })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

const stem = (name: string) => name.replace(/\.[^.]*$/, '');

function Pending() {
  const { w, lang } = useWords();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['imports', 'pending'],
    queryFn: () => listImports(1, 0),
    staleTime: 0,
  });
  const items = data?.items.filter((item) => item.state !== 'stored') ?? [];
  if (items.length === 0) return null;
  const drop = async (id: string) => {
    await dropImport(id);
    await client.invalidateQueries({ queryKey: ['imports'] });
  };
  return (
    <section className="import-pending" aria-label={w.importer.pending}>
      <h3>{w.importer.pending}</h3>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <span>
              <b>{item.file}</b>
              <small>
                {item.state ? w.total(f.count(item.rows, lang)) : w.importer.waits}
                {' · '}
                {w.importer.dropped(f.time(item.expires_at, lang))}
              </small>
            </span>
            {item.state && (
              <Button size="small" onClick={() => void resume(item.id)}>
                {w.importer.resume}
              </Button>
            )}
            <Button size="small" onClick={() => void drop(item.id)}>
              {w.importer.drop}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ImportFiles() {
  const { w, lang } = useWords();
  const { files, layer, busy } = useImport();
  const { data: layers } = useLayers();
  const options = layers?.map((l) => ({
    value: l.name,
    label: lang === 'zh' ? `${l.zh} ${l.name}` : l.name,
  }));
  // A table may hold several layers, or say by its header which one it is.
  const several = [
    { value: 'auto', label: w.importer.autoLayer },
    { value: 'register', label: w.importer.register },
  ];
  return (
    <>
      <div className="import-body">
        <Drop />
        <div className="import-field">
          <span id="import-layer">{w.importer.layer}</span>
          <Select
            aria-labelledby="import-layer"
            value={layer}
            options={[...several, ...(options ?? [])]}
            loading={!layers}
            onChange={(next: string) => useImport.setState({ layer: next })}
          />
        </div>
        <Pending />
        <EarlierImports />
      </div>
      <footer className="import-foot">
        <span className="quiet">{files.length > 0 && w.importer.chosen(f.count(files.length, lang))}</span>
        <Button
          type="primary"
          size="large"
          disabled={files.length === 0 || busy !== null}
          onClick={() => void send()}
          data-testid="import-check"
        >
          {w.importer.check}
        </Button>
      </footer>
    </>
  );
}
