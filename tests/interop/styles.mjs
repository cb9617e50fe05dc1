/**
 * Draws the styles of a running service with MapLibre in a real browser, with nothing but what the service gives:
 * tiles, glyphs and sprites. Fails where MapLibre complains, where a request fails or goes to another host, and where
 * nothing is drawn.
 *
 * usage: cd web && node ../tests/interop/styles.mjs http://127.0.0.1:8080 FOLDER [lon,lat]
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const { chromium } = require('playwright-core');
const maplibre = join(process.cwd(), 'node_modules/maplibre-gl/dist');
const [service, folder, at = ''] = process.argv.slice(2);
const ZOOMS = [8, 9.5, 11.5, 13.5, 15];

const page = (style, zoom) => `<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="/interop/maplibre-gl.css"><body style="margin:0"><div id="map" style="width:1000px;height:800px"></div>
<script type="module">
  import { Map, setWorkerUrl } from '/interop/maplibre-gl.mjs';
  setWorkerUrl('/interop/maplibre-gl-worker.mjs');
  const [lon, lat] = '${at}'.split(',').map(Number);
  const map = new Map({ container: 'map', style: '/styles/${style}.json', zoom: ${zoom}, attributionControl: { compact: false },
    ...(lat ? { center: [lon, lat] } : {}), localIdeographFontFamily: false });
  window.seen = { errors: [], missing: [] };
  map.on('error', (e) => window.seen.errors.push(String(e.error?.message ?? e.error)));
  map.on('styleimagemissing', (e) => window.seen.missing.push(e.id));
  map.on('idle', () => { window.seen.layers = [...new Set(map.queryRenderedFeatures().map((f) => f.layer.id))]; window.seen.idle = true; });
</script>`;

const styles = await (await fetch(`${service}/styles`)).json();
const browser = await chromium.launch({
  executablePath: process.env.ANJIE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--enable-unsafe-swiftshader'],
});
let failures = 0;
for (const { name } of styles) {
  for (const zoom of ZOOMS) {
    const tab = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    const wrong = [];
    await tab.route(`${service}/interop/**`, async (route) => {
      const file = new URL(route.request().url()).pathname.replace('/interop/', '');
      if (file === 'page.html') return route.fulfill({ contentType: 'text/html', body: page(name, zoom) });
      const type = file.endsWith('.css') ? 'text/css' : 'text/javascript';
      return route.fulfill({ contentType: type, body: await readFile(join(maplibre, file)) });
    });
    tab.on('request', (r) => {
      if (!r.url().startsWith(service) && !/^(blob|data):/.test(r.url())) wrong.push(`asks ${r.url()}`);
    });
    tab.on('response', (r) => r.status() >= 400 && wrong.push(`${r.status()} ${r.url()}`));
    tab.on('pageerror', (e) => wrong.push(String(e)));
    await tab.goto(`${service}/interop/page.html`);
    await tab.waitForFunction(() => window.seen?.idle, null, { timeout: 90_000 });
    const seen = await tab.evaluate(() => window.seen);
    await tab.screenshot({ path: join(folder, `${name}-${zoom}.png`) });
    wrong.push(...seen.errors, ...seen.missing.map((id) => `no symbol ${id}`));
    if (seen.layers.length === 0) wrong.push('nothing is drawn');
    failures += wrong.length;
    process.stdout.write(`${name} ${zoom}: ${seen.layers.length} layers drawn ${wrong.join('; ')}\n`);
    await tab.close();
  }
}
await browser.close();
process.exit(failures ? 1 : 0);
