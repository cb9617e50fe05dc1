/** Forms: an enterprise is diagnosed with evidence, somebody answers for it, its cards can be printed, a park has its class. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, eventually, openPage, shot } from './harness.mjs';

const card = (page) => page.locator('aside.card');

/** An enterprise with a colour, once the risk of the city is there. */
async function enterprise() {
  const { items } = await eventually(() => api('/api/v1/grades?level=enterprise&limit=1000'), 180_000);
  const of = items.find((i) => i.pll_per_year > 0);
  assert.ok(of, 'the demo city has an enterprise that causes deaths');
  return of.id;
}

test('an item is answered with evidence, and unknown ones stay unknown', async (t) => {
  const id = await enterprise();
  const path = `/api/v1/facilities/${encodeURIComponent(id)}/diagnosis`;
  const before = await api(path);
  const { page } = await openPage(t, { hash: `#plant=${encodeURIComponent(id)}` });
  await card(page).getByRole('tab', { name: '诊断' }).click();
  await eventually(async () =>
    assert.ok(
      (await page.getByTestId('diagnosis-score').innerText()).includes(before.score.sentence.zh),
      'the score is told as a range',
    ),
  );
  const item = page.getByTestId('item-27');
  assert.ok((await item.innerText()).includes('未知'));
  await item.getByRole('button').first().click();
  const save = item.getByRole('button', { name: '保 存' }).or(item.getByRole('button', { name: '保存' }));
  assert.ok(await save.isDisabled(), 'nobody answers yet');
  await card(page).getByLabel('填报人').fill('王工');
  await item.getByLabel('答案').fill('2');
  assert.ok(await save.isDisabled(), 'no evidence yet');
  await item.getByLabel('证据').fill('考核记录 2026-11');
  await save.click();
  await eventually(async () => assert.ok((await item.innerText()).includes('2 人')));
  await shot(page, 'diagnosis');
  const after = await api(path);
  const row = after.items.find((i) => i.code === '27');
  assert.deepEqual([row.in_force, row.from, row.answer.person], [2, 'answer', '王工']);
  assert.equal(after.score.open.length, before.score.open.length - 1);
  const history = await api(`${path}/history`);
  assert.equal(history.items[0].evidence, '考核记录 2026-11');
});

test('somebody answers for an enterprise, and its card can be printed', async (t) => {
  const id = await enterprise();
  const { page } = await openPage(t, { hash: `#plant=${encodeURIComponent(id)}` });
  await card(page).getByRole('tab', { name: '诊断' }).click();
  await card(page).getByText('分级管控与卡片').click();
  const row = page.getByTestId('control-enterprise');
  await row.waitFor();
  await row
    .getByRole('button', { name: '指 定' })
    .or(row.getByRole('button', { name: '指定' }))
    .click();
  await card(page).getByLabel('填报人').fill('安全科');
  await row.getByLabel('姓名').fill('李负责');
  await row.getByLabel('电话').fill('0519-12345678');
  await row
    .getByRole('button', { name: '保 存' })
    .or(row.getByRole('button', { name: '保存' }))
    .click();
  await eventually(async () => assert.ok((await row.innerText()).includes('李负责')));
  await shot(page, 'control');
  const printed = page.context().waitForEvent('page');
  await row.getByRole('link').click();
  const announcement = await printed;
  await announcement.waitForLoadState();
  const text = await announcement.locator('body').innerText();
  for (const words of ['安全风险公告', '合成数据', '李负责', '0519-12345678'])
    assert.ok(text.includes(words), words);
});

test('a park has a class as far as the guideline is known', async (t) => {
  const { items } = await eventually(() => api('/api/v1/grades?level=park'), 180_000);
  const [park] = items;
  const form = await api(`/api/v1/parks/${encodeURIComponent(park.id)}/classification`);
  const { page } = await openPage(t, { hash: `#fn=park:${encodeURIComponent(park.id)}` });
  const panel = page.getByTestId('classification');
  await panel.waitFor();
  assert.ok((await panel.innerText()).includes(form.sentence.zh));
});
