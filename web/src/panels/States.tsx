/** What is shown instead of data: waiting, nothing there, something went wrong. */
import { Alert, Button, Empty, Skeleton } from 'antd';
import { ProblemError } from '../api/client';
import type { Problem } from '../api/types';
import { problemTitle } from '../words';
import { useWords } from './use';

export function Loading({ rows = 6 }: { rows?: number }) {
  const { w } = useWords();
  return (
    <div className="state" role="status" aria-label={w.loading}>
      <Skeleton active paragraph={{ rows }} title={false} />
    </div>
  );
}

export function Nothing({ text }: { text: string }) {
  return <Empty className="state" image={Empty.PRESENTED_IMAGE_SIMPLE} description={text} />;
}

export function ProblemView({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const { w, lang } = useWords();
  const lost = problem.status === 0;
  const title = lost ? w.noConnection : problemTitle(problem, lang);
  const detail = lost ? w.noConnectionDetail : problem.detail;
  return (
    <Alert
      className="state"
      type="error"
      showIcon
      role="alert"
      title={lost ? title : `${title} (${problem.status})`}
      description={
        <>
          {detail && <div>{detail}</div>}
          {problem.errors?.map((e) => (
            <div key={e.pointer}>
              <code>{e.pointer}</code>: {e.detail}
            </div>
          ))}
        </>
      }
      action={
        retry && (
          <Button size="small" onClick={retry}>
            {w.retry}
          </Button>
        )
      }
    />
  );
}

/** A failed query. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const problem: Problem =
    error instanceof ProblemError
      ? error.problem
      : { type: 'about:blank', title: String(error), status: 500 };
  return <ProblemView problem={problem} retry={retry} />;
}
