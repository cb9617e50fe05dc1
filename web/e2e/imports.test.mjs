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
  await eventually(async () => assert.equal(await issues.count(), 2));
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

const KNOWN = ['编号', '企业名称', '企业类型', '运行状态', '经度', '纬度'];

const xlsx = (name, sheet, rows) => ({
  name,
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: workbook(sheet, rows),
});

/** Stores rows without the page's form. */
async function put(page, name, rows) {
  const csv = [KNOWN, ...rows].map((row) => row.join(',')).join('\n');
  const state = await page.evaluate(
    async ([name, csv]) => {
      const form = new FormData();
      form.append('layer', 'facilities');
      form.append('dry_run', 'false');
      form.append('file', new Blob([csv]), name);
      const answer = await fetch('/api/v1/imports', { method: 'POST', body: form });
      return (await answer.json()).state;
    },
    [name, csv],
  );
  assert.equal(state, 'stored');
}

async function chooseLayer(page, name) {
  await panel(page).getByRole('combobox', { name: '数据内容' }).click();
  await page.locator('.ant-select-item-option', { hasText: name }).first().click();
}

/** The change of a row. */
const change = (page, key) => panel(page).locator('.change', { hasText: key });

test('what a second import changes is shown before and after, accepted, and found again in the list of imports', async (t) => {
  const { page } = await openPage(t);
  await put(page, '年初.csv', [['E2E-H1', '示例·旧名化工', '生产', '在役', 119.9212, 31.8123]]);
  await page.getByTestId('import').click();
  await page
    .getByTestId('import-input')
    .setInputFiles(
      xlsx('年末变更.xlsx', '企业', [
        KNOWN,
        ['E2E-H1', '示例·新名化工', '生产', '停产', 119.9212, 31.8123],
        ['E2E-H2', '示例·新建化工', '储存', '新建', 119.9312, 31.8223],
      ]),
    );
  await page.getByTestId('import-check').click();
  await panel(page).getByRole('tab', { name: '变化 2' }).waitFor();
  const old = change(page, 'E2E-H1');
  const field = (row, name) => row.locator('tbody tr', { hasText: name }).locator('td').allInnerTexts();
  await old.waitFor();
  assert.deepEqual(await field(old, '状态'), ['在役', '停产']);
  assert.deepEqual(await field(old, '名称'), ['示例·旧名化工', '示例·新名化工']);
  await eventually(async () =>
    assert.equal(await old.locator('tbody tr').count(), 2, 'what stays the same is not listed'),
  );
  const added = change(page, 'E2E-H2');
  assert.deepEqual(await field(added, '类型'), ['储存'], 'a new row has no "before"');
  assert.deepEqual(await serious(page), [], 'changes');
  await shot(page, 'import-changes');
  await panel(page).getByText('更改 1', { exact: true }).click();
  await added.waitFor({ state: 'detached' });
  await eventually(async () => assert.equal(await panel(page).locator('.change').count(), 1));

  await page.getByTestId('import-accept').click();
  await page.getByTestId('import-done').waitFor();
  await page.getByRole('button', { name: '再导入一个文件' }).click();
  const earlier = panel(page).getByRole('region', { name: '已入库的导入' });
  await earlier.getByText('年末变更.xlsx').waitFor();
  const listed = await earlier.locator('.row b').allInnerTexts();
  const [last, first] = ['年末变更.xlsx', '年初.csv'].map((name) => listed.indexOf(name));
  assert.ok(last >= 0 && last < first, 'the newest comes first');
  assert.deepEqual(await serious(page), [], 'list of imports');
  await shot(page, 'import-earlier');

  // By keyboard: the list is made of buttons.
  await earlier.locator('.row', { hasText: '年末变更.xlsx' }).focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('import-earlier').getByText('SHA-256').waitFor();
  await change(page, 'E2E-H1').waitFor();
  assert.deepEqual(await field(change(page, 'E2E-H1'), '状态'), ['在役', '停产']);
  await change(page, 'E2E-H1').getByRole('button', { name: '历史' }).click();
  await panel(page).getByText('本行共 2 次变更').waitFor();
  const versions = await panel(page).locator('.change-versions li p').allInnerTexts();
  assert.match(versions[0], /年末变更\.xlsx/);
  assert.match(versions[1], /年初\.csv/);
  assert.deepEqual(await serious(page), [], 'an earlier import');
  await shot(page, 'import-history');
  await panel(page).getByRole('button', { name: '返回' }).click();
  await panel(page).getByText('把文件拖到这里').waitFor();

  // The card of the plant tells it too.
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    location.hash = '#plant=E2E-H1';
  });
  const card = page.locator('aside.card');
  await card.getByRole('tab', { name: '来源' }).click();
  await card.getByText('本行共 2 次变更').waitFor();
  await shot(page, 'plant-history');
});

const REGISTER = [
  '企业编号',
  '企业名称',
  '企业类型',
  '企业状态',
  '企业经度',
  '企业纬度',
  '储罐编号',
  '危险化学品名称',
  '设计最大储量(吨)',
  '储存方式',
];

const register = (plant) => [
  ['某区危险化学品登记表'],
  REGISTER,
  [plant, '示例·登记化工', '生产', '在役', 119.9512, 31.8323, '1#', '甲醇', 120, '常压液体'],
  ['', '', '', '', '', '', '2#', '液氨', 12, '加压液化'],
];

test('a register of plants and tanks in one sheet is read as it is chosen, and by itself', async (t) => {
  const before = (await api('/api/v1/summary')).counts;
  const { page } = await openPage(t);
  await page.getByTestId('import').click();
  await chooseLayer(page, '危险化学品登记表');
  await page.getByTestId('import-input').setInputFiles(xlsx('登记表.xlsx', '登记', register('E2E-R1')));
  await page.getByTestId('import-check').click();
  await panel(page).getByText('全部合格').waitFor();
  for (const name of ['企业 E2E-R1', '储罐、设备 E2E-R1']) await change(page, name).first().waitFor();
  assert.deepEqual(await serious(page), [], 'register');
  await shot(page, 'import-register');
  await page.getByRole('button', { name: '调整列和坐标系' }).click();
  await panel(page).getByText('危险化学品名称', { exact: true }).waitFor();
  assert.equal(
    await panel(page).locator('.import-columns .import-tag:not(.suggested)').count(),
    REGISTER.length,
  );
  assert.deepEqual(await serious(page), [], 'columns of a register');
  await shot(page, 'import-register-columns');
  await page.getByTestId('import-again').click();
  await page.getByTestId('import-accept').click();
  await page.getByTestId('import-done').waitFor();
  const after = (await api('/api/v1/summary')).counts;
  assert.deepEqual(
    [after.facilities - before.facilities, after.units - before.units, after.vessels - before.vessels],
    [1, 1, 2],
  );

  await page.getByRole('button', { name: '再导入一个文件' }).click();
  await chooseLayer(page, '自动识别');
  await page.getByTestId('import-input').setInputFiles(xlsx('自动.xlsx', '登记', register('E2E-R2')));
  await page.getByTestId('import-check').click();
  await panel(page).getByText('全部合格').waitFor();
  await change(page, '企业 E2E-R2').first().waitFor();
});

test('a sheet that does not say what it holds is asked about', async (t) => {
  const { page } = await openPage(t, { expected: [/422/] });
  await page.getByTestId('import').click();
  await chooseLayer(page, '自动识别');
  await page.getByTestId('import-input').setInputFiles(
    xlsx('不明.xlsx', '表1', [
      ['甲', '乙', '丙', '丁', '戊', '己'],
      ['E2E-Q1', '示例·不明化工', '生产', '在役', 119.9612, 31.8423],
    ]),
  );
  await page.getByTestId('import-check').click();
  await panel(page).getByText('需要指明数据内容').waitFor();
  assert.ok(await page.getByTestId('import-again').isDisabled());
  assert.deepEqual(await serious(page), [], 'question');
  await shot(page, 'import-layer');
  await chooseLayer(page, '企业 facilities');
  for (const [theirs, ours] of [
    ['甲', 'id'],
    ['乙', 'name'],
    ['丙', 'kind'],
    ['丁', 'status'],
    ['戊', 'lon'],
    ['己', 'lat'],
  ]) {
    const box = page.getByRole('combobox', { name: new RegExp(`^${theirs} →`) });
    await box.click();
    await box.fill(ours);
    await page
      .locator('.ant-select-item-option:visible', { hasText: ` ${ours}` })
      .first()
      .click();
  }
  await page.getByTestId('import-again').click();
  await panel(page).getByText('全部合格').waitFor();
  await change(page, 'E2E-Q1').waitFor();
  await shot(page, 'import-layer-told');
});
