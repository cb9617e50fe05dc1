/**
 * How instant the map feels: first paint, frames while it is moved, waits for tiles. The numbers are printed, not
 * judged: they are those of the machine, and of WebGL by software where there is no other. What is judged is that all
 * was drawn and no tile was refused.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawn, idle, openPage } from './harness.mjs';

/** How a viewer moves about: over the city, into a park, along it, and out again. */
const MOVES = [
  { name: 'pan z9', method: 'panBy', args: [[600, 250], { duration: 800 }] },
  { name: 'zoom 9→12', method: 'easeTo', args: [{ zoom: 12, duration: 1500 }] },
  { name: 'pan z12', method: 'panBy', args: [[-900, -300], { duration: 800 }] },
  { name: 'zoom 12→15', method: 'easeTo', args: [{ zoom: 15, duration: 1500 }] },
  { name: 'pan z15', method: 'panBy', args: [[900, 500], { duration: 800 }] },
  { name: 'zoom 15→9', method: 'easeTo', args: [{ zoom: 9, duration: 2000 }] },
];

const IS_TILE = /^\/tiles\/.+\/\d+\/\d+\/\d+$/;

/** Moves the map and gives the time of each frame until the move ends, ms, and how long all of it took to be there. */
function moved(page, { method, args }) {
  return page.evaluate(
    ({ method, args }) =>
      new Promise((resolve) => {
        const { map } = window.__anjie;
        const frames = [];
        const start = performance.now();
        let last = start;
        let ended = false;
        let loadedMs = null;
        const frame = (now) => {
          if (!ended) frames.push(now - last);
          last = now;
          if (ended && map.areTilesLoaded()) loadedMs ??= performance.now() - ended;
          if (loadedMs === null) requestAnimationFrame(frame);
          else resolve({ frames: frames.slice(1), loadedMs });
        };
        map.once('moveend', () => {
          ended = performance.now();
        });
        map[method](...args);
        requestAnimationFrame(frame);
      }),
    { method, args },
  );
}

/** A share of some numbers is no greater than this. */
function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

const told = (numbers) => [0.5, 0.95, 1].map((share) => `${quantile(numbers, share).toFixed(1)}`).join(' / ');

test('the map is there at once, moves in frames and waits little for tiles', async (t) => {
  const { page, seen, idleMs } = await openPage(t, { hash: '#9/31.78/119.95', motion: true });
  const paint = await page.evaluate(() =>
    Object.fromEntries(performance.getEntriesByType('paint').map((e) => [e.name, e.startTime])),
  );
  const first = paint['first-contentful-paint'];
  assert.ok(first > 0, 'something was painted');
  const by = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : 'unknown';
  });
  t.diagnostic(`drawn by ${by}`);
  t.diagnostic(
    `first contentful paint ${first.toFixed(0)} ms, the whole map there after ${idleMs.toFixed(0)} ms`,
  );

  const all = [];
  for (const move of MOVES) {
    const { frames, loadedMs } = await moved(page, move);
    assert.ok(frames.length > 0, `${move.name}: frames`);
    all.push(...frames);
    t.diagnostic(
      `${move.name}: ${frames.length} frames, median / 95 % / longest ${told(frames)} ms; tiles there ${loadedMs.toFixed(0)} ms after it stands`,
    );
  }
  t.diagnostic(`all moves: frames ${told(all)} ms`);
  await idle(page);
  assert.ok((await drawn(page, 'plants-point')).length > 0, 'plants are drawn at the end');

  const tiles = seen.requests.filter((request) => IS_TILE.test(new URL(request.url()).pathname));
  const waits = [];
  const service = [];
  for (const request of tiles) {
    const response = await request.response().catch(() => null);
    // The map takes back what it does not need any more.
    if (response === null) continue;
    assert.ok([200, 204, 304].includes(response.status()), `${request.url()}: ${response.status()}`);
    const { requestStart, responseStart, responseEnd } = request.timing();
    if (responseEnd >= 0) waits.push(responseEnd);
    if (responseStart >= 0 && requestStart >= 0) service.push(responseStart - requestStart);
  }
  assert.ok(waits.length > 0, 'tiles were waited for');
  t.diagnostic(
    `${waits.length} tiles: wait median / 95 % / longest ${told(waits)} ms, of which until the first byte ${told(service)} ms`,
  );
});
