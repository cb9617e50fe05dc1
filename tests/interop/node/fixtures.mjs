/**
 * Writes the tiles of @mapbox/mvt-fixtures, valid ones and broken ones, with what they are, into a folder.
 *
 * usage: node fixtures.mjs FOLDER
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { each } from '@mapbox/mvt-fixtures';

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const index = [];
each((fixture) => {
  writeFileSync(join(folder, `${fixture.id}.mvt`), fixture.buffer);
  index.push({ id: fixture.id, valid: fixture.validity.v2, about: fixture.name || fixture.description });
});
writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
