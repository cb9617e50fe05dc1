import { beforeEach, describe, expect, it } from 'vitest';
import { type Pointed, pin, point, show, useView } from '../src/state';

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
