/** The health of the data: score, rules, what to mend first, and the way to it on the map. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { api, drawn, eventually, held, idle, openPage, read, shot } from './harness.mjs';

const side = (page) => page.locator('aside.side');
const findings = (page) => page.getByTestId('health-findings').locator('.row');

async function serious(page) {
  const { violations } = await new AxeBuilder({ page }).include('aside.side').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
}

async function open(t, hash = '', tab = '体检') {
  const { page } = await openPage(t, { hash });
  await side(page).getByRole('tab', { name: tab }).click();
  await page.getByTestId('health-score').waitFor();
  return page;
}

test('the score, the rules and the first fixes are those of the service', async (t) => {
  const health = await api('/api/v1/doctor?limit=30');
  const page = await open(t);
  assert.equal(read(await page.getByTestId('health-score').innerText()), health.score);
  const rules = side(page).locator('.health-rules button');
  await eventually(async () => assert.equal(await rules.count(), health.rules.length));
  await side(page).locator('.health-passed summary').click();
  for (const rule of health.rules) {
    const shown = await rules.filter({ hasText: rule.words.zh }).innerText();
    assert.match(shown, new RegExp(`权重 ${rule.weight}`));
    if (rule.checked > 0) {
      const [failing, checked] = shown
        .match(/([\d,]+) \/ ([\d,]+) 行/)
        .slice(1)
        .map(read);
      assert.deepEqual([failing, checked], [rule.failing, rule.checked], rule.rule);
    }
  }
  const settled = health.findings.items.map((f) => f.verdicts_settled);
  assert.ok(settled[0] > 0, 'the demo city has a fix that settles verdicts');
  const texts = await findings(page).allInnerTexts();
  assert.equal(texts.length, health.findings.items.length);
  for (const [i, finding] of health.findings.items.entries()) {
    assert.ok(texts[i].includes(finding.id), texts[i]);
    // Columns are called by their Chinese names.
    assert.ok(!texts[i].includes(finding.field), texts[i]);
    if (!finding.words.zh.includes(finding.field)) assert.ok(texts[i].includes(finding.words.zh), texts[i]);
    if (finding.verdicts_settled > 0)
      assert.match(texts[i].replaceAll(',', ''), new RegExp(`可判定 ${finding.verdicts_settled} 项`));
  }
  assert.deepEqual(await serious(page), []);
  await side(page).locator('.health-passed summary').click();
  await shot(page, 'doctor');
});

test('a rule is a filter, and a finding flies to its place, by keyboard too', async (t) => {
  const { rules } = await api('/api/v1/doctor?limit=1');
  const failing = rules.filter((r) => r.failing > 0);
  const rule = failing.reduce((a, b) => (a.failing <= b.failing ? a : b));
  const { findings: wanted } = await api(`/api/v1/doctor?rule=${rule.rule}&limit=30`);
  const page = await open(t);
  await side(page).locator('.health-rules button', { hasText: rule.words.zh }).click();
  await eventually(async () => assert.equal(await findings(page).count(), wanted.items.length));
  const at = wanted.items.findIndex((f) => f.place);
  assert.ok(at >= 0, `a finding of ${rule.rule} has a place`);
  await findings(page).nth(at).focus();
  await page.keyboard.press('Enter');
  await eventually(async () => {
    await idle(page);
    const { lng, lat } = await page.evaluate(() => window.__anjie.map.getCenter());
    const [lon, north] = wanted.items[at].place;
    assert.ok(Math.abs(lng - lon) < 0.01 && Math.abs(lat - north) < 0.01, `${lng} ${lat}`);
    assert.equal((await drawn(page, 'ailing-ring')).length, 1, 'it is ringed');
  });
  assert.equal(await findings(page).nth(at).getAttribute('aria-current'), 'true');
  assert.deepEqual(await serious(page), []);
  await shot(page, 'doctor-finding');
  await side(page).getByRole('tab', { name: '图层' }).click();
  await eventually(async () =>
    assert.deepEqual(await held(page, 'ailing'), [], 'the ring goes with the list'),
  );
});

test('the panel speaks English too', async (t) => {
  const health = await api('/api/v1/doctor?limit=30');
  const page = await open(t, '#lang=en', 'Health');
  await side(page)
    .getByRole('heading', { name: /What to mend first/ })
    .waitFor();
  const text = await findings(page).first().innerText();
  assert.ok(text.includes(health.findings.items[0].words.en), text);
  assert.deepEqual(await serious(page), []);
  await shot(page, 'doctor-en');
});
