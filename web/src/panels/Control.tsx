/** Graded control of an enterprise: which level answers for it and its units, who, and their cards to be printed. */
import { PrinterOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { type ControlRow, useAssign, useControls } from '../api/forms';
import type { Both } from '../api/types';
import { useForms } from '../forms';
import { Person } from './Diagnosis';
import { ColourMark } from './Grades';
import { Failed, Loading } from './States';
import { useWords } from './use';

function Assign({ of, done }: { of: ControlRow; done: () => void }) {
  const { w } = useWords();
  const { person } = useForms();
  const [name, setName] = useState(of.responsible?.name ?? '');
  const [post, setPost] = useState(of.responsible?.post ?? '');
  const [phone, setPhone] = useState(of.responsible?.phone ?? '');
  const assign = useAssign(of);
  const fields = [
    [w.forms.name, name, setName],
    [w.forms.post, post, setPost],
    [w.forms.phone, phone, setPhone],
  ] as const;
  const isReady = person.trim() !== '' && name.trim() !== '';
  return (
    <div className="form-editor">
      {fields.map(([label, value, set]) => (
        <Input
          key={label}
          size="small"
          value={value}
          maxLength={100}
          onChange={(e) => set(e.target.value)}
          placeholder={label}
          aria-label={label}
        />
      ))}
      <span className="form-buttons">
        <Button
          size="small"
          type="primary"
          disabled={!isReady}
          loading={assign.isPending}
          onClick={() => assign.mutate({ person, name, post, phone }, { onSuccess: done })}
        >
          {w.forms.save}
        </Button>
        {!isReady && <small className="quiet">{w.forms.needsBoth}</small>}
      </span>
      {assign.isError && <Failed error={assign.error} retry={() => assign.reset()} />}
    </div>
  );
}

function Row({ of }: { of: ControlRow }) {
  const { w, both } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { responsible: person } = of;
  return (
    <li className="form-item control-row" data-testid={`control-${of.kind}`}>
      <p>
        {of.colour ? (
          <ColourMark colour={of.colour} />
        ) : (
          <span className="form-unknown">{w.forms.unknown}</span>
        )}{' '}
        <b>{of.name}</b>{' '}
        <a href={of.card} target="_blank" rel="noreferrer">
          <PrinterOutlined aria-hidden /> {of.kind === 'unit' ? w.forms.operationCard : w.forms.announcement}
        </a>
      </p>
      <p className="quiet">
        {of.level_name ? both(of.level_name as Both) : w.forms.noLevel} · {both(of.colour_from as Both)}
        {of.supervision && ` · ${w.forms.supervision} ${of.supervision}`}
      </p>
      <p>
        {person ? (
          <>
            {w.forms.responsible} {person.name} {person.post} {person.phone}
          </>
        ) : (
          <span className="quiet">{w.forms.nobody}</span>
        )}{' '}
        <Button size="small" type="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {w.forms.assign}
        </Button>
      </p>
      {isOpen && <Assign of={of} done={() => setOpen(false)} />}
    </li>
  );
}

export function Control({ facility }: { facility: string }) {
  const { w } = useWords();
  const { data, error, isPending, isError, refetch } = useControls(facility);
  if (isPending) return <Loading rows={4} />;
  if (isError) return <Failed error={error} retry={() => void refetch()} />;
  return (
    <div className="form-panel">
      <p className="quiet">
        {w.forms.controlWhy} ({data.policy.source})
      </p>
      <Person />
      <ul className="rows form-items">
        {data.items.map((of) => (
          <Row key={`${of.kind}:${of.id}`} of={of} />
        ))}
      </ul>
    </div>
  );
}
