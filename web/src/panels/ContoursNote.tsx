/** Below the legend of the contours: how to ask for a number, also without a pointer. */
import { AimOutlined, LineChartOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useSummary } from '../api/queries';
import { askFn, askRisk, useView } from '../state';
import { useWords } from './use';

export function ContoursNote() {
  const { w } = useWords();
  const centre = useView((view) => view.camera?.center);
  const summary = useSummary().data;
  return (
    <li className="contours-note">
      {summary?.risk === 'computing' && <span role="status">{w.risk.computing}</span>}
      {summary?.risk === 'unknown' && (
        <span className="bad" role="status">
          {summary.risk_why}
        </span>
      )}
      <span>{w.risk.click}</span>
      <span>
        {centre && (
          <Button size="small" icon={<AimOutlined />} onClick={() => askRisk(centre)}>
            {w.risk.atCentre}
          </Button>
        )}
        <Button size="small" icon={<LineChartOutlined />} onClick={() => askFn({ scope: 'city', id: 'all' })}>
          {w.risk.fnOfCity}
        </Button>
      </span>
      {summary?.synthetic && <span className="badge trust-ocr">{w.synthetic}</span>}
    </li>
  );
}
