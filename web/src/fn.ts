/** An F-N curve as a chart: its steps, its axes, and the lines of the criterion. Both axes are logarithmic. */
import type { BandView, FnView } from './api/risk';
import { power } from './format';
import { FN } from './style';

export type FnPoint = [deaths: number, perYear: number];

/** Powers of ten that hold all of `values`; an axis of a logarithm has no zero. */
export function decades(values: readonly number[]): [least: number, most: number] {
  const logs = values.filter((v) => v > 0).map(Math.log10);
  if (logs.length === 0) return [1, 10];
  const [least, most] = [Math.floor(Math.min(...logs) + 1e-9), Math.ceil(Math.max(...logs) - 1e-9)];
  // Written out, as 10 ** -5 is a hair off.
  return [Number(`1e${least}`), Number(`1e${Math.max(most, least + 1)}`)];
}

/**
 * The corners of the steps. F(N) is the frequency of N deaths *or more*: it holds from the number
 * before up to N, and falls behind N. After the greatest N it falls to `floor`.
 */
export function stepPoints(points: FnView['points'], floor: number): FnPoint[] {
  const sorted = points.filter((p) => p.deaths >= 1 && p.per_year > 0).sort((a, b) => a.deaths - b.deaths);
  const corners: FnPoint[] = [];
  let from = 1;
  for (const { deaths, per_year } of sorted) {
    corners.push([from, per_year], [deaths, per_year]);
    from = deaths;
  }
  if (corners.length > 0) corners.push([from, floor]);
  return corners;
}

/** Least and greatest numbers of deaths and frequencies: two decades below the lines at most. */
export function axes({ points, lines }: Pick<FnView, 'points' | 'lines'>) {
  const ofLines = lines.flatMap((line) => line.points as FnPoint[]);
  const lowest = Math.min(...ofLines.map(([, perYear]) => perYear).filter((v) => v > 0)) / 100;
  const floor = Number.isFinite(lowest) ? lowest : 0;
  const [, most] = decades([1, ...points.map((p) => p.deaths), ...ofLines.map(([deaths]) => deaths)]);
  const frequencies = [...points.map((p) => p.per_year), ...ofLines.map(([, perYear]) => perYear)];
  return { x: [1, most] as FnPoint, y: decades(frequencies.filter((v) => v >= floor)) as FnPoint };
}

/** The lines from the upper one down, by what they allow of their first number of deaths. */
export function fromUpper(lines: FnView['lines']): FnView['lines'] {
  return [...lines].sort((a, b) => (b.points[0]?.[1] ?? 0) - (a.points[0]?.[1] ?? 0));
}

export interface FnTexts {
  curve: string;
  band: string;
  x: string;
  y: string;
  line: (of: FnView['lines'][number]) => string;
  /** What is said of a point. */
  point: (deaths: number, perYear: number) => string;
}

/** The outline of a band: along its upper edge, and back along its lower one, which stays above `floor`. */
export function bandOutline(points: BandView['points'], floor: number): FnPoint[] {
  const shown = points.filter((p) => p.high_per_year > floor);
  const upper = shown.map((p): FnPoint => [p.deaths, p.high_per_year]);
  const lower = shown.map((p): FnPoint => [p.deaths, Math.max(p.low_per_year, floor)]);
  return [...upper, ...lower.reverse()];
}

/** The band as one polygon; none where nothing of it is to be seen. */
function bandSeries(band: BandView | null, floor: number, name: string) {
  const outline = band ? bandOutline(band.points, floor) : [];
  if (outline.length < 4) return [];
  type Api = { coord: (at: FnPoint) => [number, number] };
  return [
    {
      type: 'custom',
      name,
      data: [outline[0]],
      clip: true,
      silent: true,
      z: 2,
      itemStyle: { color: FN.band },
      renderItem: (_: unknown, api: Api) => ({
        type: 'polygon',
        shape: { points: outline.map(api.coord) },
        style: { fill: FN.band, opacity: 0.22 },
      }),
    },
  ];
}

/** What ECharts draws. The zone is the area below the upper line, covered by that below the lower one. */
export function chartOf(fn: Pick<FnView, 'points' | 'lines'>, texts: FnTexts, band: BandView | null = null) {
  const { x, y } = axes(fn);
  const axis = ([min, max]: FnPoint, name: string) => ({
    type: 'log',
    min,
    max,
    name,
    nameLocation: 'middle',
    nameTextStyle: { color: FN.ink },
    axisLabel: { formatter: power, color: FN.ink, hideOverlap: true },
    splitLine: { show: true, lineStyle: { color: FN.grid } },
    // Over the areas, so that the grid is seen through all of them.
    z: 3,
  });
  const lines = fromUpper(fn.lines);
  const look = [FN.upper, FN.lower];
  const ofLines = lines.map((line, i) => {
    const colour = look[i] ?? FN.lower;
    const area = lines.length === 2 && [FN.zone, FN.below][i];
    return {
      type: 'line',
      name: texts.line(line),
      data: line.points,
      symbol: 'none',
      silent: true,
      z: 1 + i / 10,
      itemStyle: { color: colour },
      lineStyle: { color: colour, width: 2, type: i === 0 ? 'solid' : 'dashed' },
      ...(area && { areaStyle: { color: area, opacity: 1, origin: 'start' } }),
    };
  });
  const curve = {
    type: 'line',
    name: texts.curve,
    data: stepPoints(fn.points, y[0]),
    symbolSize: 5,
    showSymbol: false,
    z: 5,
    itemStyle: { color: FN.curve },
    lineStyle: { color: FN.curve, width: 2.5 },
  };
  const ofBand = bandSeries(band, y[0], texts.band);
  return {
    animation: false,
    grid: { left: 66, right: 16, top: 34, bottom: 42 },
    legend: {
      top: 0,
      textStyle: { color: FN.ink },
      data: [texts.curve, ...ofBand.map((b) => b.name), ...ofLines.map((l) => l.name)],
    },
    tooltip: {
      trigger: 'axis',
      formatter: (under: unknown) => {
        const of = (under as { seriesName: string; value: FnPoint }[]).find(
          (one) => one.seriesName === texts.curve,
        );
        return of ? texts.point(...of.value) : '';
      },
    },
    xAxis: { ...axis(x, texts.x), nameGap: 26 },
    yAxis: { ...axis(y, texts.y), nameGap: 48 },
    series: [...ofLines, ...ofBand, curve],
  };
}
