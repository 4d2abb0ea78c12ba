// Compiles every TypeScript file to dist/ (about a second; types are checked by `npm run typecheck`).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folders = ['apps', 'libs', 'src', 'migrations', 'bench'].filter((folder) => existsSync(join(root, folder)));

/** Throws when a file does not compile. `quiet` keeps the compiler's summary to itself. */
export function build({ quiet = false } = {}) {
  if (isFresh()) return;
  const dist = join(root, 'dist');
  const next = join(root, `dist-${process.pid}`);
  const compiler = join(root, 'node_modules/@swc/cli/bin/swc.js');
  const result = spawnSync(process.execPath, [compiler, ...folders, '-d', next, '--ignore', '**/*.spec.ts'], {
    cwd: root,
    stdio: quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit',
  });
  if (result.status !== 0) {
    rmSync(next, { recursive: true, force: true });
    throw new Error('The build failed; see the messages above.');
  }
  // Swapped in one move: another process never sees half a build.
  if (existsSync(dist)) renameSync(dist, `${next}-old`);
  renameSync(next, dist);
  rmSync(`${next}-old`, { recursive: true, force: true });
}

function isFresh() {
  const dist = join(root, 'dist');
  if (!existsSync(dist)) return false;
  const builtAt = statSync(dist).mtimeMs;
  const newest = (path) => {
    const own = statSync(path);
    return own.isDirectory() ? Math.max(own.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name)))) : own.mtimeMs;
  };
  return [...folders.map((folder) => join(root, folder)), join(root, '.swcrc'), join(root, 'package.json')].every((path) => newest(path) < builtAt);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
