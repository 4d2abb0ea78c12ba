// Compiles every TypeScript file to dist/ (about a second; types are checked by `npm run typecheck`), together with the
// browser apps, which are only built again when their own sources have changed.
import { spawn } from 'node:child_process';
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
import { browserApps, builtFolders } from './workspace.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const folders = builtFolders(root);
const apps = browserApps(root);
/** Name of folders whose files are copied, never compiled. */
const STATIC = 'static';

/**
 * Builds when a source is newer than dist/. Throws when a file does not compile. `quiet` suppresses the compiler's
 * summary.
 */
export async function build({ quiet = false } = {}) {
  if (isBuilt()) return;
  await exclusive(
    join(root, '.build-lock'),
    () => isBuilt() || compile(quiet),
    () => process.stderr.write('waiting for another process that is building here\n'),
  );
}

/** Whether dist/ was built from the current sources. */
export function isBuilt() {
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  return newestSource() < builtAt;
}

/** Time of the last change to a source, in milliseconds. */
export const newestSource = () =>
  Math.max(
    ...[...folders, '.swcrc', 'package.json', ...apps.flatMap(sourcesOf)].map((path) => newest(join(root, path))),
  );

async function compile(quiet) {
  const startedAt = new Date();
  const next = join(root, `dist-${process.pid}`);
  const compiler = join(root, 'node_modules/@swc/cli/bin/swc.js');
  try {
    // Waits for all of them, so that no compiler writes into a folder that is being removed.
    const builds = await Promise.allSettled([
      run([compiler, ...folders, '-d', next, '--ignore', `**/*.spec.ts,**/${STATIC}/**`], root),
      ...apps.map(buildApp),
    ]);
    const failed = builds.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
    if (!quiet) process.stdout.write(builds.map(({ value }) => value).join(''));
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

/** What a browser app is built from: its packages, the contract, and everything in its folder except the result. */
function sourcesOf(app) {
  const names = readdirSync(join(root, app)).filter((name) => !['dist', 'node_modules'].includes(name));
  return ['package-lock.json', 'openapi.json', ...names.map((name) => join(app, name))];
}

/** @returns the builder's output; nothing when the app has not changed since its last build */
async function buildApp(app) {
  const startedAt = new Date();
  const built = join(root, app, 'dist', '.built');
  const builtAt = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (sourcesOf(app).every((path) => newest(join(root, path)) < builtAt)) return '';
  // Jest sets another value, with which React is built for development: slower, and half as large again.
  const env = { ...process.env, NODE_ENV: 'production' };
  const output = await run([join(root, 'node_modules/vite/bin/vite.js'), 'build'], join(root, app), env);
  writeFileSync(built, '');
  utimesSync(built, startedAt, startedAt);
  return output;
}

/** Runs a program of Node.js. @returns its output. Throws with its messages when it fails. */
function run(argv, cwd, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(errors + output) : reject(new Error(`The build failed:\n${complaints(errors || output)}`)),
    );
  });
}

/**
 * Makes a lib's index load each file and package on its first use: a render process needs a tenth of them, and starts
 * that much faster.
 */
function writeLazyIndex(path, to) {
  const source = readFileSync(join(root, `${path}.ts`), 'utf8');
  const { $schema: _, ...config } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  const lazy = [...source.matchAll(/^export \{[^}]*\} from '([^']+)'/gm)].map(([, specifier]) => specifier);
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
 * Files that the code reads at run time: the bodies of the SQL functions for migrations, static files for browsers, and
 * the browser apps.
 */
function copyOtherFiles(to) {
  const isRead = (file) => file.endsWith('.sql') || file.split(sep).includes(STATIC);
  const files = folders.flatMap((folder) => filesIn(join(root, folder))).filter(isRead);
  const builtApps = apps.flatMap((app) => filesIn(join(root, app, 'dist'))).filter((file) => !file.endsWith('.built'));
  for (const file of [...files, ...builtApps]) {
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
