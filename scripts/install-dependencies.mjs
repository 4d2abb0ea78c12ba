// Updates node_modules/ to match package-lock.json, without running any package's install script.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exclusive } from './exclusive.mjs';
import { elapsed, say as sayHere } from './say.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules/.reelway-installed');
const PROGRESS_EVERY_MS = 5_000;

/**
 * Installs when the lock file, the platform or the architecture has changed since the last time. Throws with npm's
 * message when npm fails. `say` gets each line of progress.
 */
export async function installDependencies(say = sayHere) {
  if (isInstalled()) return;
  await exclusive(
    join(root, '.install-lock'),
    () => isInstalled() || install(say),
    () => say('waiting for another process that is installing packages here'),
  );
}

const wanted = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(process.platform + process.arch)
    .digest('hex');

const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();

async function install(say) {
  const startedAt = Date.now();
  say(
    existsSync(join(root, 'node_modules'))
      ? 'Updating packages (package-lock.json changed) …'
      : 'Installing packages, once (about 600 MB, usually under a minute) …',
  );
  const timer = setInterval(() => say(`  … still installing, ${elapsed(startedAt)}`), PROGRESS_EVERY_MS);
  try {
    await npmInstall();
  } finally {
    clearInterval(timer);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted());
  say(`Packages installed in ${elapsed(startedAt)}`);
}

/**
 * `npm install`, not `npm ci`: the optional packages for other platforms may differ between registries, and then `npm
 * ci` refuses. Development packages are also needed with NODE_ENV=production, because the compiler is one of them.
 */
function npmInstall() {
  const args = [
    'install',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  // The npm that runs this script, if any: on Windows `npm` itself is not an executable.
  const npmScript = process.env.npm_execpath;
  const throughScript = npmScript && basename(npmScript).startsWith('npm-cli');
  const [command, prefix] = throughScript ? [process.execPath, [npmScript]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const npm = spawn(command, [...prefix, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !throughScript && process.platform === 'win32',
    });
    let output = '';
    for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk) => (output += chunk));
    npm.on('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    npm.on('close', (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Error(`npm install failed (${signal ?? `exit code ${code}`}):\n${output.trim()}`)),
    );
  });
}
