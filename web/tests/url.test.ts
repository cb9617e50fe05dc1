import { describe, expect, it } from 'vitest';
import { defaultShown, format, parse, type View } from '../src/url';

const plain: View = {
  camera: null,
  plant: null,
  to: null,
  spot: null,
  fn: null,
  grade: null,
  why: null,
  hazard: null,
  shown: defaultShown(),
  lang: 'zh',
};

describe('the address', () => {
  it('is empty for the view that one begins with', () => {
    expect(format(plain)).toBe('');
    expect(parse('')).toEqual(plain);
  });

  it('brings back a whole view', () => {
    const shown = defaultShown();
    shown.add('population');
    shown.delete('parks');
    const view: View = {
      camera: { zoom: 12.25, center: [119.95, 31.77] },
      plant: 'F 0001/甲&b',
      to: [119.98123, 31.95],
      spot: [119.94, 31.79],
      fn: { scope: 'park', id: 'P:1&甲' },
      hazard: 'H 1',
      grade: { level: 'town', id: '320411001' },
      why: 'V 1/乙',
      shown,
      lang: 'en',
    };
    expect(parse(format(view))).toEqual(view);
  });

  it('puts zoom, latitude and longitude first, in this order', () => {
    expect(format({ ...plain, camera: { zoom: 11.2, center: [119.95, 31.77] } })).toBe(
      '#11.20/31.77000/119.95000',
    );
  });

  it('can be read without a camera', () => {
    expect(parse('#plant=F1&lang=en')).toEqual({ ...plain, plant: 'F1', lang: 'en' });
  });

  it('has no place to move to without a plant to move', () => {
    expect(parse('#to=119.9,31.9').to).toBeNull();
    expect(format({ ...plain, to: [119.9, 31.9] })).toBe('');
  });

  it.each(['#11/95/119', '#11/31/190', '#99/31/119', '#a/b/c', '#11/31', '#11/31/119/4', '#//'])(
    'takes %s for no camera',
    (hash) => expect(parse(hash).camera).toBeNull(),
  );

  it.each(['', '119.9', 'a,b', '31.9,119.9', ','])('takes "%s" for no place', (to) =>
    expect(parse(`#plant=F1&to=${to}`).to).toBeNull(),
  );

  it('brings back the point whose risk is asked for, and the contours round it', () => {
    const view = parse('#12.00/31.77000/119.95000&risk=119.95000,31.77000&show=contours');
    expect(view.spot).toEqual([119.95, 31.77]);
    expect(view.shown.has('contours')).toBe(true);
    expect(parse(format(view))).toEqual(view);
  });

  it.each(['', 'park', 'park:', ':P1', 'planet:P1'])('takes "%s" for no scope of an F-N curve', (fn) =>
    expect(parse(`#fn=${fn}`).fn).toBeNull(),
  );

  it('passes over layers that it does not know', () => {
    expect(parse('#show=ghosts,population&hide=,tanks').shown).toEqual(
      new Set([...defaultShown(), 'population' as const].filter((key) => key !== 'tanks')),
    );
  });
});
