/** The F-N chart, and its points as a table. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { type FnView, useFnBand } from '../api/risk';
import { chartOf } from '../fn';
import * as f from '../format';
import { FN } from '../style';
import type { Scope } from '../url';
import type { Canvas } from './fnCanvas';
import { Failed, Loading } from './States';
import { useWords } from './use';

function Points({ points }: { points: FnView['points'] }) {
  const { w, lang } = useWords();
  return (
    <details className="fn-table">
      <summary>
        {w.risk.fnTable} ({f.count(points.length, lang)})
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{w.risk.fnX}</th>
            <th scope="col">{w.risk.fnY}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((p) => (
            <tr key={p.deaths}>
              <td>{f.ratio(p.deaths, lang)}</td>
              <td>{f.scientific(p.per_year)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

export function FnChart({ fn, scope }: { fn: FnView; scope: Scope }) {
  const { w, lang, both } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<Canvas | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try loads the chart again.
  useEffect(() => {
    let made: Canvas | null = null;
    let gone = false;
    import('./fnCanvas').then(
      ({ canvas }) => {
        if (gone || !box.current) return;
        made = canvas(box.current);
        setChart(made);
      },
      (error: unknown) => !gone && setFailure(error),
    );
    return () => {
      gone = true;
      made?.end();
      setChart(null);
    };
  }, [tries]);

  const band = useFnBand(scope);
  const options = useMemo(
    () =>
      chartOf(
        fn,
        {
          curve: w.risk.fnCurve,
          band: w.risk.band,
          x: w.risk.fnX,
          y: w.risk.fnY,
          line: (line) => (lang === 'zh' ? line.zh : line.en),
          point: (deaths, perYear) =>
            `N ≥ ${f.ratio(deaths, lang)}: ${f.scientific(perYear)} ${w.risk.perYear}`,
        },
        band.data ?? null,
      ),
    [fn, w, lang, band.data],
  );
  useEffect(() => chart?.draw(options), [chart, options]);

  const verdict = both({ zh: fn.verdict_zh, en: fn.verdict_en });
  return (
    <>
      {failure !== null && (
        <Failed
          error={failure}
          retry={() => {
            setFailure(null);
            setTries(tries + 1);
          }}
        />
      )}
      {chart === null && failure === null && <Loading rows={5} />}
      <div
        ref={box}
        className="fn-chart"
        hidden={failure !== null}
        role="img"
        aria-label={`${w.risk.fnChart}: ${fn.name}, ${verdict}`}
        data-testid="fn-chart"
      />
      <p className="quiet">
        <span className="fn-zone" style={{ background: FN.zone }} aria-hidden /> {w.risk.alarpZone}
      </p>
      <div className="quiet" data-testid="fn-band">
        {band.isPending && <span role="status">{w.risk.bandComputing}</span>}
        {band.isError && <Failed error={band.error} retry={() => void band.refetch()} />}
        {band.data && (
          <>
            {w.risk.band}: PLL {f.scientific(band.data.pll_low_per_year)} –{' '}
            {f.scientific(band.data.pll_high_per_year)} {w.risk.pllUnit}.{' '}
            {both({ zh: band.data.basis_zh, en: band.data.basis_en })}
          </>
        )}
      </div>
      <Points points={fn.points} />
    </>
  );
}
