import { expect, test } from 'vitest';
import { byUrgency, COLOURS, colourOf, factor, onScale, partsOf, SCALE } from '../src/grades';
import { format, parse } from '../src/url';
import { words } from '../src/words';

const unit = (
  level: string,
  id: string,
  colour: string,
  decades: number | null,
  parent?: [string, string],
) => ({
  level,
  id,
  colour,
  decades,
  parent: parent ? { level: parent[0], id: parent[1] } : null,
});

test('a number of decades lies on the scale, and what is beyond at its end', () => {
  expect(onScale(SCALE.from)).toBe(0);
  expect(onScale(SCALE.to)).toBe(100);
  expect(onScale(-9)).toBe(0);
  expect(onScale(3)).toBe(100);
  expect(onScale(0)).toBeCloseTo(80);
  expect(onScale(-1.5)).toBeCloseTo(50);
});

test('parts are those of their parent, the worst first', () => {
  const city = unit('city', '3204', 'red', 0.2);
  const all = [
    city,
    unit('county', 'a', 'blue', null, ['city', '3204']),
    unit('county', 'b', 'orange', -0.4, ['city', '3204']),
    unit('county', 'c', 'orange', 0.1, ['city', '3204']),
    unit('town', 'd', 'red', 1, ['county', 'a']),
  ];
  expect(partsOf(all, city, 'county').map((u) => u.id)).toEqual(['c', 'b', 'a']);
  expect(partsOf(all, city, 'town')).toEqual([]);
  expect(byUrgency(unit('town', 'x', 'blue', -2), unit('town', 'y', 'blue', null))).toBeLessThan(0);
});

test('a factor is taken up, so that it is enough', () => {
  expect(factor(1.261)).toBe('1.27');
  expect(factor(12.31)).toBe('12.4');
  expect(factor(123.1)).toBe('124');
});

test('a colour that is asked for lives in the address', () => {
  const view = parse('#grade=town:320411001');
  expect(view.grade).toEqual({ level: 'town', id: '320411001' });
  expect(parse(format(view)).grade).toEqual(view.grade);
  expect(parse('#grade=planet:1').grade).toBeNull();
  expect(parse('#grade=cell:12-34').grade).toEqual({ level: 'cell', id: '12-34' });
});

test('every colour has words in both languages and ink that can be read', () => {
  const luminance = (hex: string) => {
    const parts = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255);
    const [r = 0, g = 0, b = 0] = parts.map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (const [colour, { fill, ink }] of Object.entries(COLOURS)) {
    const [a, b] = [luminance(fill), luminance(ink)].sort((x, y) => y - x) as [number, number];
    expect((a + 0.05) / (b + 0.05)).toBeGreaterThan(4.5);
    expect(words.zh.grades.colours[colourOf(colour)]).not.toBe('');
    expect(words.en.grades.colours[colourOf(colour)]).not.toBe('');
  }
});
