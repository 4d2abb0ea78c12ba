import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { enterableDirectory, locatePostgresBinaries, serverUser } from './postgres-binaries';

export interface EmbeddedPostgresOptions {
  /** Folder that holds the cluster, its password and its log. Made when missing. */
  directory: string;
  /** TCP port on 127.0.0.1. Default: a free one. */
  port?: number;
  /** False turns fsync off: for databases that live as long as a test run. */
  durable?: boolean;
  /** Further server settings, e.g. `{ max_connections: '300' }`. */
  settings?: Readonly<Record<string, string>>;
  /** Told in plain words what is going on. */
  onProgress?: (message: string) => void;
}

/** A running server. It outlives this process on purpose: the next start adopts it. */
export interface EmbeddedPostgres {
  /** Connection string of the `reelway` database. */
  url: string;
  port: number;
  pid: number;
  /** True when the server was already running, e.g. after the supervisor was killed. */
  adopted: boolean;
  /** `fast` ends sessions and writes a checkpoint; `immediate` is a crash with recovery at the next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

const USER = 'reelway';
const DATABASE = 'reelway';
const START_ATTEMPTS = 8;
const READY_TIMEOUT_MS = 60_000;

/**
 * Starts the PostgreSQL server that npm delivered, or adopts the one that already serves this folder.
 * @throws Error with the end of the server's log when it does not come up
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const native = locatePostgresBinaries();
  const directory = enterableDirectory(options.directory);
  const cluster = join(directory, 'cluster');
  const password = initialise(native, directory, cluster, options);
  const running = runningServer(cluster);
  if (running && (await canConnect(running.port, password))) {
    await createDatabase(running.port, password);
    return handle({ ...running, password, adopted: true });
  }
  const started = await launch(native, directory, cluster, password, options);
  await createDatabase(started.port, password);
  return handle({ ...started, password, adopted: false });
}

function initialise(native: string, directory: string, cluster: string, options: EmbeddedPostgresOptions): string {
  const passwordFile = join(directory, 'password');
  // initdb writes PG_VERSION early and pg_hba.conf late: a folder without the marker is a half-made cluster.
  const marker = join(directory, 'initialised');
  if (existsSync(marker)) return readFileSync(passwordFile, 'utf8');
  options.onProgress?.('creating the database cluster');
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const user = serverUser();
  for (const path of [cluster, passwordFile]) if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
  const args = ['-D', cluster, '-U', USER, '--pwfile', passwordFile, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
  const result = spawnSync(join(native, 'bin', 'initdb'), args, { ...user, cwd: directory, encoding: 'utf8', env: serverEnvironment() });
  if (result.status !== 0) throw new Error(`PostgreSQL's initdb failed: ${result.stderr || result.error?.message}`);
  writeFileSync(marker, '');
  return password;
}

async function launch(native: string, directory: string, cluster: string, password: string, options: EmbeddedPostgresOptions) {
  const logFile = join(directory, 'server.log');
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const log = openSync(logFile, 'a', 0o600);
    const server = spawn(join(native, 'bin', 'postgres'), serverArguments(cluster, port, options), {
      ...serverUser(),
      cwd: directory,
      env: serverEnvironment(),
      // Its own process group: Ctrl-C in the terminal must reach the supervisor only, which stops the server last.
      detached: true,
      stdio: ['ignore', log, log],
    });
    if (await becomesReady(server, port, password)) {
      server.unref();
      return { port, pid: server.pid ?? 0 };
    }
    const tail = readFileSync(logFile, 'utf8').split('\n').slice(-12).join('\n');
    // After kill -9 of the server its children need a moment to notice and to let go of the shared memory; ports race.
    const passing = /still in use|could not bind|Address already in use/.test(tail);
    if (attempt === START_ATTEMPTS || !passing) throw new Error(`PostgreSQL did not start. The end of ${logFile}:\n${tail}`);
    options.onProgress?.('waiting for an earlier database process to end');
    await sleep(250 * attempt);
  }
}

function serverArguments(cluster: string, port: number, options: EmbeddedPostgresOptions): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    log_checkpoints: 'off',
    timezone: 'UTC',
    // The queue's claimers can deadlock and are retried: look for the deadlock sooner than after the default second.
    deadlock_timeout: '200ms',
    ...(options.durable === false && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...options.settings,
  };
  return ['-D', cluster, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Only what the server needs: none of our secrets, and no PG* variable that would redirect it. */
const serverEnvironment = (): NodeJS.ProcessEnv => ({ PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' });

async function becomesReady(server: ChildProcess, port: number, password: string): Promise<boolean> {
  let exited = false;
  server.once('exit', () => (exited = true));
  server.once('error', () => (exited = true));
  for (const deadline = Date.now() + READY_TIMEOUT_MS; Date.now() < deadline && !exited; await sleep(30)) {
    if (await canConnect(port, password)) return !exited;
  }
  return false;
}

/** The server that postmaster.pid names, if that process lives. */
function runningServer(cluster: string): { pid: number; port: number } | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return isAlive(pid) && port > 0 ? { pid, port } : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const connectionString = (port: number, password: string, database = DATABASE) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

async function canConnect(port: number, password: string): Promise<boolean> {
  const client = new Client({ connectionString: connectionString(port, password, 'postgres'), connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function createDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ connectionString: connectionString(port, password, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function handle(server: { pid: number; port: number; password: string; adopted: boolean }): EmbeddedPostgres {
  const { pid, port, password, adopted } = server;
  const stop = async (mode: 'fast' | 'immediate' = 'fast') => {
    if (!isAlive(pid)) return;
    process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    for (const deadline = Date.now() + 20_000; isAlive(pid) && Date.now() < deadline; ) await sleep(20);
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  };
  return { url: connectionString(port, password), port, pid, adopted, stop };
}

/** A TCP port on 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
