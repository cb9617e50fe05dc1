/** A table of distances: what, how far, how far it should be, by which clause, how sure. */
import { Table, Tag } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import type { Finding, ListName } from '../api/types';
import * as f from '../format';
import { showSegment } from '../map/current';
import { requiredText } from '../map/highlight';
import { pin, point, pointedOf, useView } from '../state';
import { SITUATION } from '../style';
import { attributeName } from '../words';
import { Confidence } from './Marks';
import { useWords } from './use';

export interface Listed {
  finding: Finding;
  list: ListName | null;
}

/** The sentence of a finding and what its numbers rest on. */
function Detail({ finding: v }: { finding: Finding }) {
  const { w, both } = useWords();
  return (
    <div className="detail">
      <p>{both({ zh: v.sentence_zh, en: v.sentence_en })}</p>
      <p>
        {w.measured(
          both({ zh: v.measured_from_zh, en: v.measured_from_en }),
          both({ zh: v.measured_to_zh, en: v.measured_to_en }),
        )}
        {v.vessel_id && ` · ${v.vessel_id}`}
      </p>
      <p>
        <code>
          {v.standard}-{v.edition} {v.clause}
        </code>{' '}
        <Confidence of={v.confidence} />
      </p>
      {v.note && <p className="quiet">{v.note}</p>}
    </div>
  );
}

function Target({ finding: v, list, unknown }: Listed & { unknown: boolean }) {
  const { w, lang, both } = useWords();
  const plant = useView((view) => view.plant);
  const subtype = both({ zh: v.target_subtype_zh, en: v.target_subtype_en });
  // A plant that is moved can come too near to what a neighbour has to keep clear.
  const owner = v.facility_id === plant ? '' : `${v.facility_name} `;
  return (
    <div className="target-cell">
      <div>
        {list && (
          <Tag className="list-tag" style={{ background: SITUATION[list] }}>
            {w.listNames[list]}
          </Tag>
        )}
        <b>{v.target_name}</b>
      </div>
      <small>
        {subtype} ← {owner}
        {both({ zh: v.subject_zh, en: v.subject_en })}
      </small>
      {unknown && v.missing.length > 0 && (
        <div className="missing">
          {w.missing}
          {v.missing.map((code) => (
            <Tag key={code}>{attributeName(code, lang)}</Tag>
          ))}
        </div>
      )}
      {!unknown && (
        <small className="clause">
          {v.standard}-{v.edition} {v.clause} <Confidence of={v.confidence} />
        </small>
      )}
    </div>
  );
}

export function Findings({
  rows,
  unknown = false,
  empty,
}: {
  rows: Listed[];
  unknown?: boolean;
  empty: string;
}) {
  const { w, lang } = useWords();
  const pointed = useView((view) => view.pointed);
  const number = { align: 'right', className: 'number' } as const;
  const columns: ColumnsType<Listed> = [
    {
      key: 'target',
      title: w.target,
      render: (_, row) => <Target {...row} unknown={unknown} />,
      sorter: (a, b) => a.finding.target_name.localeCompare(b.finding.target_name, 'zh'),
    },
    {
      key: 'required',
      title: w.required,
      ...number,
      width: unknown ? 104 : 74,
      render: (_, { finding: v }) => requiredText({ ...v, requiredMax: v.required_max }, lang),
      sorter: (a, b) => (a.finding.required ?? 0) - (b.finding.required ?? 0),
    },
    {
      key: 'actual',
      title: w.actual,
      ...number,
      width: 74,
      render: (_, { finding: v }) => <b className={unknown ? '' : 'bad'}>{f.actual(v.actual, lang)}</b>,
      sorter: (a, b) => a.finding.actual - b.finding.actual,
    },
  ];
  if (!unknown) {
    columns.push({
      key: 'shortfall',
      // A narrow window has no room; the sentence of the row says it too.
      responsive: ['xl'],
      title: w.shortfall,
      ...number,
      width: 74,
      render: (_, { finding: v }) => f.shortfall(v.shortfall_m, lang),
      sorter: (a, b) => (a.finding.shortfall_m ?? 0) - (b.finding.shortfall_m ?? 0),
    });
  }
  const zoom = ({ finding: v, list }: Listed) => {
    pin(pointedOf(v, list));
    showSegment(v.from, v.to);
  };
  return (
    <Table<Listed>
      className="findings"
      size="small"
      rowKey={(row) => `${row.list ?? ''} ${row.finding.id}`}
      dataSource={rows}
      columns={columns}
      pagination={rows.length > 50 ? { pageSize: 50, size: 'small', showSizeChanger: false } : false}
      locale={{ emptyText: empty }}
      showSorterTooltip={false}
      expandable={{ expandedRowRender: (row) => <Detail finding={row.finding} />, columnWidth: 26 }}
      rowClassName={(row) => (pointed?.id === row.finding.id && pointed.list === row.list ? 'pointed' : '')}
      onRow={(row) => ({
        tabIndex: 0,
        title: w.rowHint,
        onMouseEnter: () => point(pointedOf(row.finding, row.list)),
        onMouseLeave: () => point(null),
        onFocus: () => point(pointedOf(row.finding, row.list)),
        onClick: (event) => {
          if (!(event.target as HTMLElement).closest('.ant-table-row-expand-icon-cell')) zoom(row);
        },
        onKeyDown: (event) => {
          if (event.key === 'Enter' && event.target === event.currentTarget) zoom(row);
        },
      })}
    />
  );
}
