/** The viewer of the API document, from the service alone: other hosts and refusals of its policy fail the harness. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, openPage } from './harness.mjs';

test('the viewer lists every path of the document and asks no other host', async (t) => {
  const { page, seen } = await openPage(t);
  await page.goto(new URL('/docs', page.url()).href);
  await page.locator('.opblock-tag').first().waitFor();
  const document = await api('/openapi.json');
  const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));
  const closed = page.locator('.opblock-tag[data-is-open="false"]');
  while ((await closed.count()) > 0) await closed.first().click();
  await page
    .locator('.opblock')
    .nth(operations.length - 1)
    .waitFor({ state: 'attached' });
  assert.equal(await page.locator('.opblock').count(), operations.length);
  assert.ok(seen.requests.some((request) => request.url().endsWith('/docs/swagger-ui-bundle.js')));
});
