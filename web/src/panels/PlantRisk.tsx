/** The risk that a plant causes, in its card: society, and the targets that bear too much of it. */
import { AimOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { FacilityCard } from '../api/types';
import { askFn, askRisk } from '../state';
import { Excesses } from './Excesses';
import { FnOf } from './Fn';
import { useWords } from './use';

export function PlantRisk({ plant }: { plant: FacilityCard }) {
  const { w } = useWords();
  const { park_id: park, park_name: name } = plant;
  return (
    <div className="plant-risk">
      <p className="contours-note">
        <Button size="small" icon={<AimOutlined />} onClick={() => askRisk(plant.location)}>
          {w.risk.atPlant}
        </Button>
        {park && (
          <Button size="small" onClick={() => askFn({ scope: 'park', id: park })}>
            {name} F-N
          </Button>
        )}
      </p>
      <h3>{w.risk.fnTitle}</h3>
      <FnOf scope={{ scope: 'facility', id: plant.id }} />
      <h3>{w.risk.excessOf}</h3>
      <Excesses facility={plant.id} />
    </div>
  );
}
