// node examples/batch-from-csv/batch.mjs: renders one video for each row of people.csv, whose first line names the
// merge fields.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const edit = JSON.parse(readFileSync(join(folder, 'edit.json'), 'utf8'));
const [names, ...rows] = readFileSync(join(folder, 'people.csv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
for (const [index, row] of rows.entries()) {
  const merge = names.map((find, column) => ({ find, replace: row[column] }));
  const path = join(folder, `.row-${index + 1}.json`);
  writeFileSync(path, JSON.stringify({ ...edit, merge }));
  spawnSync('npm', ['run', '--silent', 'render', '--', path, '-o', `row-${index + 1}.mp4`], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  rmSync(path);
}
