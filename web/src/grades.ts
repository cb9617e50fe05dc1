/** Colours of units, ready to be shown: their order, and where on a scale of decades they lie. */
import type { GradeLevel } from './url';

export type Colour = 'red' | 'orange' | 'yellow' | 'blue';

/** Fill, and ink upon it with a contrast of 4.5 and more; the fills are those of the map styles. */
export const COLOURS: Record<Colour, { fill: string; ink: string }> = {
  red: { fill: '#a50f20', ink: '#ffffff' },
  orange: { fill: '#e06c10', ink: '#1b1200' },
  yellow: { fill: '#e6be00', ink: '#1b1600' },
  blue: { fill: '#cfe4fb', ink: '#12304f' },
};

const ORDER: Colour[] = ['red', 'orange', 'yellow', 'blue'];

export const colourOf = (text: string): Colour => ORDER.find((c) => c === text) ?? 'blue';

/** Decades that a bar shows: from far below a line to just over it. */
export const SCALE = { from: -4, to: 1 } as const;

/** Where a number of decades lies on the scale, in per cent from the left; what is beyond stands at the end. */
export function onScale(decades: number): number {
  const { from, to } = SCALE;
  const share = (Math.min(to, Math.max(from, decades)) - from) / (to - from);
  return 100 * share;
}

interface Unit {
  level: string;
  id: string;
  colour: string;
  decades?: number | null;
  parent?: { level: string; id: string } | null;
}

/** The worse colour first, then the farthest over its line. */
export function byUrgency<T extends Unit>(a: T, b: T): number {
  const worse = ORDER.indexOf(colourOf(a.colour)) - ORDER.indexOf(colourOf(b.colour));
  return worse || (b.decades ?? -99) - (a.decades ?? -99) || a.id.localeCompare(b.id);
}

/** The parts of a unit at a level, the most urgent first. */
export function partsOf<T extends Unit>(all: readonly T[], of: T, level: GradeLevel): T[] {
  const isPart = (unit: T) =>
    unit.level === level && unit.parent?.level === of.level && unit.parent.id === of.id;
  return all.filter(isPart).sort(byUrgency);
}

/** A factor, to three digits; taken up, so that it is enough. */
export function factor(value: number): string {
  if (value >= 100) return String(Math.ceil(value));
  return value >= 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : (Math.ceil(value * 100) / 100).toFixed(2);
}

/** Bars of a waterfall in per cent of its width: each part goes on where the one before it ended. */
export function waterfall(start: number, parts: readonly number[]): { from: number; width: number }[] {
  const ends: number[] = [];
  for (const part of parts) ends.push((ends.at(-1) ?? start) + part);
  const all = [start, ...ends];
  const low = Math.min(...all);
  const span = Math.max(...all) - low;
  return parts.map((part, at) => {
    if (span === 0) return { from: 0, width: 0 };
    const begin = all[at] ?? start;
    return {
      from: (100 * (Math.min(begin, begin + part) - low)) / span,
      width: (100 * Math.abs(part)) / span,
    };
  });
}
