/** A plant: finding it, its card, its violations on the map. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  api,
  drawn,
  eventually,
  field,
  held,
  idle,
  metresThere,
  openPage,
  plantWithViolations,
  read,
  shot,
  violationsOf,
} from './harness.mjs';

const LEVELS = ['一', '二', '三', '四'];
const isGraded = (plant) => plant.major_hazard.verdict === 'graded';
/** The card lists fifty rows on a page. */
const onOnePage = (plant) => plant.violations <= 50;

const card = (page) => page.locator('aside.card');
const rows = (page) => card(page).locator('.findings tbody tr.ant-table-row');

/** Three significant digits, whole numbers from a thousand on, as the page writes a ratio. */
const rounded = (value) => (value >= 1000 ? Math.round(value) : Number(value.toPrecision(3)));

async function findByName(page, name) {
  // The tail of the name, as one knows it from talk: not what the name begins with.
  await page.getByRole('combobox').fill(name.slice(3));
  await page.locator('.found-name', { hasText: name }).first().click();
}

test('a plant that is found by part of its name shows its card, and the address keeps it', async (t) => {
  const plant = await plantWithViolations((p) => isGraded(p) && onOnePage(p));
  const { page } = await openPage(t);
  await findByName(page, plant.name);

  await card(page).getByRole('heading', { name: plant.name }).waitFor();
  assert.equal(await field(page, 'plant'), plant.id);
  const head = await card(page).locator('.card-head').innerText();
  assert.ok(head.includes(`${LEVELS[plant.major_hazard.level - 1]}级重大危险源`), head);
  const { items } = await violationsOf(plant.id);
  await rows(page).first().waitFor();
  await eventually(async () => assert.equal(await rows(page).count(), items.length));
  await shot(page, 'card');

  await page.reload();
  await card(page).getByRole('heading', { name: plant.name }).waitFor();
  assert.equal(await field(page, 'plant'), plant.id);

  await page.goBack();
  await card(page).waitFor({ state: 'detached' });
  assert.equal(await field(page, 'plant'), null);
  await page.goForward();
  await card(page).getByRole('heading', { name: plant.name }).waitFor();
  assert.equal(await field(page, 'plant'), plant.id);
});

test('the card shows S, R and the level of each unit as the service computed them', async (t) => {
  const plant = await plantWithViolations(isGraded);
  const { units } = await api(`/api/v1/facilities/${plant.id}`);
  assert.ok(
    units.some((unit) => unit.grade.level !== null && unit.grade.r > 0),
    'a unit is graded',
  );
  const { page } = await openPage(t, { hash: `#plant=${plant.id}` });
  await card(page).getByRole('tab', { name: '重大危险源' }).click();

  const shown = page.locator('section.unit');
  await shown.first().waitFor();
  await eventually(async () => assert.equal(await shown.count(), units.length));
  for (const { name, grade } of units) {
    const unit = shown.filter({ has: page.getByRole('heading', { name, exact: true }) });
    const numbers = await unit.locator('.sr').allInnerTexts();
    const [s, r] = numbers.map((text) => text.replace(/^[SR]\s*/, ''));
    assert.equal(s === '—' ? null : read(s), grade.s === null ? null : rounded(grade.s), `S of ${name}`);
    assert.equal(r === '—' ? null : read(r), grade.r === null ? null : rounded(grade.r), `R of ${name}`);
    const level = await unit.locator('.level-tag').innerText();
    if (grade.verdict === 'graded')
      assert.ok(level.includes(`${LEVELS[grade.level - 1]}级重大危险源`), level);
    if (grade.verdict === 'not_major_hazard') assert.ok(level.includes('不构成重大危险源'), level);
    if (grade.verdict === 'unknown') assert.ok(level.includes('分级无法判定'), level);
  }
  await shot(page, 'units');
});

test('a violation that is pointed at in the table lights up on the map with both distances', async (t) => {
  const plant = await plantWithViolations(onOnePage);
  const { items } = await violationsOf(plant.id);
  const { page } = await openPage(t, { hash: `#plant=${plant.id}` });
  await rows(page).first().waitFor();
  for (const [i, finding] of items.slice(0, 3).entries()) {
    const row = rows(page).nth(i);
    await row.hover();
    const label = `实际 ${metresThere(finding.actual)} / 要求 ${finding.required} m`;
    await eventually(async () => {
      const features = await held(page, 'highlight');
      const of = (role) => features.filter((f) => f.properties.role === role);
      assert.deepEqual(
        of('label').map((f) => f.properties.text),
        [label],
      );
      assert.deepEqual(
        of('line').map((f) => f.geometry.coordinates),
        [[finding.from, finding.to]],
      );
    });
    const text = await row.innerText();
    assert.ok(text.includes(finding.target_name), text);
    assert.ok(text.includes(metresThere(finding.actual)), text);
    assert.ok(text.includes(finding.clause), text);
    await idle(page);
    assert.equal((await drawn(page, 'highlight-line')).length, 1, 'the segment is drawn');
  }
  await page.mouse.move(700, 500);
  await eventually(async () => assert.deepEqual(await held(page, 'highlight'), []));
});

test('a click on a violation shows its segment close by, as the tiles have it', async (t) => {
  const plant = await plantWithViolations(onOnePage);
  const [finding] = (await violationsOf(plant.id)).items;
  const { page } = await openPage(t, { hash: `#plant=${plant.id}` });
  await rows(page).first().click();
  await eventually(async () => {
    await idle(page);
    const zoom = await page.evaluate(() => window.__anjie.map.getZoom());
    assert.ok(zoom > 15, `zoom ${zoom}`);
    const segments = await drawn(page, 'violations-line');
    const found = segments.find((s) => s.id === finding.id);
    assert.ok(found, 'the segment of the tiles is drawn');
    assert.equal(found.facility_id, plant.id);
    assert.equal(found.actual, finding.actual);
    assert.equal(found.required, finding.required);
  });
  await page.mouse.move(700, 850);
  const label = (await drawn(page, 'highlight-label')).map((f) => f.text);
  assert.deepEqual(
    label,
    [`实际 ${metresThere(finding.actual)} / 要求 ${finding.required} m`],
    'it stays pinned',
  );
  await shot(page, 'segment');
});
