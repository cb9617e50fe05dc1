/** What a relocation changes: finding by finding, by target, by town, and the levels. */
import { Table, Tabs } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { memo } from 'react';
import type { ByTarget, ByTown, GradeSide, ListName, Situation } from '../api/types';
import * as f from '../format';
import { SITUATION } from '../style';
import { Findings, type Listed } from './Findings';
import { LevelMark } from './Marks';
import { useWords } from './use';

const LISTS = ['new', 'vanish', 'stay'] as const satisfies ListName[];
const number = { align: 'right', className: 'number', width: 58 } as const;

function useCounts<T extends Record<ListName, number>>(): ColumnsType<T> {
  const { w, lang } = useWords();
  return LISTS.map((list) => ({
    key: list,
    title: w.listNames[list],
    ...number,
    render: (_, row) => (
      <b style={row[list] > 0 ? { color: SITUATION[list] } : { fontWeight: 400 }}>
        {f.count(row[list], lang)}
      </b>
    ),
    sorter: (a, b) => a[list] - b[list],
  }));
}

function Targets({ rows }: { rows: ByTarget[] }) {
  const { w } = useWords();
  const counts = useCounts<ByTarget>();
  const category = (row: ByTarget) => {
    if (row.target_kind === 'facility') return w.neighbour;
    const code = row.target_category as keyof typeof w.category | null;
    return (code && w.category[code]) ?? w.category.none;
  };
  const columns: ColumnsType<ByTarget> = [
    {
      key: 'name',
      title: w.target,
      render: (_, row) => (
        <div className="target-cell">
          <b>{row.target_name}</b>
          <small>{[category(row), row.town_name].filter(Boolean).join(' · ')}</small>
        </div>
      ),
    },
    ...counts,
  ];
  return (
    <Table<ByTarget>
      size="small"
      rowKey={(row) => `${row.target_kind} ${row.target_id}`}
      dataSource={rows}
      columns={columns}
      pagination={rows.length > 50 ? { pageSize: 50, size: 'small', showSizeChanger: false } : false}
      locale={{ emptyText: w.noneInList }}
      showSorterTooltip={false}
    />
  );
}

function Towns({ rows }: { rows: ByTown[] }) {
  const { w } = useWords();
  const counts = useCounts<ByTown>();
  return (
    <Table<ByTown>
      size="small"
      rowKey={(row) => row.code ?? ''}
      dataSource={rows}
      columns={[{ key: 'name', title: w.town, render: (_, row) => row.name ?? w.outsideTowns }, ...counts]}
      pagination={false}
      locale={{ emptyText: w.noneInList }}
      showSorterTooltip={false}
    />
  );
}

type Grades = Situation['grades'][number];

function Levels({ rows }: { rows: Grades[] }) {
  const { w, lang } = useWords();
  const pair = (of: (side: GradeSide) => string) => (_: unknown, row: Grades) => {
    const [before, after] = [of(row.before), of(row.after)];
    return before === after ? (
      before
    ) : (
      <span className="changed">
        {before} → <b>{after}</b>
      </span>
    );
  };
  const mark = (side: GradeSide) => <LevelMark level={side.level} verdict={side.verdict} size={18} />;
  const columns: ColumnsType<Grades> = [
    { key: 'unit', title: w.unit, dataIndex: 'unit_name' },
    {
      key: 'level',
      title: w.level,
      width: 76,
      render: (_, row) => (
        <span className="level-change">
          {mark(row.before)} → {mark(row.after)}
        </span>
      ),
    },
    { key: 's', title: 'S', ...number, render: pair((side) => f.ratio(side.s, lang)) },
    { key: 'r', title: 'R', ...number, width: 84, render: pair((side) => f.ratio(side.r, lang)) },
    { key: 'alpha', title: 'α', ...number, width: 64, render: pair((side) => f.ratio(side.alpha, lang)) },
    {
      key: 'people',
      title: w.people500Short,
      ...number,
      width: 88,
      render: pair((side) => f.people(side.people_within_500_m, lang)),
    },
  ];
  return (
    <Table<Grades>
      size="small"
      rowKey={(row) => `${row.facility_id} ${row.unit_id}`}
      dataSource={rows}
      columns={columns}
      pagination={false}
      locale={{ emptyText: w.noUnits }}
    />
  );
}

/** Drawn once an answer: the marker moves much more often. */
export const Changes = memo(function Changes({ situation }: { situation: Situation }) {
  const { w } = useWords();
  const listed: Listed[] = LISTS.flatMap((list) =>
    situation.violations[list].map((finding) => ({ finding, list })),
  );
  const tabs = [
    { key: 'list', label: w.byFinding, children: <Findings rows={listed} empty={w.noneInList} /> },
    { key: 'target', label: w.byTarget, children: <Targets rows={situation.by_target} /> },
    { key: 'town', label: w.byTown, children: <Towns rows={situation.by_town} /> },
    { key: 'levels', label: w.byGrade, children: <Levels rows={situation.grades} /> },
  ];
  return <Tabs className="card-tabs" items={tabs} />;
});
