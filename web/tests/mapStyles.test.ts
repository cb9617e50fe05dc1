/**
 * The map styles that the service gives to other clients (`server/styles`): valid by the style
 * specification, and to be told apart by colour-blind readers and on paper without colour.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { deltaE, lab, seenBy } from './vision.ts';

interface LegendItem {
  zh: string;
  en: string;
  value?: string | number;
  fill?: string;
  line?: string;
  pattern?: string;
  symbol?: string;
}

interface LegendGroup {
  zh: string;
  en: string;
  layers: string[];
  items: LegendItem[];
}

const folder = new URL('../../server/styles/', import.meta.url);
const sprites = readdirSync(new URL('../../server/sprites/', import.meta.url)).map((name) =>
  name.replace('.svg', ''),
);
const styles = readdirSync(folder).map((file) => ({
  file,
  style: JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
}));
const legendOf = (file: string): LegendGroup[] =>
  styles.find((s) => s.file === file)?.style.metadata['anjie:legend'];
const group = (file: string, zh: string) => legendOf(file).find((g) => g.zh.startsWith(zh))?.items ?? [];

/** Addresses are made whole by the service, as the validator wants them. */
const whole = (style: object) => JSON.parse(JSON.stringify(style).replaceAll('"/', '"http://localhost/'));

it.each(styles)('$file is a valid style', ({ style }) => {
  expect(validateStyleMin(whole(style))).toEqual([]);
});

it.each(styles)(
  '$file has a legend in two languages whose layers and symbols are there',
  ({ file, style }) => {
    const ids = style.layers.map((l: { id: string }) => l.id);
    for (const { zh, en, layers, items } of legendOf(file)) {
      expect(zh && en && items.length).toBeTruthy();
      for (const id of layers) expect(ids).toContain(id);
      for (const item of items) {
        expect(item.zh && item.en).toBeTruthy();
        expect(item.fill ?? item.line ?? item.symbol).toBeTruthy();
        for (const name of [item.symbol, item.pattern]) if (name) expect(sprites).toContain(name);
      }
    }
    const text = JSON.stringify(style);
    const named = legendOf(file).flatMap((g) =>
      g.items.flatMap((i) => [i.fill, i.line].filter((c) => c !== undefined)),
    );
    // A legend that shows a colour which the map does not have would be wrong.
    const drawn = text.replace(/"anjie:legend".*?"zoom":/, '');
    for (const colour of new Set(named)) expect(drawn, colour).toContain(colour);
  },
);

it.each(styles)('$file says its scales from the least to the greatest', ({ style }) => {
  const { rules, ...all } = style.metadata['anjie:scale'];
  expect(all.denominator_from).toBeGreaterThan(all.denominator_to);
  for (const [i, rule] of rules.entries()) {
    expect(rule.zoom_from).toBeLessThan(rule.zoom_to);
    if (i > 0) expect(rule.zoom_from).toBe(rules[i - 1].zoom_to);
  }
});

describe('the four colours', () => {
  const graded = group('city.json', '区域风险等级');
  const fills = graded.map((g) => g.fill ?? '');

  it('darken from blue to red, a step that shows on paper without colour', () => {
    const [red, orange, yellow, blue] = fills.map((f) => lab(f)[0]) as [number, number, number, number];
    expect(orange - red).toBeGreaterThan(10);
    expect(yellow - orange).toBeGreaterThan(10);
    expect(blue - yellow).toBeGreaterThan(10);
  });

  it('have hatches of their own, blue none', () => {
    const hatches = graded.map((g) => g.pattern);
    expect(new Set(hatches).size).toBe(graded.length);
    expect(hatches[3]).toBeUndefined();
  });

  it.each(['protanopia', 'deuteranopia', 'none'] as const)('are told apart with %s', (vision) => {
    const seen = fills.slice(0, 4).map((f) => seenBy(vision, f));
    for (const [i, a] of seen.entries())
      for (const b of seen.slice(i + 1)) expect(deltaE(a, b), `${vision} ${i}`).toBeGreaterThan(20);
  });

  it('are the same for installations by level', () => {
    expect(
      group('city.json', '重大危险源级别')
        .slice(0, 4)
        .map((i) => i.fill),
    ).toEqual(fills.slice(0, 4));
    expect(group('county.json', '区域风险等级').map((i) => i.fill)).toEqual(fills);
  });
});

describe('the bands of individual risk', () => {
  const fills = group('city.json', '个人风险').map((g) => g.fill ?? '');

  it('darken with the risk', () => {
    const light = fills.map((f) => lab(f)[0]);
    for (const [i, l] of light.slice(1).entries()) expect(light[i] as number).toBeGreaterThan(l + 8);
  });

  it.each(['protanopia', 'deuteranopia'] as const)('are told apart with %s', (vision) => {
    const seen = fills.map((f) => seenBy(vision, f));
    for (const [i, a] of seen.slice(1).entries()) expect(deltaE(a, seen[i] as typeof a)).toBeGreaterThan(12);
  });
});

it('protection targets differ by the shape of their symbols, not by colour alone', () => {
  const symbols = group('county.json', '防护目标').map((i) => i.symbol);
  expect(new Set(symbols).size).toBe(5);
});
