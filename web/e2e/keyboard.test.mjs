/** The page without a mouse, and for readers of screens. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import {
  drawn,
  eventually,
  field,
  held,
  idle,
  metresThere,
  openPage,
  plantWithViolations,
  violationsOf,
} from './harness.mjs';

const card = (page) => page.locator('aside.card');
/** More steps than this to reach something are a trap. */
const STEPS = 60;

/** Presses Tab until `isThere` holds of the focused element. */
async function tabTo(page, selector) {
  for (let step = 0; step < STEPS; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector))
      return step + 1;
  }
  throw new Error(`${STEPS} steps with Tab do not reach ${selector}`);
}

test('a plant is found, opened and tried elsewhere by keys alone', async (t) => {
  const plant = await plantWithViolations();
  const [finding] = (await violationsOf(plant.id)).items;
  const { page } = await openPage(t);
  await tabTo(page, '.search input');
  await page.keyboard.type(plant.name);
  await page.locator('.found-name', { hasText: plant.name }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await card(page).getByRole('heading', { name: plant.name }).waitFor();

  await tabTo(page, '.findings tr.ant-table-row');
  await eventually(async () => {
    const label = (await held(page, 'highlight')).find((f) => f.properties.role === 'label');
    assert.equal(label?.properties.text, `实际 ${metresThere(finding.actual)} / 要求 ${finding.required} m`);
  });
  await page.keyboard.press('Enter');
  await eventually(async () => {
    await idle(page);
    assert.ok(
      (await drawn(page, 'violations-line')).some((f) => f.id === finding.id),
      'Enter shows the segment',
    );
  });

  await page.getByTestId('relocate').focus();
  await page.keyboard.press('Enter');
  await page.locator('.place-marker').waitFor();
  assert.notEqual(await field(page, 'to'), null);
  await page.keyboard.press('Escape');
  await card(page).getByTestId('relocate').waitFor();
  await page.keyboard.press('Escape');
  await card(page).waitFor({ state: 'detached' });
});

/** What axe finds serious, as lines that one can act on. */
async function serious(page) {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  assert.ok(passes.length > 10, 'axe looked at the page');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
}

test('axe finds nothing serious on the start page and in the lists', async (t) => {
  const { page } = await openPage(t);
  assert.deepEqual(await serious(page), [], 'start');
  for (const tab of ['企业', '不符合项']) {
    await page.locator('aside.side').getByRole('tab', { name: tab }).click();
    await page.locator('.rows .row').first().waitFor();
    assert.deepEqual(await serious(page), [], tab);
  }
});

test('axe finds nothing serious in the card and in a relocation check', async (t) => {
  const plant = await plantWithViolations((p) => p.major_hazard.verdict === 'graded');
  const { page } = await openPage(t, { hash: `#plant=${plant.id}` });
  await card(page).locator('.findings tr.ant-table-row').first().waitFor();
  assert.deepEqual(await serious(page), [], 'violations');
  for (const tab of ['无法判定', '重大危险源', '来源']) {
    await card(page).getByRole('tab', { name: tab }).click();
    await card(page).getByRole('tabpanel').waitFor();
    assert.deepEqual(await serious(page), [], tab);
  }
  await page.getByTestId('relocate').click();
  await card(page).getByTestId('count-stay').waitFor();
  assert.deepEqual(await serious(page), [], 'relocation check');
});
