/** The limits of each class of targets against the risk at a point. */
import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { RiskAt } from '../api/types';
import * as f from '../format';
import { decadesOver, standing } from '../risk';
import { Confidence } from './Marks';
import { useWords } from './use';

function Mark({ of, limit }: { of: RiskAt; limit: number }) {
  const { w, lang } = useWords();
  const how = standing(of.lsir_per_year, limit, of.unknown_vessels + of.unknown_pipelines);
  const over = decadesOver(of.lsir_per_year, limit);
  const [Icon, text, why] = {
    exceeds: [CloseCircleFilled, w.risk.exceeds, ''] as const,
    meets: [CheckCircleFilled, w.risk.meets, ''] as const,
    meets_known: [QuestionCircleFilled, w.risk.meetsKnown, w.risk.meetsKnownWhy] as const,
  }[how];
  const by = over === null ? '' : f.tenths(Math.abs(over), lang);
  return (
    <Tooltip title={why}>
      <span className={`standing standing-${how}`}>
        <span>{f.scientific(limit)}</span>
        <b>
          <Icon aria-hidden /> {text}
        </b>
        {by && <small>{how === 'exceeds' ? w.risk.decadesOver(by) : w.risk.decadesUnder(by)}</small>}
      </span>
    </Tooltip>
  );
}

export function RiskLimits({ of }: { of: RiskAt }) {
  const { w, both } = useWords();
  const [first] = of.limits;
  return (
    <>
      <table className="risk-limits">
        <thead>
          <tr>
            <th scope="col">{w.risk.class}</th>
            <th scope="col">{w.risk.newPlant}</th>
            <th scope="col">{w.risk.inService}</th>
          </tr>
        </thead>
        <tbody>
          {of.limits.map((limit) => (
            <tr key={limit.class}>
              <th scope="row">{both({ zh: limit.class_zh, en: limit.class_en })}</th>
              <td>
                <Mark of={of} limit={limit.new_per_year} />
              </td>
              <td>
                <Mark of={of} limit={limit.in_service_per_year} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {first && (
        <p className="quiet">
          {first.clause} <Confidence of={first.confidence} />
        </p>
      )}
    </>
  );
}
