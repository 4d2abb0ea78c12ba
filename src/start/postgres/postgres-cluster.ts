import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { commandLine, environment, isAlive } from '@app/core';
import { type PostgresBinaries, serverUser } from './postgres-binaries';
import { explainServerFailure } from './postgres-log';

/** The role that owns everything. */
export const USER = 'reelway';

const PASSWORD_FILE = 'reelway.password';

export interface ClusterOptions {
  durable?: boolean;
  onProgress?: (message: string) => void;
}

/**
 * The password of the cluster at `cluster`, which is created if missing. It appears complete in a single move: a start
 * that is killed leaves no half-finished cluster, and of two concurrent starts one wins.
 * @throws Error when another major version of PostgreSQL created it
 */
export function ensureCluster(binaries: PostgresBinaries, cluster: string, options: ClusterOptions): string {
  if (!existsSync(cluster)) createCluster(binaries, cluster, options);
  const major = Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10);
  if (major !== binaries.major) {
    throw new Error(
      `The database in ${cluster} was created by PostgreSQL ${major}; this version of Reelway includes ` +
        `PostgreSQL ${binaries.major}. Dump it with the version of Reelway that created it (pg_dump) and ` +
        `restore it here, or move the folder away to start empty.`,
    );
  }
  return readFileSync(join(cluster, PASSWORD_FILE), 'utf8');
}

function createCluster({ native }: PostgresBinaries, cluster: string, options: ClusterOptions): void {
  options.onProgress?.('creating the database');
  const next = mkdtempSync(`${cluster}-`);
  const passwordFile = `${next}.password`;
  const user = serverUser();
  try {
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    for (const path of [next, passwordFile])
      if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
    // The built-in locale is the same on every system; the ones of the operating system are not.
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const args = [
      '-D',
      next,
      '-U',
      USER,
      '--pwfile',
      passwordFile,
      '--auth=scram-sha-256',
      ...locale,
      ...(options.durable === false ? ['--no-sync'] : []),
    ];
    const result = spawnSync(join(native, 'bin', 'initdb'), args, {
      ...user,
      cwd: next,
      encoding: 'utf8',
      env: serverEnvironment(),
    });
    if (result.status !== 0)
      throw new Error(
        explainServerFailure(
          'PostgreSQL could not create its files',
          result.stderr || String(result.error?.message),
          next,
        ),
      );
    renameSync(passwordFile, join(next, PASSWORD_FILE));
    renameSync(next, cluster);
  } catch (error) {
    if (!existsSync(cluster)) throw error;
  } finally {
    for (const path of [next, passwordFile]) rmSync(path, { recursive: true, force: true });
  }
}

/** Only what the server needs: none of our secrets, and no PG* variable that would redirect it. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH = '/usr/bin:/bin', SystemRoot } = environment();
  return { PATH, LC_ALL: 'C', TZ: 'UTC', ...(SystemRoot !== undefined && { SystemRoot }) };
}

/**
 * The server that serves this cluster now, according to its postmaster.pid. Removes a file that names another process.
 */
export function runningServer(cluster: string): { pid: number; port: number } | undefined {
  const file = join(cluster, 'postmaster.pid');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid || !port || !isAlive(pid)) return undefined;
  if (mayBeServer(pid, cluster)) return { pid, port };
  // The server was killed and its id now belongs to another process: the next server would refuse to start.
  rmSync(file, { force: true });
  return undefined;
}

/**
 * A server's working directory is its cluster. Where the system does not reveal it (other platforms, containers), the
 * process name must suffice.
 */
function mayBeServer(pid: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    return commandLine(pid)?.includes('postgres') ?? true;
  }
}
