// `npm run publish:prove [-- --platform NAME] [--runs N] [--seed TEXT] [--gigabytes N]`: kills workers while they publish
// on the emulators of platforms, publishes large videos, and prints what the emulators have seen.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const PLATFORMS = ['tiktok', 'youtube', 'instagram', 'facebook', 'all'];

function options() {
  const { values } = parseArgs({
    options: {
      platform: { type: 'string', default: 'all' },
      runs: { type: 'string', default: '200' },
      seed: { type: 'string' },
      gigabytes: { type: 'string', default: '10' },
    },
  });
  if (!PLATFORMS.includes(values.platform)) throw new Error(`--platform must be one of ${PLATFORMS.join(', ')}`);
  if (!/^[1-9]\d{0,5}$/.test(values.runs)) throw new Error('--runs must be a whole number from 1');
  if (!(Number(values.gigabytes) > 0)) throw new Error('--gigabytes must be a number above 0');
  return values;
}

try {
  const { platform, runs, seed, gigabytes } = options();
  const proof = { PROVE_PLATFORM: platform, PROVE_RUNS: runs, PROVE_GIGABYTES: gigabytes };
  const env = { ...process.env, ...proof, ...(seed && { PROVE_SEED: seed }) };
  const tests = [join(root, 'scripts/test.mjs'), '--selectProjects', 'prove', '-i'];
  const { status } = spawnSync(process.execPath, tests, { cwd: root, stdio: 'inherit', env });
  process.exitCode = status ?? 1;
} catch (error) {
  process.stderr.write(`npm run publish:prove: ${error.message}\n`);
  process.exitCode = 2;
}
