import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '@app/core';
import { Client } from 'pg';
import { freePort } from '../free-port';
import { enterableDirectory, locatePostgresBinaries, serverUser } from './postgres-binaries';
import { ensureCluster, runningServer, serverEnvironment, USER } from './postgres-cluster';
import { capLog, explainServerFailure, logSince } from './postgres-log';

export interface EmbeddedPostgresOptions {
  /** Folder that holds the cluster and the server's log. Created when missing. */
  directory: string;
  /** TCP port on 127.0.0.1. Default: a free one. */
  port?: number;
  /** False turns fsync off: for databases that live only as long as a test run. */
  durable?: boolean;
  /** Further server settings, for example `{ max_connections: '300' }`. */
  settings?: Readonly<Record<string, string>>;
  /** Called with progress messages in plain words. */
  onProgress?: (message: string) => void;
}

/** A running server. It outlives this process on purpose: the next start adopts it. */
export interface EmbeddedPostgres {
  /** Connection string of the `reelway` database. */
  url: string;
  port: number;
  pid: number;
  /** True when the server was already running, for example after the supervisor was killed. */
  adopted: boolean;
  /** Keeps the server's log from filling the disk; cheap enough to call every second. */
  capLog(): void;
  /** `fast` ends sessions and writes a checkpoint; `immediate` is a crash with recovery at the next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

interface Server {
  pid: number;
  port: number;
}

/** The folders and the port of one server. */
interface Home {
  native: string;
  directory: string;
  cluster: string;
  password: string;
  logFile: string;
}

const DATABASE = 'reelway';
const START_ATTEMPTS = 12;
/** For a requested port: the process that holds it now is likely to keep it. */
const PORT_ATTEMPTS = 4;
const PORT_FAILURE = /could not bind|Address already in use/;
/** Recovery after a crash under load can take a while; the server reports it in its log. */
const READY_TIMEOUT_MS = 120_000;
/**
 * After kill -9 of the server its children need a moment to end; of two concurrent starts one comes second; ports race.
 */
const PASSING_FAILURE =
  /still in use|could not bind|Address already in use|lock file "postmaster\.pid" already exists|is starting up|is shutting down/;

/**
 * Starts the PostgreSQL server that npm delivered, or adopts the one that already serves this folder.
 * @throws Error with a remedy and the server's last words when it does not start
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = enterableDirectory(options.directory);
  const binaries = locatePostgresBinaries(directory);
  const cluster = join(directory, 'cluster');
  const password = ensureCluster(binaries, cluster, options);
  const home: Home = { native: binaries.native, directory, cluster, password, logFile: join(directory, 'server.log') };
  capLog(home.logFile);
  for (let attempt = 1; ; attempt++) {
    const running = runningServer(cluster);
    if (running && (await answers(running, password))) return await serve(home, running, true);
    const { server, said } = await launch(home, options);
    if (server) return await serve(home, server, false);
    const attempts = options.port !== undefined && PORT_FAILURE.test(said) ? PORT_ATTEMPTS : START_ATTEMPTS;
    if (attempt === attempts || !PASSING_FAILURE.test(said))
      throw new Error(explainServerFailure('PostgreSQL did not start', said, home.logFile));
    if (attempt === 3) options.onProgress?.('waiting for an earlier database process to end');
    await sleep(100 * attempt);
  }
}

async function launch(home: Home, options: EmbeddedPostgresOptions): Promise<{ server?: Server; said: string }> {
  const port = options.port ?? (await freePort());
  const offset = statSync(home.logFile, { throwIfNoEntry: false })?.size ?? 0;
  const log = openSync(home.logFile, 'a', 0o600);
  const child = spawn(join(home.native, 'bin', 'postgres'), serverArguments(home.cluster, port, options), {
    ...serverUser(),
    cwd: home.directory,
    env: serverEnvironment(),
    // A separate process group: Ctrl-C in the terminal must reach only the supervisor, which stops the server last.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const exited = exitOf(child);
  const server = { pid: child.pid ?? 0, port };
  const ready = await answers(server, home.password, exited);
  child.unref();
  return ready
    ? { server, said: '' }
    : { said: logSince(home.logFile, offset) || (exited.reason ?? 'It did not answer in time.') };
}

function exitOf(child: ChildProcess): { reason?: string } {
  const exit: { reason?: string } = {};
  child.once('exit', (code, signal) => (exit.reason = `It ended with ${signal ?? `exit code ${code}`}.`));
  child.once('error', (error) => (exit.reason = error.message));
  return exit;
}

function serverArguments(cluster: string, port: number, options: EmbeddedPostgresOptions): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    log_checkpoints: 'off',
    timezone: 'UTC',
    // The queue's claimers can deadlock and then retry: detect a deadlock sooner than after the default second.
    deadlock_timeout: '200ms',
    ...(options.durable === false && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...options.settings,
  };
  return [
    '-D',
    cluster,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** Waits until this server accepts connections; false when its process ends first or it takes too long. */
async function answers(server: Server, password: string, exit: { reason?: string } = {}): Promise<boolean> {
  for (const deadline = Date.now() + READY_TIMEOUT_MS; Date.now() < deadline; await sleep(30)) {
    if (exit.reason !== undefined || !isAlive(server.pid)) return false;
    if (await canConnect(server.port, password)) return exit.reason === undefined;
  }
  return false;
}

const connectionString = (port: number, password: string, database = DATABASE) =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

async function canConnect(port: number, password: string): Promise<boolean> {
  const client = new Client({
    connectionString: connectionString(port, password, 'postgres'),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ connectionString: connectionString(port, password, 'postgres') });
  client.on('error', () => undefined); // the statement fails too
  await client.connect();
  try {
    const exists = async () =>
      ((await client.query('select 1 from pg_database where datname = $1', [DATABASE])).rowCount ?? 0) > 0;
    if (await exists()) return;
    await client.query(`create database ${DATABASE}`).catch(async (error: unknown) => {
      // Another start was faster.
      if (!(await exists())) throw error;
    });
  } finally {
    await client.end();
  }
}

async function serve(home: Home, { pid, port }: Server, adopted: boolean): Promise<EmbeddedPostgres> {
  await createDatabase(port, home.password);
  return {
    url: connectionString(port, home.password),
    port,
    pid,
    adopted,
    capLog: () => capLog(home.logFile),
    stop: (mode = 'fast') => stopServer(home, pid, mode),
  };
}

async function stopServer(home: Home, pid: number, mode: 'fast' | 'immediate'): Promise<void> {
  if (!isAlive(pid)) return;
  if (process.platform === 'win32') {
    // Windows has no signals; the server's own tool sends it a message.
    spawnSync(join(home.native, 'bin', 'pg_ctl'), ['stop', '-D', home.cluster, '-m', mode, '-w'], {
      env: serverEnvironment(),
      windowsHide: true,
    });
    return;
  }
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ];
  for (const [signal, patience] of mode === 'fast' ? steps : steps.slice(1)) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const deadline = Date.now() + patience; Date.now() < deadline; await sleep(20)) if (!isAlive(pid)) return;
  }
}
