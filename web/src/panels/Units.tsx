/** Units of a plant: S, R, level, and the substances that they are summed from. */
import { Alert, Table, Tooltip } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import type { FacilityCard, GradeItem, Unit } from '../api/types';
import * as f from '../format';
import { Confidence, LevelTag } from './Marks';
import { Nothing } from './States';
import { useWords } from './use';

function Substance({ item }: { item: GradeItem }) {
  const { w, both } = useWords();
  const known = both({ zh: item.name_zh ?? '', en: item.name_en ?? '' });
  const found = item.found_by ? w.foundBy[item.found_by] : '';
  const table = [item.table && w.table(item.table), item.symbol].filter(Boolean).join(' ');
  return (
    <div className="target-cell">
      <div>
        <b>{known || item.substance || item.cas || f.NONE}</b>
        {item.supervised && <span className="badge supervised">{w.supervised}</span>}
      </div>
      <small>
        {[item.cas, item.vessel_id].filter(Boolean).join(' · ')}
        {known &&
          item.substance &&
          item.substance !== known &&
          item.substance !== item.cas &&
          ` (${item.substance})`}
      </small>
      <Tooltip title={[item.clause, found].filter(Boolean).join(' · ')}>
        <small className="clause">
          {table || item.clause} <Confidence of={item.confidence} />
        </small>
      </Tooltip>
    </div>
  );
}

function Items({ items }: { items: GradeItem[] }) {
  const { w, lang } = useWords();
  const number = { align: 'right', className: 'number' } as const;
  const columns: ColumnsType<GradeItem> = [
    { key: 'name', title: w.substance, render: (_, item) => <Substance item={item} /> },
    { key: 'q', title: w.quantity, ...number, width: 58, render: (_, i) => f.tonnes(i.quantity_t, lang) },
    {
      key: 'Q',
      title: w.critical,
      ...number,
      width: 52,
      render: (_, i) => f.tonnes(i.critical_quantity_t, lang),
    },
    { key: 'beta', title: 'β', ...number, width: 34, render: (_, i) => f.ratio(i.beta, lang) },
    { key: 'ratio', title: w.ratio, ...number, width: 56, render: (_, i) => f.ratio(i.q_over_q, lang) },
  ];
  return (
    <Table<GradeItem>
      size="small"
      rowKey={(item) => `${item.vessel_id} ${item.substance} ${item.cas}`}
      dataSource={items}
      columns={columns}
      pagination={items.length > 12 ? { pageSize: 12, size: 'small', showSizeChanger: false } : false}
      locale={{ emptyText: w.noItems }}
    />
  );
}

function UnitView({ unit }: { unit: Unit }) {
  const { w, lang, both } = useWords();
  const { grade } = unit;
  return (
    <section className="unit">
      <header>
        <h3>{unit.name}</h3>
        <small>
          {both({ zh: unit.kind_zh, en: unit.kind_en })} · {w.vessels(f.count(unit.vessels.length, lang))}
        </small>
      </header>
      <div className="unit-grade">
        <LevelTag level={grade.level} verdict={grade.verdict} />
        <span className="grow" />
        <Tooltip title={w.unitSR}>
          <span className="sr">
            <i>S</i> {f.ratio(grade.s, lang)}
          </span>
        </Tooltip>
        <Tooltip title={w.unitSR}>
          <span className="sr">
            <i>R</i> {f.ratio(grade.r, lang)}
          </span>
        </Tooltip>
        <Confidence of={grade.confidence} />
      </div>
      {grade.reasons.length > 0 && (
        <Alert
          type="warning"
          title={w.reasons}
          description={
            <ul className="reasons">
              {grade.reasons.map((reason) => (
                <li key={reason.zh}>{both(reason)}</li>
              ))}
            </ul>
          }
        />
      )}
      {unit.processes.length > 0 && (
        <p className="processes">
          {w.processes}
          {unit.processes.map((p) => (
            <span key={p.no} className="badge supervised">
              {both({ zh: p.name_zh, en: p.name_en })}
            </span>
          ))}
        </p>
      )}
      <Items items={grade.items} />
    </section>
  );
}

export function Units({ plant }: { plant: FacilityCard }) {
  const { w } = useWords();
  if (plant.units.length === 0) return <Nothing text={w.noUnits} />;
  // The unit that decides the plant's level comes first, then what is undecided.
  const rank = ({ grade }: Unit) => grade.level ?? (grade.verdict === 'unknown' ? 5 : 6);
  const units = [...plant.units].sort((a, b) => rank(a) - rank(b));
  return units.map((unit) => <UnitView key={unit.id} unit={unit} />);
}
