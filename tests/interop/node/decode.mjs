/**
 * Decodes tiles with Mapbox's own decoder, down to every vertex, and prints of each layer how many features it has, or
 * the values of a property.
 *
 * usage: node decode.mjs [--property=NAME] FILE…
 */
import { readFileSync } from 'node:fs';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

const property = process.argv.find((a) => a.startsWith('--property='))?.split('=')[1];
for (const file of process.argv.slice(2).filter((a) => !a.startsWith('--'))) {
  const tile = new VectorTile(new PbfReader(readFileSync(file)));
  const found = {};
  for (const [name, layer] of Object.entries(tile.layers)) {
    const values = [];
    for (let i = 0; i < layer.length; i++) {
      const feature = layer.feature(i);
      if (feature.loadGeometry().length === 0) throw new Error(`${file}: ${name} ${i} has no shape`);
      if (feature.id === undefined) throw new Error(`${file}: ${name} ${i} has no number`);
      values.push(feature.properties[property]);
    }
    found[name] = property ? values : layer.length;
  }
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
