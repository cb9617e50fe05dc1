import { describe, expect, it } from 'vitest';
import * as f from '../src/format';

describe('distances', () => {
  it('rounds what is there down and what is lacking up', () => {
    expect(f.actual(99.99, 'zh')).toBe('99.9 m');
    expect(f.shortfall(0.01, 'zh')).toBe('0.1 m');
  });

  it('keeps tenths that binary numbers miss by a hair', () => {
    expect(f.actual(38.2, 'zh')).toBe('38.2 m');
    expect(f.actual(0.1 + 0.2, 'zh')).toBe('0.3 m');
    expect(f.actual(8.3 - 8, 'zh')).toBe('0.3 m');
    expect(f.shortfall(100 - 38.2, 'zh')).toBe('61.8 m');
    expect(f.shortfall(0.1 + 0.2, 'zh')).toBe('0.3 m');
  });

  it('gives a requirement the decimals that it has', () => {
    expect(f.required(100, 'zh')).toBe('100 m');
    expect(f.required(37.5, 'zh')).toBe('37.5 m');
    expect(f.required(1200, 'en')).toBe('1,200 m');
  });

  it('changes to kilometres at one', () => {
    expect(f.distance(999.4, 'en')).toBe('999 m');
    expect(f.distance(1234, 'en')).toBe('1.23 km');
    expect(f.distance(22_700, 'en')).toBe('22.7 km');
  });

  it('measures along the earth', () => {
    expect(f.metresBetween([119.95, 31], [119.95, 32])).toBeCloseTo(111_195, -1);
    expect(f.metresBetween([0, 60], [1, 60])).toBeCloseTo(55_597, -2);
    expect(f.metresBetween([119.95, 31.77], [119.95, 31.77])).toBe(0);
  });
});

describe('other numbers', () => {
  it('shows what is missing as a dash, never as zero', () => {
    for (const show of [
      f.count,
      f.people,
      f.actual,
      f.required,
      f.shortfall,
      f.ratio,
      f.tonnes,
      f.distance,
    ]) {
      expect(show(null, 'zh')).toBe('—');
      expect(show(Number.NaN, 'en')).toBe('—');
      expect(show(0, 'zh')).not.toBe('—');
    }
  });

  it('counts many people in 万 in Chinese only', () => {
    expect(f.people(5_278_121, 'zh')).toBe('527.8 万');
    expect(f.people(5_278_121, 'en')).toBe('5,278,121');
    expect(f.people(820, 'zh')).toBe('820');
  });

  it('gives three significant digits to ratios', () => {
    expect(f.ratio(0.04237, 'zh')).toBe('0.0424');
    expect(f.ratio(18.164, 'zh')).toBe('18.2');
    expect(f.ratio(12_345.6, 'zh')).toBe('12,346');
  });

  it('writes a risk with two digits and its power', () => {
    expect(f.scientific(3.24e-6)).toBe('3.2×10⁻⁶');
    expect(f.scientific(3e-7)).toBe('3×10⁻⁷');
    expect(f.scientific(9.96e-6)).toBe('1×10⁻⁵');
    expect(f.scientific(1.5e12)).toBe('1.5×10¹²');
    expect(f.scientific(0)).toBe('0');
    expect(f.scientific(null)).toBe('—');
  });

  it('writes the powers of ten of an axis', () => {
    expect([1e-9, 1e-3, 0.1, 1, 10, 100, 1000].map(f.power)).toEqual([
      '10⁻⁹',
      '10⁻³',
      '10⁻¹',
      '1',
      '10',
      '100',
      '10³',
    ]);
  });

  it('shows a date that it cannot read as it is', () => {
    expect(f.time('yesterday', 'zh')).toBe('yesterday');
    expect(f.time(null, 'zh')).toBe('—');
    expect(f.time('2026-11-24T12:00:00+08:00', 'en')).toMatch(/2026/);
  });
});
