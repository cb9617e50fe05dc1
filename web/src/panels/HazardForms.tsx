/** What several forms of hidden hazards share: who acts, fields with labels, a refusal. */
import { Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { create } from 'zustand';
import { type Person, useHazardWords } from '../api/hazards';
import { useWords } from './use';

/** Who acts: kept while the page is open, so that it is not asked for at each step. */
export const useActor = create<Person>()(() => ({ name: '', role: 'enterprise_safety' }));

/** A field below its label. */
export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <p className="hazard-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </p>
  );
}

export function TextField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  long?: boolean;
  date?: boolean;
}) {
  const { label, value, onChange, long, date } = props;
  return (
    <Field label={label}>
      {(id) =>
        long ? (
          <Input.TextArea
            id={id}
            value={value}
            autoSize={{ minRows: 2 }}
            onChange={(e) => onChange(e.target.value)}
          />
        ) : (
          <Input
            id={id}
            value={value}
            type={date ? 'date' : 'text'}
            onChange={(e) => onChange(e.target.value)}
          />
        )
      }
    </Field>
  );
}

export function Actor({ roles }: { roles: readonly string[] | null }) {
  const { w, both } = useWords();
  const { name, role } = useActor();
  const { data } = useHazardWords();
  const all = data?.roles ?? [];
  const options = all
    .filter((r) => roles === null || roles.includes(r.code))
    .map((r) => ({ value: r.code, label: both(r) }));
  return (
    <div className="hazard-actor">
      <TextField
        label={w.hazards.name}
        value={name}
        onChange={(value) => useActor.setState({ name: value })}
      />
      <Field label={w.hazards.role}>
        {(id) => (
          <Select
            id={id}
            value={role}
            options={options}
            onChange={(value) => useActor.setState({ role: value })}
          />
        )}
      </Field>
    </div>
  );
}
