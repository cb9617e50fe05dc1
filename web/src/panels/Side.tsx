/** The panel on the left: search, layers, lists. */
import { DoubleLeftOutlined, DoubleRightOutlined } from '@ant-design/icons';
import { Button, Tabs } from 'antd';
import { useSummary } from '../api/queries';
import { type SideTab, useView } from '../state';
import { Doctor } from './Doctor';
import { Grades } from './Grades';
import { Hazards } from './Hazards';
import { Layers } from './Layers';
import { PlantList } from './PlantList';
import { Search } from './Search';
import { Failed, Nothing } from './States';
import { useWords } from './use';
import { ViolationList } from './ViolationList';

export function Side() {
  const { w } = useWords();
  const { sideTab, panels } = useView();
  const summary = useSummary();
  const toggle = () => useView.setState({ panels: { left: !panels.left } });
  if (!panels.left) {
    return (
      <div className="side-closed">
        <Button size="large" icon={<DoubleRightOutlined />} onClick={toggle} aria-label={w.showPanel} />
      </div>
    );
  }
  const tabs = [
    { key: 'layers', label: w.layersTab, children: <Layers /> },
    { key: 'grades', label: w.grades.tab, children: <Grades /> },
    { key: 'plants', label: w.plantsTab, children: <PlantList /> },
    { key: 'violations', label: w.violationsTab, children: <ViolationList /> },
    { key: 'hazards', label: w.hazards.tab, children: <Hazards /> },
    { key: 'doctor', label: w.doctor.tab, children: <Doctor /> },
  ];
  return (
    <aside className="side" aria-label={w.layersTab}>
      <div className="side-search">
        <Search />
        <Button type="text" icon={<DoubleLeftOutlined />} onClick={toggle} aria-label={w.hidePanel} />
      </div>
      {summary.isError && <Failed error={summary.error} retry={() => void summary.refetch()} />}
      {summary.data && summary.data.counts.facilities === 0 && (
        <Nothing text={`${w.emptyStore}。${w.emptyStoreDetail}`} />
      )}
      <Tabs
        className="side-tabs"
        activeKey={sideTab}
        onChange={(key) => useView.setState({ sideTab: key as SideTab })}
        items={tabs}
        destroyOnHidden
      />
    </aside>
  );
}
