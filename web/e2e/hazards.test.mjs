/** A hidden hazard from report to registration in the page: who must act, the form, the history, what it adds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, eventually, field, openPage, shot } from './harness.mjs';

const side = (page) => page.locator('aside.side');
const card = (page) => page.locator('aside.card');

async function openTab(t, options = {}) {
  const opened = await openPage(t, options);
  await side(opened.page).getByRole('tab', { name: '隐患' }).click();
  await opened.page.getByTestId('hazard-statistics').waitFor();
  return opened.page;
}

test('the list names who must act next, and what is overdue first', async (t) => {
  const page = await openTab(t);
  const first = await api('/api/v1/hidden-hazards?state=open&limit=1');
  const row = page.getByTestId('hazard-row').first();
  await eventually(async () => assert.ok((await row.innerText()).includes(first.items[0].description)));
  await shot(page, 'hazards');
  await row.click();
  assert.equal(await field(page, 'hazard'), first.items[0].id);
  await eventually(async () =>
    assert.equal(await page.getByTestId('hazard-state').innerText(), first.items[0].state.zh),
  );
  await page.getByTestId('hazard-effect').waitFor();
  await shot(page, 'hazard-card');
  await page.keyboard.press('Escape');
  assert.equal(await field(page, 'hazard'), null);
});

test('a hazard is reported, refused without a deadline, and registered', async (t) => {
  const page = await openTab(t, { expected: [/status of 422/] });
  const { items } = await api('/api/v1/facilities?limit=1');
  await page.getByRole('button', { name: '上报', exact: true }).click();
  const form = page.getByTestId('hazard-report');
  await form.getByLabel('办理人').fill('李明');
  await form.getByLabel('企业', { exact: true }).click();
  await form.getByLabel('企业', { exact: true }).fill(items[0].name.slice(0, 12));
  await page.locator('.ant-select-item-option').filter({ hasText: items[0].name }).first().click();
  await form.getByLabel('隐患描述').fill('合成·泵房法兰渗漏');
  await form.getByRole('button', { name: '提交' }).click();
  await eventually(async () => assert.equal(await page.getByTestId('hazard-state').innerText(), '已上报'));
  const id = await field(page, 'hazard');
  await page.getByTestId('hazard-take').click();
  await card(page).getByRole('alert').first().waitFor();
  await card(page).getByLabel('整改期限').fill('2099-01-01');
  await page.getByTestId('hazard-take').click();
  await eventually(async () => assert.equal(await page.getByTestId('hazard-state').innerText(), '已登记'));
  assert.equal(await page.getByTestId('hazard-history').locator('li').count(), 2);
  const told = await api(`/api/v1/hidden-hazards/${id}`);
  assert.equal(told.entries, 2);
  assert.equal(told.history[1].previous, told.history[0].sha256);
  await shot(page, 'hazard-registered');
});
