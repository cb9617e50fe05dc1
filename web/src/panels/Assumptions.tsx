/** What the risk assumes, folded away: whoever quotes a number must be able to say under which assumptions. */
import { useAssumptions } from '../api/queries';
import { useWords } from './use';

export function Assumptions() {
  const { w, both } = useWords();
  const { data } = useAssumptions();
  if (!data) return null;
  const changed = data.assumptions.filter((a) => !a.is_default).length;
  return (
    <details className="assumptions">
      <summary>
        {w.risk.assumptions}
        {changed > 0 && <small> {w.risk.assumptionsChanged(changed)}</small>}
      </summary>
      <dl>
        {data.assumptions.map((a) => (
          <div key={a.key}>
            <dt>{both({ zh: a.name_zh, en: a.name_en })}</dt>
            <dd>
              {a.is_default ? (
                both({ zh: a.value_zh, en: a.value_en })
              ) : (
                <b>{both({ zh: a.value_zh, en: a.value_en })}</b>
              )}
              <small className="quiet"> {a.source}</small>
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        {w.risk.assumptionsWhere} <code>{data.ruleset}</code>
      </p>
    </details>
  );
}
