/** An item of a form: what holds and where it comes from; opened, its evidence and a new answer. */
import { Button, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import type { NewAnswer } from '../api/forms';
import type { Both } from '../api/types';
import * as f from '../format';
import { Failed } from './States';
import { useWords } from './use';

export interface Item {
  code: string;
  text: Both;
  /** What an answer is worth, in words. */
  worth: string;
  /** Greatest number; 1 for yes or no. */
  most: number;
  isYesNo: boolean;
  counted: Both | null;
  in_force: number | null;
  from: 'answer' | 'facts' | 'unknown';
  answer: {
    value: string | null;
    evidence: string;
    reason: string;
    person: string;
    answered_at: string;
  } | null;
  proposal: { value: number; sentence: Both; source: string } | null;
}

/** What an item says, in words; unknown is never a number. */
export function useSaid(): (item: Pick<Item, 'isYesNo' | 'counted'>, value: number | null) => string {
  const { w, lang, both } = useWords();
  return (item, value) => {
    if (value === null) return w.forms.unknown;
    if (item.isYesNo) return value > 0 ? w.yes : w.no;
    return `${f.ratio(value, lang)} ${item.counted ? both(item.counted) : ''}`.trim();
  };
}

/** The answer that is sent; null as long as something is lacking. */
export function newAnswer(
  item: Pick<Item, 'code' | 'proposal'>,
  value: number | null,
  evidence: string,
  reason: string,
): NewAnswer | null {
  const differs = value !== null && item.proposal !== null && item.proposal.value !== value;
  const lacksReason = (differs || value === null) && reason.trim() === '';
  if ((value !== null && evidence.trim() === '') || lacksReason) return null;
  return { item: item.code, value, evidence: evidence.trim(), reason: reason.trim() };
}

interface Saving {
  person: string;
  save: (answer: NewAnswer) => Promise<unknown>;
}

function Editor({ item, person, save }: { item: Item } & Saving) {
  const { w } = useWords();
  const [value, setValue] = useState<number | null>(item.in_force);
  const [evidence, setEvidence] = useState('');
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const answer = value === null ? null : newAnswer(item, value, evidence, reason);
  const back = newAnswer(item, null, '', reason);
  const send = async (what: NewAnswer | null) => {
    if (what === null) return;
    setBusy(true);
    setError(null);
    try {
      await save(what);
      setEvidence('');
      setReason('');
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const isReady = person.trim() !== '';
  return (
    <div className="form-editor">
      {item.isYesNo ? (
        <Radio.Group
          size="small"
          optionType="button"
          value={value}
          onChange={(e) => setValue(e.target.value as number)}
          options={[
            { value: 1, label: w.yes },
            { value: 0, label: w.no },
          ]}
          aria-label={w.forms.value}
        />
      ) : (
        <InputNumber
          size="small"
          min={0}
          max={item.most}
          value={value}
          onChange={(number) => setValue(number)}
          aria-label={w.forms.value}
        />
      )}
      <Input
        size="small"
        value={evidence}
        onChange={(e) => setEvidence(e.target.value)}
        placeholder={w.forms.evidence}
        aria-label={w.forms.evidence}
      />
      <Input
        size="small"
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        placeholder={w.forms.reason}
        aria-label={w.forms.reason}
      />
      <span className="form-buttons">
        <Button
          size="small"
          type="primary"
          loading={isBusy}
          disabled={!isReady || answer === null}
          onClick={() => void send(answer)}
        >
          {w.forms.save}
        </Button>
        {item.answer?.value != null && (
          <Button size="small" disabled={!isReady || isBusy || back === null} onClick={() => void send(back)}>
            {w.forms.takeBack}
          </Button>
        )}
        {!isReady && <small className="quiet">{w.forms.needsPerson}</small>}
      </span>
      {error !== null && <Failed error={error} retry={() => setError(null)} />}
    </div>
  );
}

export function FormItem({ item, ...saving }: { item: Item } & Saving) {
  const { w, lang, both } = useWords();
  const said = useSaid();
  const [isOpen, setOpen] = useState(false);
  const { answer, proposal } = item;
  return (
    <li className="form-item" data-testid={`item-${item.code}`}>
      <button type="button" className="row" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className="form-code">{item.code}</span>
        <span className="row-text">
          {both(item.text)}
          <small>{item.worth}</small>
        </span>
        <span className={`form-said form-${item.from}`}>
          {said(item, item.in_force)}
          <small>{w.forms.from[item.from]}</small>
        </span>
      </button>
      {isOpen && (
        <div className="form-open">
          {proposal && (
            <p className="quiet">
              {w.forms.facts}: {said(item, proposal.value)} · {both(proposal.sentence)} · {proposal.source}
            </p>
          )}
          {answer && (
            <p className="quiet">
              {answer.value === null ? w.forms.takenBack : w.forms.answered}: {answer.person} ·{' '}
              {f.time(answer.answered_at, lang)}
              {answer.evidence && ` · ${w.forms.evidence}: ${answer.evidence}`}
              {answer.reason && ` · ${w.forms.reasonShort}: ${answer.reason}`}
            </p>
          )}
          <Editor key={`${item.in_force} ${answer?.answered_at}`} item={item} {...saving} />
        </div>
      )}
    </li>
  );
}
