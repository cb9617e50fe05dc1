/** Relocation check 搬迁推演: what the page shows for the marker's place is what the service computes for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  api,
  drawn,
  eventually,
  field,
  held,
  idle,
  onScreen,
  openPage,
  plantWithViolations,
  read,
  shot,
  trySituation,
} from './harness.mjs';

const LISTS = { vanish: '消除', new: '新增', stay: '保留' };
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const card = (page) => page.locator('aside.card');
const place = async (page) => (await field(page, 'to')).split(',').map(Number);

/** A plant and a chemical park to which a move ends violations and makes new ones. */
async function plantAndPark() {
  const { items } = await api('/api/v1/search?kind=park&limit=1000');
  const parks = items.filter((p) => p.detail_en === 'chemical park');
  assert.ok(parks.length > 0, 'the demo city has a chemical park');
  const { items: plants } = await api('/api/v1/facilities?limit=1000');
  for (const plant of plants.filter((p) => p.violations > 0 && p.violations <= 20 && p.park_id === null)) {
    for (const park of parks) {
      const { violations } = await trySituation(plant.id, park.location);
      if (violations.vanish.length > 0 && violations.new.length > 0) return { plant, park };
    }
  }
  throw new Error('no plant has violations that vanish and new ones in a chemical park');
}

/** Has both places in sight, clear of the panels. */
function frame(page, a, b) {
  return page.evaluate(
    ([a, b]) => {
      const sides = [0, 1].map((i) => [Math.min(a[i], b[i]), Math.max(a[i], b[i])]);
      const [[west, east], [south, north]] = sides;
      const padding = { left: 380, right: 520, top: 80, bottom: 80 };
      window.__anjie.map.fitBounds([west, south, east, north], { padding, animate: false });
    },
    [a, b],
  );
}

async function dragMarker(page, to) {
  const marker = await page.locator('.place-marker').boundingBox();
  const grip = { x: marker.x + marker.width / 2, y: marker.y + 12 };
  const tip = { x: marker.x + marker.width / 2, y: marker.y + marker.height };
  const aim = await onScreen(page, to);
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(aim.x + grip.x - tip.x, aim.y + grip.y - tip.y, { steps: 25 });
  await page.mouse.up();
}

/** What the card shows, held against what the service answers for the marker's place. */
async function agrees(page, plant) {
  const situation = await trySituation(plant.id, await place(page));
  await eventually(async () => {
    for (const [list, findings] of Object.entries(situation.violations)) {
      const count = await page.getByTestId(`count-${list}`).locator('b').innerText();
      assert.equal(read(count), findings.length, `count of ${list}`);
    }
    const lines = (await held(page, 'situation')).map((f) => `${f.properties.list} ${f.properties.id}`);
    const wanted = Object.entries(situation.violations).flatMap(([list, findings]) =>
      findings.map((finding) => `${list} ${finding.id}`),
    );
    assert.deepEqual(lines.toSorted(), wanted.toSorted(), 'segments of the map');
  });
  return situation;
}

async function listedRows(page) {
  const rows = card(page).locator('.findings tbody tr.ant-table-row');
  return Promise.all((await rows.all()).map(async (row) => (await row.innerText()).replace(/\s+/g, ' ')));
}

test('a plant that is dragged to a chemical park shows who gains and who loses, and the store stays', async (t) => {
  const { plant, park } = await plantAndPark();
  const before = await api('/api/v1/violations?limit=1000');
  const { page, seen } = await openPage(t, { hash: `#plant=${plant.id}` });
  await page.getByTestId('relocate').click();
  await page.locator('.place-marker').waitFor();
  await idle(page);
  await frame(page, plant.location, park.location);
  await idle(page);

  seen.requests.length = 0;
  await dragMarker(page, park.location);
  const situation = await agrees(page, plant);
  const asked = seen.requests.filter(
    (r) => r.url().endsWith('/api/v1/situations') && r.timing().responseEnd > 0,
  );
  const trips = asked.map((request) => request.timing().responseEnd);
  t.diagnostic(`${trips.length} answers while dragging, median round trip ${median(trips)?.toFixed(1)} ms`);

  assert.equal(situation.destination.park_id, park.id, 'the marker lies in the park');
  const shown = await page.getByTestId('destination').innerText();
  for (const name of ['park_name', 'district_name', 'town_name'])
    assert.ok(shown.includes(situation.destination[name]), `${name} in "${shown}"`);

  const rows = await listedRows(page);
  const { vanish, new: added, stay } = situation.violations;
  const wanted = [
    ...added.map((v) => ['new', v]),
    ...vanish.map((v) => ['vanish', v]),
    ...stay.map((v) => ['stay', v]),
  ];
  assert.equal(rows.length, wanted.length);
  for (const [i, [list, finding]] of wanted.entries()) {
    assert.ok(rows[i].includes(LISTS[list]), rows[i]);
    assert.ok(rows[i].includes(finding.target_name), rows[i]);
    if (finding.facility_id !== plant.id) assert.ok(rows[i].includes(finding.facility_name), rows[i]);
  }
  await shot(page, 'relocation');

  await card(page).locator('.findings tbody tr.ant-table-row').first().click();
  await eventually(async () => {
    await idle(page);
    const ids = (await drawn(page, 'situation-line')).map((f) => f.id);
    assert.ok(ids.includes(added[0].id), 'the new segment is drawn close by');
  });
  await shot(page, 'relocation-new');

  await page.keyboard.press('Escape');
  await card(page).getByTestId('relocate').waitFor();
  assert.equal(await field(page, 'to'), null);
  assert.equal(await field(page, 'plant'), plant.id);
  await eventually(async () => assert.deepEqual(await held(page, 'situation'), []));
  assert.deepEqual(await api('/api/v1/violations?limit=1000'), before, 'violations in the store');
});

test('the tabs of a relocation check count by target and by town and compare the levels', async (t) => {
  const plant = await plantWithViolations((p) => p.major_hazard.verdict === 'graded');
  const { items } = await api('/api/v1/search?kind=park&limit=1000');
  const park = items.find((p) => p.detail_en === 'chemical park');
  const { page } = await openPage(t, { hash: `#plant=${plant.id}` });
  await page.getByTestId('relocate').click();
  await page.getByRole('combobox', { name: '迁入园区' }).click();
  await page.locator('.ant-select-item-option', { hasText: park.name }).click();
  await eventually(async () =>
    assert.equal(await field(page, 'to'), park.location.map((d) => d.toFixed(5)).join(',')),
  );
  const situation = await agrees(page, plant);

  const table = async (tab) => {
    await card(page).getByRole('tab', { name: tab }).click();
    const rows = card(page).getByRole('tabpanel').locator('tbody tr.ant-table-row');
    await rows.first().waitFor();
    return Promise.all((await rows.all()).map((row) => row.locator('td').allInnerTexts()));
  };
  const counts = (row) => [row.new, row.vanish, row.stay].map(String);
  const targets = await table('按目标');
  assert.deepEqual(
    targets.map((cells) => cells.slice(1)),
    situation.by_target.slice(0, 50).map(counts),
  );
  for (const [i, { target_name }] of situation.by_target.slice(0, 50).entries())
    assert.ok(targets[i][0].includes(target_name), targets[i][0]);
  const towns = await table('按镇街');
  assert.deepEqual(
    towns,
    situation.by_town.map((row) => [row.name ?? '区划外', ...counts(row)]),
  );

  const levels = await table('分级变化');
  const ALPHA = 4;
  const text = (value) => (value === null ? '—' : String(Number(value.toPrecision(3))));
  assert.deepEqual(
    levels.map((cells) => cells[ALPHA]),
    situation.grades.map(({ before: { alpha: a }, after: { alpha: b } }) =>
      a === b ? text(a) : `${text(a)} → ${text(b)}`,
    ),
  );
  const marks = await card(page).getByRole('tabpanel').locator('.level-change').all();
  for (const [i, { before, after }] of situation.grades.entries()) {
    const shown = await marks[i].locator('.level').allInnerTexts();
    const sign = ({ verdict, level }) =>
      verdict === 'graded' ? String(level) : verdict === 'unknown' ? '?' : '';
    assert.deepEqual(shown, [sign(before), sign(after)]);
  }
  await shot(page, 'relocation-levels');
});

test('arrow keys move the marker by fifty metres, and the way back is one click', async (t) => {
  const plant = await plantWithViolations();
  const { page } = await openPage(t, { hash: `#plant=${plant.id}` });
  await page.getByTestId('relocate').click();
  const start = await agrees(page, plant);
  assert.equal(start.violations.stay.length, plant.violations, 'at its own place every violation stays');
  assert.deepEqual([start.violations.vanish, start.violations.new], [[], []]);

  const [, lat] = await place(page);
  await page.locator('.place-marker').press('ArrowUp');
  await eventually(async () => assert.notEqual((await place(page))[1], lat));
  const metres = ((await place(page))[1] - lat) * 111_320;
  assert.ok(Math.abs(metres - 50) < 1.5, `${metres} m north`);
  await agrees(page, plant);

  await card(page).getByRole('button', { name: '回到现址' }).click();
  await eventually(async () => assert.equal((await place(page))[1], lat));
  await agrees(page, plant);
});

test('coordinates that are none are refused with words', async (t) => {
  const plant = await plantWithViolations();
  const { page } = await openPage(t, { hash: `#plant=${plant.id}` });
  await page.getByTestId('relocate').click();
  const there = await place(page);
  await card(page).getByRole('spinbutton', { name: '纬度' }).fill('95');
  await page.getByTestId('apply').click();
  assert.match(await card(page).getByRole('alert').last().innerText(), /纬度应在/);
  assert.deepEqual(await place(page), there);
});
