/**
 * What the browser tests share: one service and one browser for all of them, and a page that is
 * watched. A watched page fails its test when it logs an error, throws, or asks another host.
 */
import assert from 'node:assert/strict';
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startService } from './service.mjs';

const CHROMIUM = process.env.ANJIE_CHROMIUM ?? '/usr/bin/chromium';
const ARTEFACTS = process.env.ANJIE_ARTEFACTS ?? fileURLToPath(new URL('../test-results', import.meta.url));
/** Software rendering on a loaded machine is slow; nothing here measures speed. */
const PATIENCE_MS = 30_000;
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
  // Whatever slipped past the watch below would not find its host.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

let service = null;
let browser = null;

before(async () => {
  await access(CHROMIUM, constants.X_OK).catch(() => {
    throw new Error(
      `no browser at ${CHROMIUM}: install Debian's \`chromium\`, or name one in ANJIE_CHROMIUM`,
    );
  });
  await mkdir(ARTEFACTS, { recursive: true });
  service = await startService();
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

/** An answer of the service. */
export async function api(path, body) {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(service.url + path, init);
  assert.ok(response.ok, `${path} answered ${response.status}`);
  return response.json();
}

export const trySituation = (facility_id, to) =>
  api('/api/v1/situations', { changes: [{ move: { facility_id, to } }] });

export const violationsOf = (id) => api(`/api/v1/violations?facility=${encodeURIComponent(id)}&limit=1000`);

/** What a page did that it must not do; `errors` may be expected by a test, `strangers` never. */
function watch(context) {
  const seen = { errors: [], strangers: [], requests: [] };
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (['data:', 'blob:'].includes(url.protocol)) return;
    seen.requests.push(request);
    if (url.origin !== service.url) seen.strangers.push(url.href);
  });
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      seen.errors.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => seen.errors.push(`thrown: ${error.error().stack}`));
  return seen;
}

/** WebGL by software says that it is slow; that is no error of the page. */
const isNoise = (text) => /GL Driver Message|GPU stall|software WebGL/i.test(text);

/**
 * A page at `hash`, once its map is idle. `expected` are patterns of errors that the test provokes;
 * each must occur. With `motion` the map glides as for a viewer who does not mind.
 */
export async function openPage(
  t,
  { hash = '', width = 1440, height = 900, expected = [], motion = false } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'zh-CN',
    reducedMotion: motion ? 'no-preference' : 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const seen = watch(context);
  const page = await context.newPage();
  t.after(async () => {
    await context.close();
    const unexpected = seen.errors.filter((text) => !isNoise(text) && !expected.some((e) => e.test(text)));
    assert.deepEqual(unexpected, [], 'the page logged errors');
    assert.deepEqual(seen.strangers, [], 'the page asked another host');
    for (const e of expected)
      assert.ok(
        seen.errors.some((text) => e.test(text)),
        `the page did not log ${e}`,
      );
  });
  await page.goto(`${service.url}/${hash}`);
  const idleMs = await idle(page);
  const events = await page.evaluate(() => window.__anjie.events.filter((e) => e.startsWith('error')));
  assert.deepEqual(events, [], 'the map failed');
  return { page, seen, idleMs };
}

/** Waits until the map stands still and all of it is drawn; gives the time of the page then, ms. */
export async function idle(page) {
  const time = await page.waitForFunction(() => {
    const { map, events } = window.__anjie ?? {};
    const still = events?.includes('idle') && !map.isMoving() && map.loaded() && map.areTilesLoaded();
    return still && performance.now();
  });
  // Label points are set on idle and drawn after it.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const { map } = window.__anjie;
        map.once('idle', () => resolve(null));
        map.triggerRepaint();
      }),
  );
  return time.jsonValue();
}

export async function shot(page, name) {
  await idle(page);
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), animations: 'disabled' });
}

/** Where the map draws a place, px of the window. */
export function onScreen(page, place) {
  return page.evaluate((place) => {
    const { map } = window.__anjie;
    const box = map.getCanvas().getBoundingClientRect();
    const { x, y } = map.project(place);
    return { x: box.x + x, y: box.y + y };
  }, place);
}

/** Properties of what a layer has drawn in sight. */
export function drawn(page, layer) {
  return page.evaluate(
    (layer) => window.__anjie.map.queryRenderedFeatures({ layers: [layer] }).map((f) => f.properties),
    layer,
  );
}

/** All features that a source of the page's own holds, in sight or not. */
export function held(page, source) {
  return page.evaluate((source) => window.__anjie.map.getSource(source).serialize().data.features, source);
}

/** The field of the address after `#`, or null. */
export async function field(page, name) {
  const hash = await page.evaluate(() => location.hash.slice(1));
  return new URLSearchParams(hash).get(name);
}

/** Waits for a claim about what is outside of the page, as its address is; `claim` throws while it is false. */
export async function eventually(claim, patience_ms = PATIENCE_MS) {
  const end = Date.now() + patience_ms;
  for (;;) {
    try {
      return await claim();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** A number as the page writes it: with thousands separators. */
export const read = (text) => Number(text.replaceAll(',', ''));

/** Metres that are there, rounded down to a tenth, so that "too near" never reads "equal". */
export const metresThere = (value) => `${thousands((Math.floor(value * 10 + 1e-6) / 10).toFixed(1))} m`;

const thousands = (text) => text.replace(/\B(?=(\d{3})+(?!\d))/, ',');

/** The facility with most violations of those that `fits` takes. */
export async function plantWithViolations(fits = () => true) {
  const { items, total } = await api('/api/v1/facilities?limit=1000');
  assert.equal(items.length, total, 'the demo city fits on one page of the API');
  const found = items.filter((f) => f.violations > 0 && fits(f)).sort((a, b) => b.violations - a.violations);
  assert.ok(found.length > 0, 'the demo city has a plant of the wanted kind with violations');
  return found[0];
}
