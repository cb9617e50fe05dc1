/**
 * Types of the service's answers, from its OpenAPI document.
 *
 *     npm run schemas                                          openapi.json → src/api/schema.gen.ts
 *     ANJIE_SERVICE=http://127.0.0.1:8080 npm run schemas      the same, from the document of a running service
 *     ANJIE_BIN=../target/debug/anjie npm run schemas          the same, from that of a program, which is started for it
 */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import openapi, { astToString } from 'openapi-typescript';

const DOCUMENT = new URL('../openapi.json', import.meta.url);
const TYPES = new URL('../src/api/schema.gen.ts', import.meta.url);
const HEAD =
  '/** Written by `npm run schemas` from openapi.json: change the service instead of this file. */\n';

/** The same value with the keys of every object in order, so that a diff shows changes alone. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const byKey = ([a], [b]) => (a < b ? -1 : 1);
  return Object.fromEntries(
    Object.entries(value)
      .sort(byKey)
      .map(([key, part]) => [key, sorted(part)]),
  );
}

export const documentText = (document) => `${JSON.stringify(sorted(document), null, 2)}\n`;

/** The page goes by paths and schemas; names of operations would only have to be unique. */
function withoutOperationNames(document) {
  const copy = structuredClone(document);
  for (const path of Object.values(copy.paths))
    for (const operation of Object.values(path)) delete operation.operationId;
  return copy;
}

export async function typesOf(document) {
  return HEAD + astToString(await openapi(withoutOperationNames(document)));
}

async function served(service) {
  const response = await fetch(new URL('/openapi.json', service));
  if (!response.ok)
    throw new Error(`${response.url} answered ${response.status}; give ANJIE_SERVICE a running service`);
  return response.json();
}

async function document() {
  if (process.env.ANJIE_SERVICE) return served(process.env.ANJIE_SERVICE);
  if (!process.env.ANJIE_BIN) return JSON.parse(await readFile(DOCUMENT, 'utf8'));
  const { startService } = await import('../e2e/service.mjs');
  const { url, stop } = await startService();
  return served(url).finally(stop);
}

async function main() {
  const found = await document();
  await writeFile(DOCUMENT, documentText(found));
  await writeFile(TYPES, await typesOf(found));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
