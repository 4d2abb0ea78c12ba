// Runs everything that a change must pass: format, lint, types, architecture, unused code, then every test. Stops at
// the first failure. `--static` skips the tests.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserApps } from './workspace.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const steps = [
  ['format', scripts.format.replace(' --write', '')],
  ...['lint', 'patterns', 'typecheck', 'architecture', 'unused'].map((name) => [name, scripts[name]]),
  ...browserApps(root).flatMap((app) =>
    ['typecheck', 'test', 'build'].map((script) => [
      `${app.replace('apps/', '')} ${script}`,
      `npm run ${script} -w ${app} --if-present`,
    ]),
  ),
];

for (const [name, command] of steps) {
  const started = performance.now();
  process.stdout.write(`${name.padEnd(20, ' ')}`);
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(process.platform === 'win32' ? ';' : ':');
  const result = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    env: { ...process.env, PATH: path },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${result.status === 0 ? 'ok' : 'FAILED'}  ${seconds} s\n`);
  if (result.status === 0) continue;
  process.stdout.write(`\n${command}\n${result.stdout}${result.stderr}\n0 passed, 1 failed\n`);
  process.exit(1);
}

if (!process.argv.includes('--static')) {
  const tests = spawnSync(process.execPath, [join(root, 'scripts/test.mjs')], { cwd: root, stdio: 'inherit' });
  process.exitCode = tests.status ?? 1;
}
