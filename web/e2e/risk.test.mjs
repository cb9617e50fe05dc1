/** From a point or a park to contours, limits, causes, scenarios and F-N curves, without leaving the page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, drawn, eventually, field, idle, onScreen, openPage, shot } from './harness.mjs';

const card = (page) => page.locator('aside.card');
const side = (page) => page.locator('aside.side');

/** The target that is farthest over its limit, once the risk of the city is there. */
async function worst() {
  return eventually(async () => {
    const { items } = await api('/api/v1/violations?basis=individual_risk&limit=1');
    return items[0];
  });
}

const zoomed = ([lon, lat], zoom) => `#${zoom}/${lat}/${lon}`;
const lsir = (page) => page.getByTestId('lsir').locator('b');

test('with the contours on, a click shows the risk there and who causes it, and a link shows the same', async (t) => {
  const { to } = await worst();
  const { page } = await openPage(t, { hash: zoomed(to, 13) });
  await side(page).getByRole('switch', { name: '个人风险等值线' }).click();
  assert.equal(await field(page, 'show'), 'contours');
  await idle(page);
  const levels = new Set((await drawn(page, 'contours-area')).map((f) => f.label));
  assert.ok(levels.size > 1, 'contours of several levels are drawn');
  await side(page).getByText('≥ 3×10⁻⁷ /年').waitFor();

  const at = await onScreen(page, to);
  // A little off the target, where nothing else is clicked.
  await page.mouse.click(at.x - 3, at.y + 60);
  await card(page).getByRole('heading', { name: '此处的个人风险' }).waitFor();
  const spot = await field(page, 'risk');
  assert.match(spot, /^\d+\.\d{5},\d+\.\d{5}$/);
  const [lon, lat] = spot.split(',');
  const risk = await api(`/api/v1/risk/at?lon=${lon}&lat=${lat}`);
  const shown = await lsir(page).innerText();
  assert.match(shown, /^\d(\.\d)?×10⁻/);
  assert.equal(await card(page).locator('.risk-causes > li').count(), risk.by_facility.length);
  assert.equal(await card(page).locator('.standing').count(), 2 * risk.limits.length);
  await shot(page, 'risk-at');

  const again = await openPage(t, { hash: `#risk=${spot}&show=contours` });
  assert.equal(await lsir(again.page).innerText(), shown);
});

test('"why" leads to the scenarios of a vessel, and Escape back to the point', async (t) => {
  const { to } = await worst();
  const { page } = await openPage(t, { hash: `${zoomed(to, 14)}&risk=${to.join(',')}&show=contours` });
  await card(page).getByRole('button', { name: '为何' }).first().click();
  const scenarios = await api(`/api/v1/risk/scenarios/${encodeURIComponent(await field(page, 'why'))}`);
  await eventually(async () =>
    assert.equal(await page.getByTestId('scenario').count(), scenarios.scenarios.length),
  );
  await page.locator('.course summary').first().click();
  await shot(page, 'risk-why');
  await page.keyboard.press('Escape');
  await lsir(page).waitFor();
  assert.equal(await field(page, 'why'), null);
});

test('a park that is found shows its F-N curve with verdict and points', async (t) => {
  await worst();
  const parks = (await api('/api/v1/search?kind=park&limit=1000')).items;
  const curves = await Promise.all(parks.map(({ id }) => api(`/api/v1/fn/park/${id}`)));
  const curve = curves.find(({ points }) => points.length > 0);
  assert.ok(curve, 'a park of the demo city has a curve');
  const { page, seen } = await openPage(t);
  const charts = () => seen.requests.filter((request) => /fnCanvas/.test(request.url())).length;
  assert.equal(charts(), 0, 'the chart is not part of the first load');
  await side(page).locator('.search input').fill(curve.name);
  await page.locator('.ant-select-item-option', { hasText: curve.name }).first().click();
  await page.getByTestId('fn-chart').locator('svg').waitFor();
  assert.equal(await field(page, 'fn'), `park:${curve.id}`);
  assert.ok((await page.getByTestId('fn-verdict').innerText()).includes(curve.verdict_zh));
  await card(page).getByText('曲线各点').click();
  assert.equal(await card(page).locator('.fn-table tbody tr').count(), curve.points.length);
  await shot(page, 'risk-fn');
});

test('violations by individual risk stand beside those by distance and lead to the risk at the target', async (t) => {
  const first = await worst();
  const { page } = await openPage(t);
  await side(page).getByRole('tab', { name: '不符合项' }).click();
  await side(page).getByText('按个人风险').click();
  const row = page.getByTestId('excess').first();
  await row.getByText(first.sentence_zh).waitFor();
  await shot(page, 'risk-violations');
  await row.click();
  await lsir(page).waitFor();
  assert.equal(await field(page, 'risk'), first.to.map((degrees) => degrees.toFixed(5)).join(','));
});

test('where the risk is not known, the reason of the service is shown', async (t) => {
  const { page } = await openPage(t, { expected: [/409/] });
  const detail = 'the risk of this city is not known: there is no weather';
  const problem = { type: '/problems/risk-unknown', title: 'The risk is not known', status: 409, detail };
  await page.route('**/api/v1/fn/**', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify(problem),
    }),
  );
  await side(page).getByRole('switch', { name: '个人风险等值线' }).click();
  await side(page).getByRole('button', { name: '全市社会风险' }).click();
  await card(page).getByRole('alert').getByText(detail).waitFor();
});
