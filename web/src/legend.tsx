/** The legend, drawn from the same data as the map. */
import type { ReactNode } from 'react';
import type { HazardVerdict, Level } from './api/types';
import * as f from './format';
import { ContoursNote } from './panels/ContoursNote';
import { LevelMark } from './panels/Marks';
import { useWords } from './panels/use';
import {
  CATEGORIES,
  DENSITY,
  FINDINGS,
  HAZARDS,
  type LayerKey,
  LEVELS,
  LINES,
  PARKS,
  RISK,
  RISK_OPACITY,
  signs,
} from './style';

function Entry({ mark, text }: { mark: ReactNode; text: string }) {
  return (
    <li>
      <span className="legend-mark" aria-hidden>
        {mark}
      </span>
      {text}
    </li>
  );
}

const Stroke = ({
  colour,
  dashed = false,
  width = 3,
}: {
  colour: string;
  dashed?: boolean;
  width?: number;
}) => (
  <svg width="26" height="10" aria-hidden="true">
    <line
      x1="1"
      y1="5"
      x2="25"
      y2="5"
      stroke={colour}
      strokeWidth={width}
      strokeDasharray={dashed ? '5 3' : undefined}
    />
  </svg>
);

const Area = ({ colour }: { colour: string }) => (
  <svg width="22" height="14" aria-hidden="true">
    <rect
      x="1"
      y="1"
      width="20"
      height="12"
      fill={colour}
      fillOpacity="0.14"
      stroke={colour}
      strokeDasharray="4 2"
    />
  </svg>
);

const Ring = ({ colour, fill = '#fff', sign = '' }: { colour: string; fill?: string; sign?: string }) => (
  <span className="legend-ring" style={{ borderColor: colour, color: colour, background: fill }}>
    {sign}
  </span>
);

function Plants() {
  const { w } = useWords();
  const rows: [Level | null, HazardVerdict, string][] = [
    ...LEVELS.map(({ level }): [Level, HazardVerdict, string] => [level, 'graded', w.levelLong(level)]),
    [null, 'unknown', w.unknownLevel],
    [null, 'not_major_hazard', w.notMajor],
  ];
  return (
    <>
      {rows.map(([level, verdict, text]) => (
        <Entry key={text} mark={<LevelMark level={level} verdict={verdict} size={16} />} text={text} />
      ))}
      <Entry mark={<Ring colour={FINDINGS.violation} />} text={w.ringLegend} />
    </>
  );
}

function Targets() {
  const { w, lang } = useWords();
  const example: Record<keyof typeof CATEGORIES, string> = {
    high_sensitivity: 'school',
    important: 'library',
    general_1: 'residential',
    general_2: 'office',
    general_3: 'industry',
    none: '',
  };
  return (Object.keys(CATEGORIES) as (keyof typeof CATEGORIES)[]).map((key) => (
    <Entry
      key={key}
      mark={<Ring colour={CATEGORIES[key]} sign={signs[example[key]]?.[lang] ?? '·'} />}
      text={w.category[key]}
    />
  ));
}

function Population() {
  const { w } = useWords();
  return (
    <li className="ramp">
      <span className="ramp-cells" aria-hidden>
        {DENSITY.map(([from, colour]) => (
          <span key={from}>
            <i style={{ background: colour }} />
            {from >= 10_000 ? `${from / 1000}k` : from}
          </span>
        ))}
      </span>
      <span>{w.density}</span>
    </li>
  );
}

/** Levels of risk, drawn as they lie on the map: each over those below it. */
function Contours() {
  const { w } = useWords();
  return (
    <>
      {RISK.map(({ level, line }, i) => (
        <Entry
          key={level}
          mark={
            <svg width="22" height="14" aria-hidden="true">
              {RISK.slice(0, i + 1).map(({ fill }) => (
                <rect key={fill} x="1" y="1" width="20" height="12" fill={fill} fillOpacity={RISK_OPACITY} />
              ))}
              <rect x="1" y="1" width="20" height="12" fill="none" stroke={line} strokeWidth="2" />
            </svg>
          }
          text={`≥ ${f.scientific(level)} ${w.risk.perYear}`}
        />
      ))}
      <ContoursNote />
    </>
  );
}

/** The entries of one layer. */
export function Legend({ of }: { of: LayerKey }) {
  const { w } = useWords();
  const entries: Record<LayerKey, () => ReactNode> = {
    plants: () => <Plants />,
    violations: () => <Entry mark={<Stroke colour={FINDINGS.violation} />} text={w.violationLine} />,
    unknowns: () => <Entry mark={<Stroke colour={FINDINGS.unknown} dashed />} text={w.unknownLine} />,
    targets: () => <Targets />,
    lines: () =>
      (Object.keys(LINES) as (keyof typeof LINES)[]).map((key) => (
        <Entry
          key={key}
          mark={<Stroke colour={LINES[key]} dashed={key === 'railway'} width={key === 'wire' ? 1.5 : 3} />}
          text={w.lineKind[key]}
        />
      )),
    tanks: () => <Entry mark={<Ring colour="#2f4a66" fill="#9db4ca" />} text={w.tank} />,
    parks: () =>
      (Object.keys(PARKS) as (keyof typeof PARKS)[]).map((key) => (
        <Entry key={key} mark={<Area colour={PARKS[key]} />} text={w.parkKind[key]} />
      )),
    districts: () => null,
    population: () => <Population />,
    contours: () => <Contours />,
    hazards: () =>
      (['major', 'general'] as const).map((level) => (
        <Entry key={level} mark={<Ring colour="#ffffff" fill={HAZARDS[level]} />} text={w.hazards[level]} />
      )),
  };
  const content = entries[of]();
  return content && <ul className="legend">{content}</ul>;
}
