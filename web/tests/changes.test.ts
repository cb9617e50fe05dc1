import { describe, expect, it } from 'vitest';
import { placeIn } from '../src/panels/ImportChanges';

describe('the place of a geometry that is told in words', () => {
  it('is its first point', () => {
    expect(placeIn('POINT(119.97 31.81)')).toEqual([119.97, 31.81]);
    expect(placeIn('MULTIPOLYGON(119.9 31.8 …), 5 points')).toEqual([119.9, 31.8]);
    expect(placeIn('POINT(-0.5 51)')).toEqual([-0.5, 51]);
  });
  it('is none where there is none', () => {
    for (const text of [null, undefined, '', 'POINT EMPTY', 'POINT(500 31)', '3 rows'])
      expect(placeIn(text)).toBeNull();
  });
});
