/** Where expected deaths are caused, and where they are borne, as a table of counties. */
import { type Matrix as MatrixOf, useMatrix } from '../api/risk';
import * as f from '../format';
import { Awaiting } from './RiskHere';
import { Failed } from './States';
import { useWords } from './use';

type Code = string | null | undefined;

function Table({ of }: { of: MatrixOf }) {
  const { w } = useWords();
  const nameOf = (place: MatrixOf['places'][number]) => place.name ?? w.risk.outside;
  const keyOf = (code: Code) => code ?? '';
  const cells = new Map(of.cells.map((c) => [`${keyOf(c.caused_in)}>${keyOf(c.borne_in)}`, c.per_year]));
  const most = Math.max(...of.cells.map((c) => c.per_year));
  const causing = of.places.filter((p) => p.caused_per_year > 0);
  const bearing = of.places.filter((p) => p.borne_per_year > 0);
  return (
    <div className="matrix-box">
      <table className="matrix" data-testid="matrix">
        <thead>
          <tr>
            <td />
            {bearing.map((p) => (
              <th key={keyOf(p.code)} scope="col">
                {nameOf(p)}
              </th>
            ))}
            <th scope="col">{w.risk.caused}</th>
          </tr>
        </thead>
        <tbody>
          {causing.map((row) => (
            <tr key={keyOf(row.code)}>
              <th scope="row">{nameOf(row)}</th>
              {bearing.map((column) => {
                const value = cells.get(`${keyOf(row.code)}>${keyOf(column.code)}`) ?? 0;
                const strength = value > 0 ? Math.max(0, 1 + Math.log10(value / most) / 4) : 0;
                return (
                  <td
                    key={keyOf(column.code)}
                    style={{ background: `rgb(212 72 66 / ${(0.35 * strength).toFixed(3)})` }}
                  >
                    {value > 0 ? f.scientific(value) : '–'}
                  </td>
                );
              })}
              <td>{f.scientific(row.caused_per_year)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{w.risk.borne}</th>
            {bearing.map((p) => (
              <td key={keyOf(p.code)}>{f.scientific(p.borne_per_year)}</td>
            ))}
            <td>
              <b>{f.scientific(of.pll_per_year)}</b>
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

export function Matrix() {
  const { w } = useWords();
  const { data, error, isPending, isError, refetch } = useMatrix('county');
  return (
    <section>
      <h3>{w.risk.matrix}</h3>
      <p className="quiet">{w.risk.matrixWhy}</p>
      {isPending && <Awaiting rows={4} />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && data.cells.length > 0 && <Table of={data} />}
    </section>
  );
}
