// `npm run fuzz [-- MINUTES]`: sends generated edits to a separate instance. FUZZ_SEED repeats an earlier run, which
// printed its seed.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [minutes = '10'] = process.argv.slice(2);
if (!(Number(minutes) > 0)) {
  process.stderr.write(`npm run fuzz [-- MINUTES]: "${minutes}" is not a number of minutes.\n`);
  process.exit(2);
}
const tests = [join(root, 'scripts/test.mjs'), '--selectProjects', 'hostile', '-i', 'test/hostile/fuzz'];
const env = { ...process.env, FUZZ_SECONDS: String(Number(minutes) * 60) };
const { status } = spawnSync(process.execPath, tests, { cwd: root, stdio: 'inherit', env });
process.exitCode = status ?? 1;
