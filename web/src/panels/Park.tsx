/** A park as a place of its own: its plants, each a way to inventory and scenarios, and whom they put at risk. */
import { usePlantsOf } from '../api/risk';
import * as f from '../format';
import { showPlace } from '../map/current';
import { choose } from '../state';
import { Classification } from './Classification';
import { Excesses } from './Excesses';
import { LevelMark } from './Marks';
import { Failed, Loading, Nothing } from './States';
import { useWords } from './use';

function Plants({ park }: { park: string }) {
  const { w, lang, both } = useWords();
  const { data, error, isPending, isError, refetch } = usePlantsOf(park);
  if (isPending) return <Loading rows={4} />;
  if (isError) return <Failed error={error} retry={() => void refetch()} />;
  if (data.items.length === 0) return <Nothing text={w.nothing} />;
  return (
    <>
      <p className="quiet">{w.total(f.count(data.total, lang))}</p>
      <ul className="rows park-plants" data-testid="park-plants">
        {data.items.map((plant) => (
          <li key={plant.id}>
            <button
              type="button"
              className="row"
              onClick={() => {
                choose(plant.id);
                showPlace(plant.location);
              }}
            >
              <LevelMark level={plant.major_hazard.level} verdict={plant.major_hazard.verdict} size={20} />
              <span className="row-text">
                <b>{plant.name}</b>
                <small>{both({ zh: plant.kind_zh, en: plant.kind_en })}</small>
              </span>
              {plant.violations > 0 && (
                <span className="row-bad" title={w.countViolations(f.count(plant.violations, lang))}>
                  {f.count(plant.violations, lang)}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Park({ park }: { park: string }) {
  const { w } = useWords();
  return (
    <>
      <h3>{w.risk.excessOfPark}</h3>
      <Excesses park={park} />
      <h3>{w.risk.plantsOfPark}</h3>
      <Plants park={park} />
      <h3>{w.forms.classification}</h3>
      <Classification park={park} />
    </>
  );
}
