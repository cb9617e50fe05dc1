/** What came of the check: counts, every issue with its row on the map, notes, and the decision. */
import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Select, Tabs } from 'antd';
import { useState } from 'react';
import { type ImportIssue, type ImportReport as Report, reportPath } from '../api/imports';
import { useLayers } from '../api/queries';
import * as f from '../format';
import { accept, useImport } from '../imports';
import { showPlace } from '../map/current';
import { ImportChanges } from './ImportChanges';
import { Pager } from './Pager';
import { Nothing } from './States';
import { useWords } from './use';

const PAGE = 50;
/** A coordinate system that is less sure than this is looked at before the rows are stored. */
const SURE = 0.9;

function Numbers({ reports }: { reports: Report[] }) {
  const { w, lang } = useWords();
  const sum = (key: 'rows_read' | 'rows_taken' | 'rows_rejected' | 'rows_updating') =>
    reports.reduce((total, report) => total + report[key], 0);
  const tile = (value: number, label: string, kind: string, detail = '') => (
    <div className={`tile ${kind}`}>
      <b data-testid={`import-${kind}`}>{f.count(value, lang)}</b>
      <span>{label}</span>
      <small>{detail}</small>
    </div>
  );
  const updating = sum('rows_updating');
  const added = f.count(sum('rows_taken') - updating, lang);
  return (
    <div className="tiles">
      {tile(sum('rows_read'), w.importer.rowsRead, 'read')}
      {tile(
        sum('rows_taken'),
        w.importer.rowsTaken,
        'taken',
        w.importer.newAndUpdating(added, f.count(updating, lang)),
      )}
      {tile(sum('rows_rejected'), w.importer.rowsRejected, 'rejected')}
    </div>
  );
}

function ReadIn({ report }: { report: Report }) {
  const { w, lang, both } = useWords();
  const sure = report.crs_confidence;
  const isUnsure = typeof sure === 'number' && sure < SURE;
  return (
    <details className={isUnsure ? 'import-crs unsure' : 'import-crs'} open={isUnsure}>
      <summary>
        {w.importer.readIn(report.crs_used)}
        {typeof sure === 'number' && <b> · {w.importer.sure(f.percent(sure, lang))}</b>}
        {report.encoding_used && <span> · {report.encoding_used.toUpperCase()}</span>}
      </summary>
      <p>{both(report.crs_reason)}</p>
      {isUnsure && <p>{w.importer.crsWhy}</p>}
      <ul>
        {report.crs_evidence.map((line) => (
          <li key={line.speaks_for + line.words.en}>
            <b>{line.speaks_for}</b> {both(line.words)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Shows the row of an issue on the map. */
function point(issue: ImportIssue) {
  useImport.setState({ row: issue.row });
  const at = useImport.getState().rows?.features.find((feature) => feature.properties.row === issue.row);
  const [lon, lat] = at?.geometry.coordinates ?? [];
  if (lon !== undefined && lat !== undefined) showPlace([lon, lat], 16);
}

function Issues({ issues, total, none }: { issues: ImportIssue[]; total: number; none: string }) {
  const { w, lang, both } = useWords();
  const { row, layer } = useImport();
  const columns = useLayers().data?.find((l) => l.name === layer)?.columns;
  const zh = (field: string) =>
    field === 'geometry' ? '坐标' : columns?.find((c) => c.name === field)?.zh[0];
  const named = (field: string) => (lang === 'zh' && zh(field) ? `${zh(field)} ` : '');
  const [rule, setRule] = useState('');
  const [page, setPage] = useState(1);
  const said = (issue: ImportIssue) => both({ zh: issue.rule_zh || issue.rule, en: issue.rule });
  const key = (issue: ImportIssue) => `${issue.field}\n${said(issue)}`;
  const counts = new Map<string, number>();
  for (const issue of issues) counts.set(key(issue), (counts.get(key(issue)) ?? 0) + 1);
  const listed = issues.filter((issue) => rule === '' || key(issue) === rule);
  if (issues.length === 0) return <Nothing text={none} />;
  return (
    <>
      {counts.size > 1 && (
        <Select
          className="import-rules"
          aria-label={w.importer.allRules}
          value={rule}
          onChange={(next: string) => {
            setRule(next);
            setPage(1);
          }}
          options={[
            { value: '', label: `${w.importer.allRules} (${f.count(issues.length, lang)})` },
            ...[...counts].map(([value, n]) => ({
              value,
              label: `${value.replace('\n', '：')} (${f.count(n, lang)})`,
            })),
          ]}
        />
      )}
      <ul className="rows import-issues">
        {listed.slice((page - 1) * PAGE, page * PAGE).map((issue, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of a page never changes its order
          <li key={`${page}-${i}`}>
            <button
              type="button"
              className="row"
              aria-current={issue.row > 0 && row === issue.row}
              onClick={() => point(issue)}
            >
              <span className="import-where">
                <b>{issue.row > 0 ? w.importer.row(String(issue.row)) : w.importer.wholeFile}</b>
                <small>{[issue.part, issue.cell].filter(Boolean).join(' ')}</small>
              </span>
              <span className="row-text">
                <span>
                  {named(issue.field)}
                  <code>{issue.field}</code> {issue.value !== '' && <mark>{issue.value}</mark>}
                </span>
                <b>{said(issue)}</b>
                {issue.fix !== '' && (
                  <small>
                    {w.importer.fix}：{both({ zh: issue.fix_zh || issue.fix, en: issue.fix })}
                  </small>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Pager page={page} size={PAGE} total={listed.length} onChange={setPage} />
      {total > issues.length && (
        <p className="quiet">{w.importer.firstIssues(f.count(issues.length, lang), f.count(total, lang))}</p>
      )}
    </>
  );
}

function ColumnUses({ report }: { report: Report }) {
  const { w } = useWords();
  return (
    <ul className="import-uses">
      {report.columns.map((column) => (
        <li key={column.theirs + column.ours}>
          <b>{column.theirs || '—'}</b>
          <span>→ {column.ours ? <code>{column.ours}</code> : w.importer.unused}</span>
          <small>
            {w.importer.usedHow[column.how as keyof typeof w.importer.usedHow] ?? column.how}
            {column.unit && ` · ${column.unit}`}
          </small>
        </li>
      ))}
      {report.columns.length === 0 &&
        report.ignored_columns.map((name) => (
          <li key={name}>
            <b>{name}</b>
            <span>→ {w.importer.unused}</span>
          </li>
        ))}
    </ul>
  );
}

export function ImportReport() {
  const { w, lang } = useWords();
  const { view, rows, busy } = useImport();
  if (!view) return null;
  const { reports, changes } = view;
  const isClean = view.state === 'checked';
  const rejected = reports.reduce((n, r) => n + r.rows_rejected, 0);
  const total = (key: 'issues_total' | 'notes_total') => reports.reduce((n, r) => n + r[key], 0);
  const [issues, notes] = [reports.flatMap((r) => r.issues), reports.flatMap((r) => r.notes)];
  const tab = (name: string, n: number) => `${name} ${f.count(n, lang)}`;
  return (
    <>
      <div className="import-body">
        <p className="import-name">
          <b>{view.file}</b>
        </p>
        <Alert
          type={isClean ? 'success' : 'error'}
          showIcon
          role="status"
          title={isClean ? w.importer.clean : w.importer.rejected(f.count(rejected, lang))}
          description={isClean ? undefined : w.importer.rejectedHint}
        />
        <Numbers reports={reports} />
        {reports.map((report) => (
          <ReadIn key={`${report.layer}-${report.part ?? ''}`} report={report} />
        ))}
        {rows && rows.without_place.length > 0 && (
          <p className="quiet">{w.importer.withoutPlace(f.count(rows.without_place.length, lang))}</p>
        )}
        <Tabs
          size="small"
          // What would change is looked at before it is accepted; issues come before that.
          defaultActiveKey={changes ? 'changes' : 'issues'}
          items={[
            ...(changes
              ? [
                  {
                    key: 'changes',
                    label: tab(w.importer.changesTab, changes.added + changes.updated),
                    children: <ImportChanges key={view.id} id={view.id} counts={changes} />,
                  },
                ]
              : []),
            {
              key: 'issues',
              label: tab(w.importer.issuesTab, total('issues_total')),
              children: <Issues issues={issues} total={total('issues_total')} none={w.importer.noIssues} />,
            },
            {
              key: 'notes',
              label: tab(w.importer.notesTab, total('notes_total')),
              children: <Issues issues={notes} total={total('notes_total')} none={w.importer.noNotes} />,
            },
            {
              key: 'columns',
              label: w.importer.columnsTab,
              children: reports.map((r) => <ColumnUses key={`${r.layer}-${r.part ?? ''}`} report={r} />),
            },
          ]}
        />
      </div>
      <footer className="import-foot">
        <span className="import-links">
          <Button
            icon={<DownloadOutlined />}
            href={reportPath(view.id, 'xlsx')}
            download
            data-testid="import-xlsx"
          >
            {w.importer.downloadXlsx}
          </Button>
          <Button onClick={() => useImport.setState({ step: 'columns' })}>{w.importer.adjust}</Button>
        </span>
        {isClean ? (
          <Button
            type="primary"
            size="large"
            disabled={busy !== null}
            onClick={() => void accept()}
            data-testid="import-accept"
          >
            {w.importer.accept}
          </Button>
        ) : (
          <Button
            type="primary"
            size="large"
            onClick={() => useImport.setState({ step: 'files', files: [], problem: null })}
            data-testid="import-replace"
          >
            {w.importer.replace}
          </Button>
        )}
      </footer>
    </>
  );
}
