// Starts one built process by its name; the entry point of the image: api | worker | migrate | bootstrap | …
import './check-node.mjs';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
const name = process.argv[2] ?? '';
const main = [join(dist, 'apps', name, 'src/main.js'), join(dist, 'src', `${name}.js`)].find(
  (path) => /^[a-z][a-z-]*$/.test(name) && existsSync(path),
);

if (main === undefined) {
  process.stderr.write(`The process "${name}" does not exist. Use api, worker, migrate or bootstrap.\n`);
  process.exit(64);
}
process.argv.splice(1, 2, main);
createRequire(import.meta.url)(main);
