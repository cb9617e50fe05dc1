import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { pageStyle } from '../src/map/overlays';
import {
  CATEGORIES,
  DENSITY,
  FINDINGS,
  LAYERS,
  LEVELS,
  mapStyle,
  names,
  RISK,
  SITUATION,
  UNKNOWN,
} from '../src/style';

/** Contrast of two colours, WCAG 2.2. */
function contrast(a: string, b: string): number {
  const light = (hex: string) => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5]
      .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue + 0.05;
  };
  const [x, y] = [light(a), light(b)];
  return Math.max(x, y) / Math.min(x, y);
}

describe('the style', () => {
  it.each(['zh', 'en'] as const)('is valid (%s), for all and for the page', (lang) => {
    expect(validateStyleMin(mapStyle(lang)).map((e) => e.message)).toEqual([]);
    expect(validateStyleMin(pageStyle(lang)).map((e) => e.message)).toEqual([]);
  });

  it('asks no other host for anything', () => {
    expect(JSON.stringify(pageStyle('zh'))).not.toMatch(/https?:|\/\//);
    expect(mapStyle('zh')).not.toHaveProperty('glyphs');
    expect(mapStyle('zh')).not.toHaveProperty('sprite');
  });

  it('gives every switch something to switch, and every layer but the ground a switch', () => {
    const ids = mapStyle('zh').layers.map((layer) => layer.id);
    for (const key of Object.keys(LAYERS))
      expect(
        ids.filter((id) => id.startsWith(`${key}-`)),
        key,
      ).not.toEqual([]);
    const switched = (id: string) => Object.keys(LAYERS).some((key) => id.startsWith(`${key}-`));
    expect(ids.filter((id) => !switched(id))).toEqual(['ground']);
  });

  it('draws nothing of a switch below its zoom', () => {
    for (const [key, { minzoom }] of Object.entries(LAYERS)) {
      const least = mapStyle('zh')
        .layers.filter((layer) => layer.id.startsWith(`${key}-`))
        .map((layer) => ('minzoom' in layer && layer.minzoom) || 0);
      expect(Math.min(...least), key).toBe(minzoom);
    }
  });

  it('keeps every layer of the style on the page, in order', () => {
    const ids = mapStyle('zh').layers.map((layer) => layer.id);
    const own = pageStyle('zh').layers.map((layer) => layer.id);
    expect(own.filter((id) => ids.includes(id))).toEqual(ids);
    expect(names('labels').map((l) => l.id)).toEqual(names('base').map((l) => l.id));
  });

  it('differs by language in the signs only', () => {
    const [zh, en] = [mapStyle('zh'), mapStyle('en')];
    const different = zh.layers.filter((layer, i) => JSON.stringify(layer) !== JSON.stringify(en.layers[i]));
    expect(different.map((layer) => layer.id)).toEqual(['targets-sign']);
  });
});

describe('colours', () => {
  it('carry their numerals at a contrast of 4.5', () => {
    for (const { level, fill, ink } of LEVELS)
      expect(contrast(fill, ink), `level ${level}`).toBeGreaterThanOrEqual(4.5);
    expect(contrast(UNKNOWN.fill, UNKNOWN.ink)).toBeGreaterThanOrEqual(4.5);
  });

  it('stand out from white where they are text or thin lines', () => {
    const ink = [...Object.values(CATEGORIES), ...Object.values(FINDINGS), ...Object.values(SITUATION)];
    for (const colour of ink) expect(contrast(colour, '#ffffff'), colour).toBeGreaterThanOrEqual(4.5);
  });

  it('grow darker with density', () => {
    const steps = DENSITY.map(([, colour]) => contrast(colour, '#ffffff'));
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    const from = DENSITY.map(([value]) => value);
    expect([...from].sort((a, b) => a - b)).toEqual(from);
  });

  it('of risk darken from level to level, and their lines and labels stand out from white', () => {
    const steps = RISK.map(({ fill }) => contrast(fill, '#ffffff'));
    for (const [i, step] of steps.slice(1).entries()) expect(step / (steps[i] ?? 1)).toBeGreaterThan(1.3);
    for (const { line } of RISK) expect(contrast(line, '#ffffff'), line).toBeGreaterThanOrEqual(4.5);
  });
});
