/** From the colour of the city down to a town: why it has its colour, and what would make it better. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, eventually, field, openPage, shot } from './harness.mjs';

const card = (page) => page.locator('aside.card');
const side = (page) => page.locator('aside.side');

/** The colours, once the risk of the city is there. */
const grades = (level) => eventually(() => api(`/api/v1/grades?level=${level}`), 180_000);

test('a town manager sees why his town has its colour and what would make it better', async (t) => {
  const { items: towns } = await grades('town');
  const rank = ['orange', 'red', 'yellow', 'blue'];
  const town = towns
    .filter((u) => u.parent && !u.id.startsWith('outside'))
    .sort((a, b) => rank.indexOf(a.colour) - rank.indexOf(b.colour))[0];
  assert.ok(town, 'the demo city has towns');
  const opened = await api(`/api/v1/grades/town/${town.id}`);
  const { page } = await openPage(t);
  await side(page).getByRole('tab', { name: '四色' }).click();
  const tree = page.getByTestId('grades');
  await tree.getByTestId('grade-city').waitFor();
  await shot(page, 'grades');
  await tree.getByRole('button', { name: `展开下级 ${town.parent.name}`, exact: true }).click();
  await tree.getByTestId('grade-town').filter({ hasText: town.name }).first().click();
  assert.equal(await field(page, 'grade'), `town:${town.id}`);
  await eventually(async () =>
    assert.equal(await page.getByTestId('grade-sentence').innerText(), opened.sentence.zh),
  );
  assert.equal(await page.getByTestId('grade-indices').locator('li').count(), 4);
  const better = await page.getByTestId('grade-better').innerText();
  if (opened.better) assert.ok(better.includes(opened.better.sentence.zh), better);
  else assert.ok(better.includes('已是蓝色'), better);
  assert.equal(
    await page.getByTestId('grade-worse').locator('li').count(),
    opened.worse.length,
    'what would make it worse',
  );
  assert.ok((await page.getByTestId('grade-doubt').innerText()).includes(opened.doubt.sentence.zh));
  await card(page).getByText('预期死亡由谁造成').click();
  await shot(page, 'grade-town');

  const again = await openPage(t, { hash: `#grade=town:${town.id}` });
  await again.page.getByTestId('grade-sentence').waitFor();
  await again.page.keyboard.press('Escape');
  assert.equal(await field(again.page, 'grade'), null);
});

test('what is shown adds up: counties to the city, causers to the town', async () => {
  const { items, pll_per_year } = await grades('city,county,town');
  const sum = (rows) => rows.reduce((s, r) => s + r.pll_per_year, 0);
  const of = (level) => items.filter((u) => u.level === level);
  assert.equal(sum(of('county')), pll_per_year);
  assert.equal(sum(of('town')), pll_per_year);
  const [town] = of('town').sort((a, b) => b.pll_per_year - a.pll_per_year);
  const opened = await api(`/api/v1/grades/town/${town.id}`);
  assert.equal(sum(opened.by_enterprise), town.pll_per_year);
  assert.equal(sum(opened.by_scenario), town.pll_per_year);
});
