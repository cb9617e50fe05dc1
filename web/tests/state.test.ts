import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askFn, askRisk, choose, closeLast, type Pointed, pin, point, show, useView } from '../src/state';

const segment = (id: string): Pointed => ({
  id,
  from: [119, 31],
  to: [119.001, 31],
  actual: 38.2,
  required: 100,
  requiredMax: 100,
  verdict: 'violation',
  list: null,
});
const pointed = () => useView.getState().pointed?.id ?? null;

describe('the segment that is pointed at', () => {
  beforeEach(() => useView.setState(useView.getInitialState()));

  it('is none once the pointer has left', () => {
    point(segment('a'));
    expect(pointed()).toBe('a');
    point(null);
    expect(pointed()).toBeNull();
  });

  it('is the clicked one again once the pointer has left another', () => {
    pin(segment('a'));
    point(segment('b'));
    expect(pointed()).toBe('b');
    point(null);
    expect(pointed()).toBe('a');
  });

  it('is none after the plant or its place changed, and stays when the map moves', () => {
    pin(segment('a'));
    show({ camera: { zoom: 12, center: [119, 31] } }, 'keep');
    expect(pointed()).toBe('a');
    show({ to: [119, 31] }, 'keep');
    point(null);
    expect(pointed()).toBeNull();
  });
});

describe('the risk that is asked for', () => {
  let hash = '';
  beforeEach(() => {
    useView.setState(useView.getInitialState());
    hash = '';
    vi.stubGlobal('location', { pathname: '/', search: '', hash: '' });
    vi.stubGlobal('history', { pushState: (_: unknown, __: string, to: string) => (hash = to) });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('is in the address with its contours, to five decimals', () => {
    askRisk([119.9500049, 31.77]);
    expect(useView.getState().spot).toEqual([119.95, 31.77]);
    expect(hash).toBe('/#risk=119.95000,31.77000&show=contours');
  });

  it('gives way to a scope, and a scope to a plant', () => {
    askRisk([119.95, 31.77]);
    askFn({ scope: 'park', id: 'P04' });
    expect(hash).toBe('/#fn=park:P04&show=contours');
    choose('F0001');
    expect(hash).toBe('/#plant=F0001&show=contours');
  });

  it('is closed one thing at a time, what was opened last first', () => {
    askRisk([119.95, 31.77]);
    show({ why: 'V1' });
    expect(closeLast()).toBe(true);
    expect(hash).toBe('/#risk=119.95000,31.77000&show=contours');
    expect(closeLast()).toBe(true);
    expect(hash).toBe('/#show=contours');
    expect(closeLast()).toBe(false);
  });

  it('leads from the scenarios back to the plant that was open', () => {
    choose('F0001');
    show({ why: 'V1' });
    choose('F0001');
    expect(useView.getState()).toMatchObject({ plant: 'F0001', why: null });
  });
});
