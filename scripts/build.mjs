// Compiles every TypeScript file to dist/ (about a second; types are checked by `npm run typecheck`).
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exclusive } from './exclusive.mjs';
import { builtFolders } from './workspace.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const folders = builtFolders(root);
/** Name of folders whose files are copied, never compiled. */
const STATIC = 'static';

/**
 * Builds when a source is newer than dist/. Throws when a file does not compile. `quiet` suppresses the compiler's
 * summary.
 */
export async function build({ quiet = false } = {}) {
  if (isBuilt()) return;
  await exclusive(join(root, '.build-lock'), () => isBuilt() || compile(quiet));
}

/** Whether dist/ was built from the current sources. */
export function isBuilt() {
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  return newestSource() < builtAt;
}

/** Time of the last change to a source, in milliseconds. */
export const newestSource = () =>
  Math.max(...[...folders, '.swcrc', 'package.json'].map((path) => newest(join(root, path))));

function compile(quiet) {
  const startedAt = new Date();
  const next = join(root, `dist-${process.pid}`);
  const compiler = join(root, 'node_modules/@swc/cli/bin/swc.js');
  const result = spawnSync(
    process.execPath,
    [compiler, ...folders, '-d', next, '--ignore', `**/*.spec.ts,**/${STATIC}/**`],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  try {
    if (result.status !== 0)
      throw new Error(
        `The build failed:\n${complaints(result.stderr || result.stdout || String(result.error?.message))}`,
      );
    if (!quiet) process.stdout.write(result.stderr + result.stdout);
    for (const lib of ['core', 'media']) writeLazyIndex(join('libs', lib, 'src/index'), next);
    copyOtherFiles(next);
    replaceFiles(next, dist);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
  writeFileSync(stamp, '');
  // A source that was saved while the compiler ran counts as newer.
  utimesSync(stamp, startedAt, startedAt);
}

/**
 * Makes a lib's index load each file on its first use: a render process needs a tenth of them, and starts that much
 * faster.
 */
function writeLazyIndex(path, to) {
  const source = readFileSync(join(root, `${path}.ts`), 'utf8');
  const { $schema: _, ...config } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  const lazy = [...source.matchAll(/^export \{[^}]*\} from '(\.[^']+)'/gm)].map(([, specifier]) => specifier);
  const { code } = createRequire(import.meta.url)('@swc/core').transformSync(source, {
    ...config,
    swcrc: false,
    sourceMaps: false,
    filename: join(root, `${path}.ts`),
    module: { ...config.module, lazy },
    jsc: { ...config.jsc, baseUrl: root },
  });
  writeFileSync(join(to, `${path}.js`), code);
}

/**
 * Files that the code reads at run time: the bodies of the SQL functions for migrations, and static files for browsers.
 */
function copyOtherFiles(to) {
  const isRead = (file) => file.endsWith('.sql') || file.split(sep).includes(STATIC);
  for (const file of folders.flatMap((folder) => filesIn(join(root, folder))).filter(isRead)) {
    const copy = join(to, relative(root, file));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(file, copy);
  }
}

/** The compiler's messages about our files, without its own stack traces. */
const complaints = (output) =>
  output
    .replace(/\n+Caused by:[\s\S]*?(?=\n +x |\nSuccessfully|$)/g, '')
    .replace(/\nSuccessfully compiled[\s\S]*$/, '');

/** File by file, so that dist/ is never absent for the processes that run from it. */
function replaceFiles(from, to) {
  const built = new Set(filesIn(from).map((file) => relative(from, file)));
  for (const file of built) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    renameSync(join(from, file), join(to, file));
  }
  for (const file of filesIn(to)) if (!built.has(relative(to, file))) rmSync(file);
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Milliseconds of the last change below `path`. Folders count too: they change when a file is removed. */
function newest(path) {
  const own = statSync(path, { throwIfNoEntry: false });
  if (!own) return 0;
  return own.isDirectory()
    ? Math.max(own.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
    : own.mtimeMs;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  build().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
