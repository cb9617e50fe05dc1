/** The panel on the right: a plant or a relocation check of it, the risk at a point, of a scope, of a vessel, a colour. */
import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { usePlant } from '../api/queries';
import { choose, useView } from '../state';
import { FnCard } from './Fn';
import { GradeCard } from './Grade';
import { HazardCard } from './HazardCard';
import { Plant } from './Plant';
import { Relocation } from './Relocation';
import { RiskHere } from './RiskHere';
import { Scenarios } from './Scenarios';
import { Failed, Loading } from './States';
import { useWords } from './use';

export function Card() {
  const { w } = useWords();
  const { plant: id, to, spot, fn, grade, why, hazard } = useView();
  const { data, error, isPending, isError, refetch } = usePlant(id);
  if (why !== null) return <Scenarios why={why} />;
  if (id === null && spot !== null) return <RiskHere spot={spot} />;
  if (id === null && fn !== null) return <FnCard fn={fn} />;
  if (id === null && hazard !== null) return <HazardCard key={hazard} id={hazard} />;
  if (id === null) return grade && <GradeCard of={grade} />;
  return (
    <aside className="card" aria-label={to ? w.relocationTitle : w.plantCard}>
      {data && to && <Relocation plant={data} to={to} />}
      {data && !to && <Plant plant={data} />}
      {!data && (
        <>
          <header className="card-head">
            <h2>{id}</h2>
            <Button type="text" icon={<CloseOutlined />} onClick={() => choose(null)} aria-label={w.close} />
          </header>
          {isPending && <Loading rows={10} />}
          {isError && <Failed error={error} retry={() => void refetch()} />}
        </>
      )}
    </aside>
  );
}
