import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { computeMs, getJson, ProblemError, withQuery } from '../src/api/client';
import { latest } from '../src/api/latest';
import { trust } from '../src/panels/Marks';

describe('requests', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('leave out what is not set, and join boxes', () => {
    expect(withQuery('/a', { q: '', level: null, limit: 0, bbox: [1, 2, 3, 4] })).toBe(
      '/a?limit=0&bbox=1%2C2%2C3%2C4',
    );
    expect(withQuery('/a')).toBe('/a');
    expect(withQuery('/a', { q: '园' })).toBe('/a?q=%E5%9B%AD');
  });

  it('read how long the service computed', () => {
    expect(computeMs('db;dur=3, compute;dur=12.4')).toBe(12.4);
    expect(computeMs('precompute;dur=3')).toBeNull();
    expect(computeMs(null)).toBeNull();
  });

  const answer = (body: string, status: number, type: string) =>
    vi.stubGlobal('fetch', async () => new Response(body, { status, headers: { 'content-type': type } }));

  it('turn a problem document into an error that carries it', async () => {
    const problem = {
      type: '/problems/not-found',
      title: 'no',
      status: 404,
      detail: 'there is no facility `x`',
    };
    answer(JSON.stringify(problem), 404, 'application/problem+json');
    const error = await getJson('/x').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).problem).toEqual(problem);
  });

  it('make a problem of an answer that is none', async () => {
    answer('<html>', 502, 'text/html');
    const error = (await getJson('/x').catch((e: unknown) => e)) as ProblemError;
    expect(error.problem.status).toBe(502);
  });

  it('make a problem with status 0 of a lost connection', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('failed to fetch');
    });
    const error = (await getJson('/x').catch((e: unknown) => e)) as ProblemError;
    expect(error.problem.status).toBe(0);
  });
});

describe('latest', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const slow = (ms: number) => (n: number) => new Promise<number>((ok) => setTimeout(() => ok(n), ms));

  it('asks for the first and the newest, one at a time', async () => {
    const run = vi.fn(slow(250));
    const done = vi.fn();
    const ask = latest(run, 100, done, () => undefined);
    for (let i = 0; i < 10; i += 1) {
      ask(i);
      await vi.advanceTimersByTimeAsync(20);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(run.mock.calls).toEqual([[0], [9]]);
    expect(done.mock.calls.map(([result]) => result)).toEqual([0, 9]);
  });

  it('asks ten times in a second at most', async () => {
    const run = vi.fn(slow(1));
    const ask = latest(
      run,
      100,
      () => undefined,
      () => undefined,
    );
    for (let i = 0; i < 100; i += 1) {
      ask(i);
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(500);
    expect(run.mock.calls.length).toBeGreaterThanOrEqual(9);
    expect(run.mock.calls.length).toBeLessThanOrEqual(11);
    expect(run.mock.lastCall).toEqual([99]);
  });

  it('says nothing more once it is stopped, and can be used again', async () => {
    const done = vi.fn();
    const ask = latest(slow(50), 100, done, () => undefined);
    ask(1);
    ask.stop();
    await vi.advanceTimersByTimeAsync(500);
    expect(done).not.toHaveBeenCalled();
    ask(2);
    await vi.advanceTimersByTimeAsync(500);
    expect(done.mock.calls.map(([result]) => result)).toEqual([2]);
  });

  it('goes on after a failure', async () => {
    const failed = vi.fn();
    const done = vi.fn();
    const run = (n: number) => (n === 1 ? Promise.reject(new Error('no')) : Promise.resolve(n));
    const ask = latest(run, 100, done, failed);
    ask(1);
    await vi.advanceTimersByTimeAsync(10);
    ask(2);
    await vi.advanceTimersByTimeAsync(500);
    expect(failed).toHaveBeenCalledTimes(1);
    expect(done.mock.calls.map(([result]) => result)).toEqual([2]);
  });
});

describe('confidence', () => {
  it.each([
    ['sourced', 'sourced'],
    ['source-ocr+memory', 'ocr'],
    ['memory', 'memory'],
    ['memory (derivable: older table x0.7, min 5 m)', 'memory'],
    ['not retrieved', 'none'],
    ['', 'none'],
    [null, 'none'],
  ] as const)('%s is %s', (text, kind) => expect(trust(text)).toBe(kind));
});
