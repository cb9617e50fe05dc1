/** The rows are in the store: where to go from here. */
import { Button, Result } from 'antd';
import * as f from '../format';
import { anew, closeImport, showRows, useImport } from '../imports';
import { useView } from '../state';
import { useWords } from './use';

export function ImportDone() {
  const { w, lang } = useWords();
  const { view, busy } = useImport();
  if (!view) return null;
  const taken = view.reports.reduce((n, report) => n + report.rows_taken, 0);
  const violations = () => {
    useView.setState((state) => ({ sideTab: 'violations', panels: { ...state.panels, left: true } }));
    closeImport();
    anew();
  };
  return (
    <div className="import-body">
      <Result
        status={busy === null ? 'success' : 'info'}
        title={w.importer.stored}
        subTitle={busy === null ? w.importer.storedRows(f.count(taken, lang)) : w.importer.showing}
        extra={
          busy === null && (
            <div className="import-next" data-testid="import-done">
              <Button type="primary" onClick={violations}>
                {w.importer.toViolations}
              </Button>
              <Button onClick={showRows}>{w.importer.toRows}</Button>
              <Button onClick={anew}>{w.importer.another}</Button>
            </div>
          )
        }
      />
    </div>
  );
}
