/** A report of a hidden hazard 上报: anybody may. */
import { Button, Select } from 'antd';
import { useState } from 'react';
import { reportHazard, useHazardWords } from '../api/hazards';
import { usePlants } from '../api/queries';
import { askHazard, useView } from '../state';
import { Actor, Field, TextField, useActor } from './HazardForms';
import { Failed } from './States';
import { useWords } from './use';

const today = () => new Date().toISOString().slice(0, 10);

export function HazardReport({ end }: { end: () => void }) {
  const { w } = useWords();
  const by = useActor();
  const { data: words } = useHazardWords();
  const chosen = useView((view) => view.plant);
  const [facility, setFacility] = useState(chosen);
  const [q, setQ] = useState('');
  const { data: plants } = usePlants({ q, level: null, bbox: null, limit: 20, offset: 0 });
  const [description, setDescription] = useState('');
  const [found, setFound] = useState(today());
  const [criterion, setCriterion] = useState<number | null>(null);
  const [barrier, setBarrier] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    setError(null);
    const more = { ...(criterion === null ? {} : { criterion }), ...(barrier === null ? {} : { barrier }) };
    const report = { facility_id: facility ?? '', description, found_on: found, ...more };
    try {
      const card = await reportHazard(by, report);
      end();
      askHazard(card.id);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const known = (plants?.items ?? []).map((p) => ({ value: p.id, label: p.name }));
  return (
    <div className="list hazards hazard-form scroll" data-testid="hazard-report">
      <h3>{w.hazards.reportTitle}</h3>
      <Actor roles={null} />
      <Field label={w.hazards.facility}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ filterOption: false, onSearch: setQ }}
            value={facility}
            onChange={setFacility}
            options={known}
          />
        )}
      </Field>
      <TextField label={w.hazards.description} value={description} onChange={setDescription} long />
      <TextField label={w.hazards.foundOn} value={found} onChange={setFound} date />
      <Field label={w.hazards.criterion}>
        {(id) => (
          <Select
            id={id}
            allowClear
            placeholder={w.hazards.noCriterion}
            value={criterion}
            onChange={(value) => setCriterion(value ?? null)}
            options={(words?.criteria ?? []).map((c) => ({ value: c.no, label: `${c.no}. ${c.text}` }))}
          />
        )}
      </Field>
      <Field label={w.hazards.barrier}>
        {(id) => (
          <Select
            id={id}
            allowClear
            value={barrier}
            onChange={(value) => setBarrier(value ?? null)}
            options={(words?.barriers ?? []).map((b) => ({ value: b.name, label: `${b.name} ×${b.factor}` }))}
          />
        )}
      </Field>
      {error !== null && <Failed error={error} retry={() => void send()} />}
      <p>
        <Button type="primary" loading={busy} onClick={() => void send()}>
          {w.hazards.send}
        </Button>{' '}
        <Button onClick={end}>{w.back}</Button>
      </p>
    </div>
  );
}
