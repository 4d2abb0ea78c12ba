import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from '../src/start/free-port';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/start/postgres/embedded-postgres';

const built = join(__dirname, '..');

/** A separate database with the schema, one user and their API key. */
export interface Installation {
  databaseUrl: string;
  /** The variables that every process of ours needs, without `REDIS_URL`. */
  env: Readonly<Record<string, string>>;
  apiKey: string;
  userId: string;
}

/**
 * Throw-away servers: a Postgres that really syncs to disk and, if the machine has one, a Redis with its append-only
 * file.
 */
export class Servers {
  private constructor(
    private readonly directory: string,
    private readonly postgres: EmbeddedPostgres,
    readonly redis: { url: string; stop(): void } | undefined,
  ) {}

  static async start(): Promise<Servers> {
    const directory = mkdtempSync(join(tmpdir(), 'reelway-bench-'));
    execFileSync('chmod', ['755', directory]);
    return new Servers(
      directory,
      await startEmbeddedPostgres({ directory: join(directory, 'postgres') }),
      await startRedis(directory),
    );
  }

  async install(name: string): Promise<Installation> {
    await this.query(this.postgres.url, `create database ${name}`);
    const url = new URL(this.postgres.url);
    url.pathname = `/${name}`;
    const env = {
      DATABASE_URL: url.href,
      DATA_DIR: join(this.directory, name),
      LOG_LEVEL: 'error',
      JWT_SECRET: 'a secret for measuring only, 32 bytes',
      TOKEN_ENC_KEYS: `v1:${randomBytes(32).toString('base64')}`,
      // Lets one client act as many callers.
      TRUST_PROXY: '1',
    };
    run('migrate', env);
    const { api_key: apiKey } = JSON.parse(run('bootstrap', env)) as { api_key: string };
    const [user] = await this.query(url.href, 'select id from users');
    return { databaseUrl: url.href, env, apiKey, userId: String(user?.id) };
  }

  async stop(): Promise<void> {
    this.redis?.stop();
    await this.postgres.stop('immediate');
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async query(url: string, statement: string): Promise<{ id?: string }[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<{ id?: string }>(statement)).rows;
    } finally {
      await client.end();
    }
  }
}

function run(command: string, env: Readonly<Record<string, string>>): string {
  return execFileSync(process.execPath, [join(built, 'src', `${command}.js`)], {
    env: { PATH: process.env.PATH, ...env },
    input: '{}',
    encoding: 'utf8',
  });
}

async function startRedis(directory: string): Promise<{ url: string; stop(): void } | undefined> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined;
  const port = await freePort();
  const data = join(directory, 'redis');
  mkdirSync(data);
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    data,
    '--save',
    '',
    '--appendonly',
    'yes',
    '--appendfsync',
    'everysec',
    '--maxmemory-policy',
    'noeviction',
  ];
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  while (server.exitCode === null && !(await accepts(port))) await sleep(20);
  return { url: `redis://127.0.0.1:${port}`, stop: () => server.kill('SIGKILL') };
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
