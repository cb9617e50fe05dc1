/** The documents that the page is built from are those of the service. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { documentText, typesOf } from '../schemas/generate.mjs';
import { api } from './harness.mjs';

const file = (name) => readFile(new URL(`../${name}`, import.meta.url), 'utf8');
const HOW = 'run `ANJIE_SERVICE=http://… npm run schemas` against the service';

test('openapi.json is the document that the service gives', async () => {
  assert.equal(await file('openapi.json'), documentText(await api('/openapi.json')), HOW);
});

test('the generated types are those of openapi.json', async () => {
  const document = JSON.parse(await file('openapi.json'));
  assert.equal(await file('src/api/schema.gen.ts'), await typesOf(document), HOW);
});
