/**
 * Types of the service's answers, from its OpenAPI document.
 *
 *     npm run schemas                                          openapi.json → src/api/schema.gen.ts
 *     ANJIE_SERVICE=http://127.0.0.1:8080 npm run schemas      the same, from the document of a running service
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

async function main() {
  const service = process.env.ANJIE_SERVICE;
  if (service) await writeFile(DOCUMENT, documentText(await served(service)));
  await writeFile(TYPES, await typesOf(JSON.parse(await readFile(DOCUMENT, 'utf8'))));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
