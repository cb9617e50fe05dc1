/** Lists, layers, language, and what is said when something is wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  api,
  drawn,
  eventually,
  field,
  held,
  idle,
  openPage,
  plantWithViolations,
  shot,
} from './harness.mjs';

const card = (page) => page.locator('aside.card');
const side = (page) => page.locator('aside.side');
const listed = (page) => side(page).locator('.rows .row');
const total = (page) => side(page).locator('.filters-row span').first();

test('the list of plants is filtered by level and by name, and a plant of it opens its card', async (t) => {
  const { page } = await openPage(t);
  await side(page).getByRole('tab', { name: '企业' }).click();
  const levels = ['1', '2', '3', '4', 'unknown', 'none'];
  const names = [
    '一级重大危险源',
    '二级重大危险源',
    '三级重大危险源',
    '四级重大危险源',
    '分级无法判定',
    '不构成重大危险源',
  ];
  for (const [i, name] of names.entries()) {
    const wanted = await api(`/api/v1/facilities?level=${levels[i]}&limit=30`);
    await side(page).getByRole('button', { name, exact: true }).click();
    await eventually(async () => {
      assert.equal(await total(page).innerText(), `共 ${wanted.total} 条`);
      const shown = await listed(page).locator('b').allInnerTexts();
      const plants = shown.filter((text) => !/^\d*$/.test(text) && text !== '?');
      assert.deepEqual(
        plants,
        wanted.items.map((f) => f.name),
      );
    });
    const marks = await listed(page).getByRole('img', { name }).count();
    assert.equal(marks, wanted.items.length, `each row carries the mark of ${name}`);
  }
  await side(page).getByRole('button', { name: '全部' }).click();
  const plant = await plantWithViolations();
  await side(page).getByRole('textbox', { name: '按名称筛选' }).fill(plant.name);
  await eventually(async () => assert.equal(await listed(page).count(), 1));
  await listed(page).click();
  await card(page).getByRole('heading', { name: plant.name }).waitFor();
  assert.equal(await field(page, 'plant'), plant.id);
  await idle(page);
  const chosen = await drawn(page, 'chosen-ring');
  assert.deepEqual([...new Set(chosen.map((f) => f.id))], [plant.id], 'it is ringed on the map');
});

test('the list of violations counts all of them and leads to the plant and the segment', async (t) => {
  const { page } = await openPage(t);
  await side(page).getByRole('tab', { name: '不符合项' }).click();
  const wanted = await api('/api/v1/violations?limit=30');
  await eventually(async () => assert.equal(await total(page).innerText(), `共 ${wanted.total} 条`));
  await eventually(async () => assert.equal(await listed(page).count(), wanted.items.length));
  const [finding] = wanted.items;
  await listed(page).first().click();
  await card(page).getByRole('heading', { name: finding.facility_name }).waitFor();
  await eventually(async () => {
    const line = (await held(page, 'highlight')).find((f) => f.properties.role === 'line');
    assert.deepEqual(line?.geometry.coordinates, [finding.from, finding.to]);
  });
});

test('a switch takes a layer and its legend off the map, and the address keeps it', async (t) => {
  // Near enough for every layer.
  const { page } = await openPage(t, { hash: '#12.5/31.77/119.95' });
  const keys = [
    'plants',
    'violations',
    'unknowns',
    'targets',
    'lines',
    'tanks',
    'parks',
    'districts',
    'population',
  ];
  const off = ['unknowns', 'population'];
  const visible = (key) =>
    page.evaluate((key) => {
      const { map } = window.__anjie;
      const ids = map.getLayersOrder().filter((id) => id.startsWith(`${key}-`));
      return ids.map((id) => map.getLayoutProperty(id, 'visibility') !== 'none');
    }, key);
  for (const key of keys) {
    const legend = side(page)
      .locator('section.layer', { has: page.locator(`#layer-${key}`) })
      .locator('ul.legend');
    const on = !off.includes(key);
    assert.ok(
      (await visible(key)).every((shown) => shown === on),
      `${key} at first`,
    );
    if (key !== 'districts') assert.equal(await legend.count(), on ? 1 : 0, `legend of ${key} at first`);
    await page.locator(`#layer-${key}`).click();
    await eventually(async () =>
      assert.ok(
        (await visible(key)).every((shown) => shown === !on),
        `${key} after a click`,
      ),
    );
    if (key !== 'districts') assert.equal(await legend.count(), on ? 0 : 1, `legend of ${key} after a click`);
  }
  assert.equal(await field(page, 'show'), off.join(','));
  assert.equal(await field(page, 'hide'), keys.filter((key) => !off.includes(key)).join(','));
  await idle(page);
  assert.deepEqual(await drawn(page, 'plants-point'), []);
  assert.ok((await drawn(page, 'population-cells')).length > 0, 'people are drawn');
  await page.reload();
  await idle(page);
  assert.deepEqual(await drawn(page, 'plants-point'), [], 'still off after a reload');
});

/** Texts in sight with Chinese in them, of elements and of what they are called, without known names. */
function chineseLeft(page, known) {
  return page.evaluate((known) => {
    const han = /\p{Script=Han}/u;
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const owner = walk.currentNode.parentElement;
      const inSight = owner.checkVisibility() && owner.closest('.attribution, script, style') === null;
      if (inSight) texts.push(walk.currentNode.textContent);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        texts.push(element.getAttribute(name) ?? '');
    const rest = texts.map((text) => known.reduce((left, name) => left.replaceAll(name, ''), text));
    return [...new Set(rest.filter((text) => han.test(text)))];
  }, known);
}

/** Names stay as they are: the official ones are Chinese. */
async function names(plant) {
  const { items } = await api(`/api/v1/violations?facility=${plant.id}&verdict=all&limit=1000`);
  const { city } = await api('/api/v1/summary');
  const { units } = await api(`/api/v1/facilities/${plant.id}`);
  const all = [plant.name, plant.park_name, plant.district_name, plant.town_name, city.name];
  for (const finding of items) all.push(finding.target_name, finding.town_name, finding.facility_name);
  for (const unit of units) all.push(unit.name);
  // The product's own name, the mark of synthetic data and the switch of languages are in both always.
  const both = ['合成数据 Synthetic data', '安界', '中文', '放大 Zoom in', '缩小 Zoom out'];
  return [...all.filter(Boolean), ...both].sort((a, b) => b.length - a.length);
}

test('in English no Chinese is left but names', async (t) => {
  const plant = await plantWithViolations();
  const { page } = await openPage(t);
  const known = await names(plant);
  assert.notDeepEqual(await chineseLeft(page, known), [], 'Chinese at first');
  await page.locator('.ant-segmented-item', { hasText: 'EN' }).click();
  await eventually(async () =>
    assert.equal(await page.title(), 'Anjie · Risk map of hazardous-chemical sites'),
  );
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  assert.equal(await field(page, 'lang'), 'en');
  for (const key of ['unknowns', 'population']) await page.locator(`#layer-${key}`).click();
  assert.deepEqual(await chineseLeft(page, known), [], 'layers and bar');

  await page.getByRole('combobox').fill(plant.name);
  await page.locator('.found-name', { hasText: plant.name }).first().click();
  await card(page).getByRole('heading', { name: plant.name }).waitFor();
  await card(page).locator('.findings .ant-table-row-expand-icon').first().click();
  await card(page).locator('.detail').first().waitFor();
  await shot(page, 'english');
  assert.deepEqual(await chineseLeft(page, known), [], 'violations');
  for (const tab of ['Undecided', 'Major hazard', 'Source']) {
    await card(page).getByRole('tab', { name: tab }).click();
    await card(page).getByRole('tabpanel').waitFor();
    // The fire class 甲 … 戊 is a term of law without a translation.
    assert.deepEqual(await chineseLeft(page, [...known, ...'甲乙丙丁戊']), [], tab);
  }
  await page.getByTestId('relocate').click();
  await card(page).getByTestId('count-stay').waitFor();
  await idle(page);
  assert.deepEqual(await chineseLeft(page, [...known, ...'甲乙丙丁戊']), [], 'relocation check');
  await shot(page, 'english-relocation');
});

test('a plant that is not there is said to be so, and the map stays', async (t) => {
  const { page } = await openPage(t, { hash: '#plant=NOPE', expected: [/404/] });
  const alert = card(page).getByRole('alert');
  assert.match(await alert.innerText(), /NOPE/);
  assert.match(await alert.innerText(), /404/);
  assert.ok((await drawn(page, 'plants-point')).length > 0, 'the city is drawn');
  await card(page).getByRole('button', { name: '关闭' }).click();
  await card(page).waitFor({ state: 'detached' });
  assert.equal(await field(page, 'plant'), null);
});

test('a lost connection is said to be so, and trying again helps', async (t) => {
  const plant = await plantWithViolations();
  const { page } = await openPage(t, { expected: [/ERR_FAILED/] });
  const path = `**/api/v1/facilities/${plant.id}`;
  await page.route(path, (route) => route.abort());
  await page.evaluate((id) => {
    location.hash = `plant=${id}`;
  }, plant.id);
  await card(page).getByText('连接不上服务').waitFor();
  await page.unroute(path);
  await card(page).getByRole('button', { name: '重试' }).click();
  await card(page).getByRole('heading', { name: plant.name }).waitFor();
});
