/** Below the legend of the contours: how to ask for a number, also without a pointer. */
import { AimOutlined, LineChartOutlined } from '@ant-design/icons';
import { Button, Switch } from 'antd';
import { useSummary } from '../api/queries';
import { useBands } from '../api/risk';
import { askFn, askRisk, useView } from '../state';
import { useWords } from './use';

export function ContoursNote() {
  const { w } = useWords();
  const centre = useView((view) => view.camera?.center);
  const summary = useSummary().data;
  const bands = useView((view) => view.bands);
  const wait = useBands(bands);
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
      <label htmlFor="risk-bands" title={w.risk.bandOnMapWhy}>
        <Switch
          id="risk-bands"
          size="small"
          checked={bands}
          loading={bands && wait.isFetching}
          onChange={(on) => useView.setState({ bands: on })}
        />{' '}
        {w.risk.bandOnMap}
      </label>
      {bands && <span className="quiet">{w.risk.bandOnMapWhy}</span>}
      {bands && wait.isError && (
        <span className="bad" role="status">
          {wait.error.message}
        </span>
      )}
      {summary?.synthetic && <span className="badge trust-ocr">{w.synthetic}</span>}
    </li>
  );
}
