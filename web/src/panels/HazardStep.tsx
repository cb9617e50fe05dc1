/** The next step of a hidden hazard as a form, with files. */
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { addEvidence, type HazardCard, takeStep, useHazardWords } from '../api/hazards';
import { Actor, Field, TextField, useActor } from './HazardForms';
import { Failed } from './States';
import { useWords } from './use';

type Fields = Record<string, string>;

const PLAN = ['measures', 'funds_yuan', 'deadline', 'responsible_person', 'contingency_plan'] as const;
const REPORT = [
  'state_and_causes',
  'harm_and_difficulty',
  'goals_and_tasks',
  'methods_and_measures',
  'funds_and_materials',
  'bodies_and_persons',
  'times_and_requirements',
  'safety_and_contingency',
] as const;

/** The fields that are filled in. */
function filled(fields: Fields, names: readonly string[]): Record<string, string | number> {
  const given = names.filter((name) => (fields[name] ?? '').trim() !== '');
  return Object.fromEntries(
    given.map((name) => [name, name === 'funds_yuan' ? Number(fields[name]) : (fields[name] ?? '')]),
  );
}

/** A step as the service takes it. */
function stepOf(kind: string, fields: Fields, card: HazardCard, criterion: number | null): object {
  switch (kind) {
    case 'register':
      return { kind, due_on: fields.due_on ?? '', ...(criterion === null ? {} : { criterion }) };
    case 'start':
      return {
        kind,
        plan: filled(fields, PLAN),
        ...(card.level.code === 'major' ? { major_report: filled(fields, REPORT) } : {}),
      };
    case 'extend': {
      const approved_by = { name: fields.approver ?? '', role: fields.approver_role ?? '' };
      return { kind, due_on: fields.due_on ?? '', reason: fields.reason ?? '', approved_by };
    }
    case 'submit':
      return { kind, result: fields.result ?? '', evidence: card.evidence.map((e) => e.sha256) };
    case 'accept':
      return { kind, finding: fields.finding ?? '' };
    default:
      return { kind, reason: fields.reason ?? '', ...filled(fields, ['due_on']) };
  }
}

export function HazardStep({ card }: { card: HazardCard }) {
  const { w, both } = useWords();
  const by = useActor();
  const { data: words } = useHazardWords();
  const steps = card.steps.filter((s) => s.step.code !== 'add_evidence');
  const [chosen, setChosen] = useState<string | null>(null);
  const [fields, setFields] = useState<Fields>({});
  const [criterion, setCriterion] = useState<number | null>(card.criterion ?? null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const step = steps.find((s) => s.step.code === chosen) ?? steps[0];
  if (!step) return null;
  const kind = step.step.code;
  const put = (name: string) => (value: string) => setFields({ ...fields, [name]: value });
  const text = (name: keyof typeof w.hazards.fields, as: { long?: boolean; date?: boolean } = {}) => (
    <TextField
      key={name}
      label={w.hazards.fields[name]}
      value={fields[name] ?? ''}
      onChange={put(name)}
      {...as}
    />
  );
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
      setFields({});
      setChosen(null);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const send = () => run(() => takeStep(card, by, '', stepOf(kind, fields, card, criterion)));
  const add = (file: File | undefined) => file && void run(() => addEvidence(card, by, file));
  return (
    <section className="hazard-form" data-testid="hazard-step">
      <h3>{w.hazards.next}</h3>
      {steps.length > 1 && (
        <Segmented
          size="small"
          value={kind}
          onChange={setChosen}
          options={steps.map((s) => ({ value: s.step.code, label: both(s.step) }))}
        />
      )}
      <p className="quiet">
        {w.hazards.mayBy}
        {step.roles.map((r) => both(r)).join('、')}
      </p>
      <Actor roles={null} />
      {kind === 'register' && (
        <>
          {text('due_on', { date: true })}
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
        </>
      )}
      {kind === 'start' && (
        <>
          {PLAN.map((name) => text(name, { date: name === 'deadline' }))}
          {card.level.code === 'major' && (
            <details open>
              <summary>{w.hazards.majorReport}</summary>
              {REPORT.map((name) => text(name))}
            </details>
          )}
        </>
      )}
      {kind === 'extend' && (
        <>
          {text('due_on', { date: true })}
          {text('reason', { long: true })}
          {text('approver')}
          <Field label={w.hazards.approverRole}>
            {(id) => (
              <Select
                id={id}
                value={fields.approver_role ?? null}
                onChange={put('approver_role')}
                options={card.approvers.map((r) => ({ value: r.code, label: both(r) }))}
              />
            )}
          </Field>
        </>
      )}
      {kind === 'submit' && text('result', { long: true })}
      {kind === 'accept' && text('finding', { long: true })}
      {kind === 'return' && (
        <>
          {text('reason', { long: true })}
          {text('due_on', { date: true })}
        </>
      )}
      <Field label={w.hazards.addFile}>
        {(id) => (
          <input
            id={id}
            type="file"
            accept="image/jpeg,image/png,image/webp,application/pdf"
            disabled={busy}
            onChange={(e) => {
              add(e.target.files?.[0]);
              e.target.value = '';
            }}
          />
        )}
      </Field>
      <p className="quiet">{words?.is_scanned ? w.hazards.scanned : w.hazards.notScanned}</p>
      {error !== null && <Failed error={error} retry={() => void send()} />}
      <Button type="primary" loading={busy} onClick={() => void send()} data-testid="hazard-take">
        {both(step.step)}
      </Button>
    </section>
  );
}
