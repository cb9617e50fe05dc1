/** The page as it opens. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, drawn, openPage, shot } from './harness.mjs';

test('the page opens on the whole city, says that its data are synthetic, and names its sources', async (t) => {
  const { page, seen, idleMs } = await openPage(t);
  const paint = await page.evaluate(() =>
    Object.fromEntries(performance.getEntriesByType('paint').map((e) => [e.name, Math.round(e.startTime)])),
  );
  t.diagnostic(
    `first contentful paint ${paint['first-contentful-paint']} ms, map idle ${Math.round(idleMs)} ms`,
  );

  assert.equal(await page.title(), '安界 · 城市危险化学品风险一张图');
  assert.ok(await page.getByTestId('synthetic').isVisible());
  const sources = page.getByTestId('attribution');
  assert.ok(await sources.isVisible());
  assert.match(await sources.innerText(), /天地图/);
  const summary = await api('/api/v1/summary');
  for (const { text } of summary.attributions) assert.ok((await sources.innerText()).includes(text), text);

  const plants = await drawn(page, 'plants-point');
  assert.ok(plants.length > 0, 'plants are drawn');
  const names = await drawn(page, 'districts-name-county');
  assert.ok(new Set(names.map((n) => n.name)).size >= 3, 'names of districts are drawn');

  // The watch hears the map's worker, or else silence about other hosts would say nothing.
  const paths = seen.requests.map((request) => new URL(request.url()).pathname);
  assert.ok(
    paths.some((path) => /^\/tiles\/.+\/\d+\/\d+\/\d+$/.test(path)),
    'tiles were asked for',
  );
  await shot(page, 'start');
});

test('the counts on top are those of the service', async (t) => {
  const { page } = await openPage(t);
  const { counts, installations, violations, unknown_verdicts } = await api('/api/v1/summary');
  const numbers = await page.locator('nav.counts button b').allInnerTexts();
  const { level_1, level_2, level_3, level_4, unknown, not_major_hazard } = installations;
  assert.deepEqual(
    numbers.map((text) => Number(text.replaceAll(',', ''))),
    [
      counts.facilities,
      ...[level_1, level_2, level_3, level_4, unknown, not_major_hazard],
      ...[violations, unknown_verdicts],
    ],
  );
});

test('the bar on top has room for all that it shows, in both languages', async (t) => {
  const { page } = await openPage(t);
  for (const lang of ['zh', 'en']) {
    await page.locator('.top .ant-segmented-item', { hasText: lang === 'en' ? 'EN' : '中文' }).click();
    await page.locator(`html[lang^=${lang}]`).waitFor();
    const hidden = page.locator('.side-tabs .ant-tabs-nav-more');
    assert.equal(await hidden.isVisible(), false, `${lang}: all tabs on the left are in sight`);
    for (const width of [1024, 1280, 1366, 1440, 1600, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const cut = await page.evaluate(() => {
        const shown = [...document.querySelectorAll('.top > *')].filter((e) => e.checkVisibility());
        const boxes = shown.map((e) => ({ name: e.className || e.tagName, box: e.getBoundingClientRect() }));
        const beyond = boxes
          .filter(({ box }) => box.left < 0 || box.right > innerWidth)
          .map(({ name }) => name);
        const onto = boxes.filter(({ box }, i) => i > 0 && box.left < boxes[i - 1].box.right - 0.5);
        return [...beyond, ...onto.map(({ name }) => `${name} lies on what is before it`)];
      });
      assert.deepEqual(cut, [], `${lang}, ${width} px`);
    }
  }
});
