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
  await eventually(async () =>
    assert.equal(await card(page).locator('.risk-causes > li').count(), risk.by_facility.length),
  );
  await eventually(async () =>
    assert.equal(await card(page).locator('.standing').count(), 2 * risk.limits.length),
  );
  await shot(page, 'risk-at');

  // What all of it assumes is one click away.
  const { assumptions } = await api('/api/v1/risk/assumptions');
  await card(page).getByText('计算假设').click();
  await eventually(async () =>
    assert.equal(await card(page).locator('.assumptions dt').count(), assumptions.length),
  );
  await card(page).getByText('荷兰紫皮书 CPR 18E (1999)').waitFor();
  await shot(page, 'risk-assumptions');

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
  await eventually(async () =>
    assert.equal(await card(page).locator('.fn-table tbody tr').count(), curve.points.length),
  );
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

test('contours show how far they may be off, and so does the F-N curve of the city, with who causes and who bears', async (t) => {
  const { to } = await worst();
  const { page } = await openPage(t, { hash: `${zoomed(to, 12)}&show=contours` });
  await side(page).getByRole('switch', { name: '等值线的不确定带' }).click();
  await eventually(async () => {
    await idle(page);
    const lines = await Promise.all(['bands-possible', 'bands-sure'].map((layer) => drawn(page, layer)));
    assert.ok(lines.every((of) => of.length > 0));
  });
  await shot(page, 'risk-bands');
  await side(page).getByRole('button', { name: '全市社会风险' }).click();
  const matrix = await api('/api/v1/risk/matrix');
  const causing = matrix.places.filter((p) => p.caused_per_year > 0).length;
  assert.ok(causing > 1);
  await eventually(async () =>
    assert.equal(await page.getByTestId('matrix').locator('tbody tr').count(), causing),
  );
  await page.getByTestId('fn-band').getByText('不确定带 5%–95%').waitFor({ timeout: 120_000 });
  await shot(page, 'risk-city');
});

test('from a park to its plants, their inventory, scenarios and verdicts, without leaving the page', async (t) => {
  const { park_id: park } = await eventually(async () => {
    const { items } = await api('/api/v1/facilities?limit=1000');
    const counts = new Map();
    for (const { park_id } of items) if (park_id) counts.set(park_id, (counts.get(park_id) ?? 0) + 1);
    const [largest] = [...counts].sort((a, b) => b[1] - a[1]);
    return { park_id: largest[0] };
  });
  await worst();
  const { page } = await openPage(t, { hash: `#fn=park:${park}&show=contours` });
  await page.getByTestId('fn-verdict').waitFor();
  const plants = await api(`/api/v1/facilities?park=${park}&limit=500`);
  await eventually(async () =>
    assert.equal(await page.getByTestId('park-plants').locator('li').count(), plants.total),
  );
  const excesses = await api(`/api/v1/violations?basis=individual_risk&park=${park}&limit=30`);
  await eventually(async () =>
    assert.equal(await card(page).getByTestId('excess').count(), excesses.items.length),
  );
  await shot(page, 'park');
  await page.getByTestId('park-plants').getByRole('button').first().click();
  assert.equal(await field(page, 'plant'), plants.items[0].id);
  await card(page).getByRole('tab', { name: '风险' }).click();
  await page.getByTestId('fn-chart').locator('svg').waitFor();
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
