/** Small signs: level, confidence, flag. None speaks by colour alone. */
import { CheckCircleFilled, MinusCircleOutlined, QuestionCircleFilled } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { HazardVerdict, Level } from '../api/types';
import { HOLLOW, LEVELS, UNKNOWN } from '../style';
import type { Words } from '../words';
import { useWords } from './use';

export function levelLook(level: Level | null, verdict: HazardVerdict) {
  if (verdict === 'not_major_hazard') return { fill: HOLLOW.fill, ink: HOLLOW.line, sign: '' };
  const found = verdict === 'graded' ? LEVELS.find((l) => l.level === level) : undefined;
  return found ? { fill: found.fill, ink: found.ink, sign: String(found.level) } : { ...UNKNOWN, sign: '?' };
}

export function levelText(level: Level | null, verdict: HazardVerdict, w: Words): string {
  if (verdict === 'not_major_hazard') return w.notMajor;
  return verdict === 'graded' && level !== null ? w.levelLong(level) : w.unknownLevel;
}

/** The disc that stands on the map. */
export function LevelMark({
  level,
  verdict,
  size = 18,
}: {
  level: Level | null;
  verdict: HazardVerdict;
  size?: number;
}) {
  const { w } = useWords();
  const { fill, ink, sign } = levelLook(level, verdict);
  const hollow = verdict === 'not_major_hazard';
  // Whole pixels, or else the small ring is no circle.
  const width = hollow ? 2 * Math.round(size * 0.35) : size;
  const style = {
    width,
    height: width,
    margin: Math.floor((size - width) / 2),
    background: fill,
    color: ink,
    fontSize: size * 0.66,
    border: hollow ? `2px solid ${HOLLOW.line}` : 'none',
  };
  return (
    <span className="level" style={style} role="img" aria-label={levelText(level, verdict, w)}>
      {sign}
    </span>
  );
}

/** Level as a mark with its words. */
export function LevelTag({ level, verdict }: { level: Level | null; verdict: HazardVerdict }) {
  const { w } = useWords();
  return (
    <span className="level-tag">
      <LevelMark level={level} verdict={verdict} />
      <b>{levelText(level, verdict, w)}</b>
    </span>
  );
}

export type Trust = 'sourced' | 'ocr' | 'memory' | 'none';

/** The class of a confidence as the tables write it; the weakest word counts. */
export function trust(confidence: string | null): Trust {
  if (!confidence) return 'none';
  if (confidence.includes('ocr')) return 'ocr';
  if (confidence.includes('memory')) return 'memory';
  return confidence.startsWith('sourced') || confidence.startsWith('verified') ? 'sourced' : 'none';
}

export function Confidence({ of }: { of: string | null }) {
  const { w } = useWords();
  const kind = trust(of);
  return (
    <Tooltip title={of ? `${w.confidenceWhy[kind]} (${of})` : w.confidenceWhy[kind]}>
      <span className={`badge trust-${kind}`}>{w.confidences[kind]}</span>
    </Tooltip>
  );
}

export function Flag({ name, value }: { name: string; value: boolean | null }) {
  const { w } = useWords();
  const [Icon, text, kind] =
    value === true
      ? ([CheckCircleFilled, w.yes, 'yes'] as const)
      : value === false
        ? ([MinusCircleOutlined, w.no, 'no'] as const)
        : ([QuestionCircleFilled, w.undecided, 'open'] as const);
  return (
    <span className={`flag flag-${kind}`}>
      <Icon aria-hidden /> {name} <b>{text}</b>
    </span>
  );
}
