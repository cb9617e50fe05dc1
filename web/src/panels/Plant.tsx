/** The card of a plant. */
import { AimOutlined, CloseOutlined, SwapOutlined } from '@ant-design/icons';
import { Button, Descriptions, Tabs, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { MOST_FINDINGS, usePlantFindings } from '../api/queries';
import type { FacilityCard, FindingVerdict } from '../api/types';
import * as f from '../format';
import { showPlace } from '../map/current';
import { choose, show } from '../state';
import { External } from './External';
import { Findings } from './Findings';
import { Forms } from './Forms';
import { RowVersions } from './ImportChanges';
import { Flag, LevelTag } from './Marks';
import { PlantRisk } from './PlantRisk';
import { Failed, Loading } from './States';
import { Units } from './Units';
import { useWords } from './use';

function Head({ plant }: { plant: FacilityCard }) {
  const { w } = useWords();
  return (
    <header className="card-head">
      <div>
        <h2>{plant.name}</h2>
        <LevelTag level={plant.major_hazard.level} verdict={plant.major_hazard.verdict} />
      </div>
      <span className="card-actions">
        <Tooltip title={f.place(plant.location)}>
          <Button
            type="text"
            icon={<AimOutlined />}
            onClick={() => showPlace(plant.location)}
            aria-label={f.place(plant.location)}
          />
        </Tooltip>
        <Button type="text" icon={<CloseOutlined />} onClick={() => choose(null)} aria-label={w.close} />
      </span>
    </header>
  );
}

function Facts({ plant }: { plant: FacilityCard }) {
  const { w, lang, both } = useWords();
  const place = [plant.district_name, plant.town_name].filter(Boolean).join(' ');
  const facts: [label: string, value: ReactNode][] = [
    [w.kind, both({ zh: plant.kind_zh, en: plant.kind_en })],
    [w.park, plant.park_name ?? w.outsidePark],
    [w.people500, <b key="people">{f.people(plant.people_within_500_m, lang)}</b>],
    [w.status, both({ zh: plant.status_zh, en: plant.status_en })],
    [w.town, place || f.NONE],
    [w.alpha, <b key="alpha">{f.ratio(plant.alpha, lang)}</b>],
  ];
  return (
    <div className="facts">
      <dl className="facts-grid">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {plant.boundary === 'point' && <p className="quiet">{w.pointOnly}</p>}
      <p className="flags">
        <span>{w.flags}</span>
        {(Object.keys(w.flagNames) as (keyof typeof w.flagNames)[]).map((key) => (
          <Flag key={key} name={w.flagNames[key]} value={plant.two_key_one_major[key]} />
        ))}
      </p>
    </div>
  );
}

function Source({ plant }: { plant: FacilityCard }) {
  const { w, lang, both } = useWords();
  const { provenance: p } = plant;
  const design = plant.design_code ?? f.NONE;
  const items = [
    { key: 'id', label: 'ID', children: <code>{plant.id}</code> },
    { key: 'uscc', label: w.uscc, children: plant.uscc ?? f.NONE },
    { key: 'fire', label: w.fireClass, children: plant.fire_class ?? f.NONE },
    { key: 'built', label: w.builtOn, children: plant.built_on ?? f.NONE },
    {
      key: 'design',
      label: w.designCode,
      children: plant.design_code_assumed ? `${design} (${w.designCodeAssumed})` : design,
    },
    { key: 'file', label: w.source, children: <code className="hash">{p.source_file}</code> },
    { key: 'row', label: w.sourceRow, children: f.count(p.source_row, lang) },
    { key: 'at', label: w.importedAt, children: f.time(p.imported_at, lang) },
  ];
  return (
    <>
      <Descriptions size="small" column={1} items={items} />
      <RowVersions row={{ layer: 'facilities', key: plant.id }} />
      {p.synthetic && (
        <p>
          <span className="badge trust-ocr">{w.synthetic}</span>
        </p>
      )}
      {plant.gaps.length > 0 && (
        <>
          <h3>{w.gaps}</h3>
          <ul className="reasons">
            {plant.gaps.map((gap) => (
              <li key={gap.zh}>{both(gap)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function PlantFindings({ plant, verdict }: { plant: FacilityCard; verdict: FindingVerdict }) {
  const { w, lang } = useWords();
  const { data, error, isError, isPending, refetch } = usePlantFindings(plant.id);
  if (isPending) return <Loading />;
  if (isError) return <Failed error={error} retry={() => void refetch()} />;
  const rows = data.items.filter((v) => v.verdict === verdict).map((finding) => ({ finding, list: null }));
  const unknown = verdict === 'unknown';
  return (
    <>
      <Findings rows={rows} unknown={unknown} empty={unknown ? w.noUnknowns : w.noFindings} />
      {data.total > MOST_FINDINGS && (
        <p className="quiet">{w.moreFindings(f.count(MOST_FINDINGS, lang), f.count(data.total, lang))}</p>
      )}
    </>
  );
}

export function Plant({ plant }: { plant: FacilityCard }) {
  const { w, lang } = useWords();
  const counted = (text: string, n: number, bad: boolean) => (
    <span>
      {text} <b className={bad && n > 0 ? 'tab-count tab-count-bad' : 'tab-count'}>{f.count(n, lang)}</b>
    </span>
  );
  const tabs = [
    {
      key: 'violations',
      label: counted(w.findingsTab, plant.violations, true),
      children: <PlantFindings plant={plant} verdict="violation" />,
    },
    {
      key: 'unknown',
      label: counted(w.unknownTab, plant.unknown_verdicts, false),
      children: <PlantFindings plant={plant} verdict="unknown" />,
    },
    { key: 'hazard', label: w.hazardTab, children: <Units plant={plant} /> },
    { key: 'external', label: w.external.tab, children: <External plant={plant} /> },
    { key: 'risk', label: w.risk.tab, children: <PlantRisk plant={plant} /> },
    { key: 'diagnosis', label: w.forms.tab, children: <Forms facility={plant.id} /> },
    { key: 'source', label: w.sourceTab, children: <Source plant={plant} /> },
  ];
  return (
    <>
      <Head plant={plant} />
      <Facts plant={plant} />
      <Button
        className="relocate"
        type="primary"
        icon={<SwapOutlined />}
        onClick={() => {
          show({ to: plant.location });
          showPlace(plant.location, 14);
        }}
        data-testid="relocate"
      >
        {w.relocate}
      </Button>
      <Tabs key={plant.id} className="card-tabs" items={tabs} tabBarGutter={9} />
    </>
  );
}
