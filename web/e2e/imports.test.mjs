/** A plant's workbook, from the file to the map. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { api, drawn, eventually, held, idle, openPage, shot } from './harness.mjs';
import { workbook } from './xlsx.mjs';

const HEADER = ['编号', '厂家全称', '企业类型', '运行状态', '经度', '纬度'];
const ROWS = [
  ['E2E-1', '示例·新江化工', '生产', '在役', 119.9312, 31.8123],
  ['E2E-2', '示例·新河化工', '城堡', '在役', 119.9412, 31.8223],
  ['E2E-3', '', '储存', '在役', 119.9512, 31.8023],
];
const RIGHT = ROWS.map(([id, name, kind, ...rest]) => [
  id,
  name || '示例·新湖仓储',
  kind === '城堡' ? '储存' : kind,
  ...rest,
]);

const file = (rows) => ({
  name: '企业台账 2026.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: workbook('企业', [HEADER, ...rows]),
});

const panel = (page) => page.locator('aside.import');

async function serious(page) {
  const { violations } = await new AxeBuilder({ page }).include('aside.import').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
}

async function send(page, rows) {
  await page.getByTestId('import-input').setInputFiles(file(rows));
  await page.getByTestId('import-check').click();
}

/** Says which column the name stands in. */
async function mapName(page) {
  await panel(page).getByText('有列没有认出来').waitFor();
  await page.getByRole('combobox', { name: /^厂家全称/ }).click();
  await page.getByRole('combobox', { name: /^厂家全称/ }).fill('name');
  await page.locator('.ant-select-item-option', { hasText: 'name' }).first().click();
}

test('a workbook with unknown columns and wrong cells is mapped, looked at on the map, corrected and stored', async (t) => {
  const before = (await api('/api/v1/summary')).counts.facilities;
  const { page } = await openPage(t, { expected: [/422/] });
  await page.getByTestId('import').click();
  await panel(page).getByText('把文件拖到这里').waitFor();
  assert.deepEqual(await serious(page), [], 'files');
  await shot(page, 'import-files');

  await send(page, ROWS);
  await mapName(page);
  assert.deepEqual(await serious(page), [], 'columns');
  await shot(page, 'import-columns');
  await page.getByTestId('import-again').click();

  await page.getByTestId('import-rejected').waitFor();
  assert.equal(await page.getByTestId('import-read').innerText(), '3');
  assert.equal(await page.getByTestId('import-taken').innerText(), '1');
  assert.equal(await page.getByTestId('import-rejected').innerText(), '2');
  await eventually(async () => {
    const rows = await held(page, 'imports');
    assert.deepEqual(rows.map((r) => r.properties.ok).sort(), [false, false, true]);
  });
  const issues = panel(page).locator('.import-issues .row');
  assert.equal(await issues.count(), 2);
  await issues.filter({ hasText: '城堡' }).click();
  await eventually(async () => {
    await idle(page);
    assert.equal((await drawn(page, 'imports-chosen')).length, 1, 'the row of the issue is ringed');
  });
  assert.deepEqual(await serious(page), [], 'report');
  await shot(page, 'import-report');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('import-xlsx').click(),
  ]);
  assert.equal(download.suggestedFilename(), '企业台账 2026.xlsx.问题清单.xlsx');

  await page.getByTestId('import-replace').click();
  await send(page, RIGHT);
  await mapName(page);
  await page.getByTestId('import-again').click();
  await panel(page).getByText('全部合格').waitFor();
  await shot(page, 'import-clean');
  await page.getByTestId('import-accept').click();
  await page.getByTestId('import-done').waitFor();
  await shot(page, 'import-done');
  assert.equal((await api('/api/v1/summary')).counts.facilities, before + 3);
  await eventually(async () => {
    const count = await page.locator('nav.counts button b').first().innerText();
    assert.equal(Number(count.replaceAll(',', '')), before + 3);
  });
  await page.getByRole('button', { name: '在地图上查看' }).click();
  await eventually(async () => {
    await idle(page);
    const ids = (await drawn(page, 'plants-point')).map((p) => p.id);
    assert.ok(ids.includes('E2E-1'), 'the new plant is on the map');
  });
});

test('what no reader understands, and a lost service, are said in words; Escape puts the import aside', async (t) => {
  const { page } = await openPage(t, { hash: '#lang=en', expected: [/422/, /ERR_FAILED|Failed to load/] });
  await page.getByTestId('import').click();
  await page.getByTestId('import-input').setInputFiles({
    name: 'photo.xlsx',
    mimeType: 'image/png',
    buffer: Buffer.from('this is no workbook'),
  });
  await page.getByTestId('import-check').click();
  await panel(page).getByRole('alert').waitFor();
  assert.match(await panel(page).getByRole('alert').innerText(), /photo\.xlsx/);
  await shot(page, 'import-unreadable');

  await page.route('**/api/v1/imports', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await page.getByTestId('import-check').click();
  await panel(page).getByText('No connection to the service').waitFor();
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });
  await page.getByTestId('import').click();
  assert.ok(await panel(page).getByText('photo.xlsx').first().isVisible(), 'what was chosen is still there');
});
