/** Import 导入数据: files, columns, report, stored. The map shows the rows beside it. */
import { CloseOutlined } from '@ant-design/icons';
import { Button, Progress, Steps, Tooltip } from 'antd';
import * as f from '../format';
import { closeImport, type Step, useImport } from '../imports';
import { ImportColumns } from './ImportColumns';
import { ImportDone } from './ImportDone';
import { EarlierImport } from './ImportEarlier';
import { ImportFiles } from './ImportFiles';
import { ImportReport } from './ImportReport';
import { ProblemView } from './States';
import { useWords } from './use';

const STEPS: Step[] = ['files', 'columns', 'report', 'done'];

function Busy() {
  const { w, lang } = useWords();
  const { busy, sent } = useImport();
  if (busy === null) return null;
  const text = busy === 'sending' ? w.importer.sending(f.percent(sent, lang)) : w.importer[busy];
  return (
    <div className="import-busy" role="status">
      <span>{text}…</span>
      <Progress
        percent={busy === 'sending' ? Math.round(sent * 100) : 100}
        status="active"
        showInfo={false}
        size="small"
        aria-label={text}
      />
    </div>
  );
}

/** A problem that is no question: the columns say those themselves. */
function Trouble() {
  const { w, both } = useWords();
  const { problem, needs } = useImport();
  if (!problem || (needs && needs.state !== 'unreadable')) return null;
  const told = needs ? { ...problem, title: w.importer.unreadable, detail: both(needs.words) } : problem;
  return <ProblemView problem={told} />;
}

function Wizard() {
  const { w } = useWords();
  const { step } = useImport();
  return (
    <>
      <Steps
        className="import-steps"
        size="small"
        responsive={false}
        current={STEPS.indexOf(step)}
        items={STEPS.map((key) => ({ title: w.importer.steps[key] }))}
      />
      <Busy />
      <Trouble />
      {step === 'files' && <ImportFiles />}
      {step === 'columns' && <ImportColumns />}
      {step === 'report' && <ImportReport />}
      {step === 'done' && <ImportDone />}
    </>
  );
}

export function Import() {
  const { w } = useWords();
  const { earlier } = useImport();
  return (
    <aside className="card import" aria-label={w.importer.title}>
      <header className="card-head">
        <div>
          <h2>{w.importer.title}</h2>
          <p className="quiet">{w.importer.note}</p>
        </div>
        <Tooltip title={`${w.close} (Esc)`}>
          <Button type="text" icon={<CloseOutlined />} onClick={closeImport} aria-label={w.close} />
        </Tooltip>
      </header>
      {earlier ? <EarlierImport item={earlier} /> : <Wizard />}
    </aside>
  );
}
