import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAlive } from '@app/core';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/start/postgres/embedded-postgres';

const START = `require(process.argv[1]).startEmbeddedPostgres({ directory: process.argv[2], durable: false })
  .then(({ pid, adopted }) => { console.log(JSON.stringify({ pid, adopted })); process.exit(0); })`;

describe('embedded PostgreSQL', () => {
  let directory: string;
  let pid: number;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'embedded-postgres-'));
    chmodSync(directory, 0o755);
    pid = 0;
  });
  afterEach(() => {
    if (pid && isAlive(pid)) process.kill(pid, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  const home = () => join(directory, 'postgres');
  const start = async (options: { port?: number; durable?: boolean } = {}): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ directory: home(), durable: false, ...options });
    pid = server.pid;
    return server;
  };
  const query = async <T extends object>(url: string, statement: string): Promise<T[]> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<T>(statement)).rows;
    } finally {
      await client.end();
    }
  };

  it('lets one of several first starts create the cluster, and the others use it', async () => {
    const program = join(__dirname, '../../../dist/src/start/postgres/embedded-postgres.js');
    const starts = await Promise.all(
      [1, 2, 3].map(() => promisify(execFile)(process.execPath, ['-e', START, program, home()])),
    );
    const servers = starts.map(({ stdout }) => JSON.parse(stdout) as { pid: number; adopted: boolean });
    pid = servers[0]?.pid ?? 0;
    expect(new Set(servers.map((server) => server.pid)).size).toBe(1);
    expect(servers.filter(({ adopted }) => !adopted)).toHaveLength(1);
    expect(readdirSync(home()).filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
  });

  it('keeps committed data when the server is killed while sessions are open', async () => {
    const first = await start({ durable: true });
    await query(first.url, 'create table kept as select 1 as n');
    const session = new Client({ connectionString: first.url });
    session.on('error', () => undefined);
    await session.connect();
    process.kill(first.pid, 'SIGKILL');
    const second = await start({ port: first.port, durable: true });
    expect(second).toMatchObject({ url: first.url, adopted: false });
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
    await session.end().catch(() => undefined);
    await second.stop();
    expect(isAlive(second.pid)).toBe(false);
  });

  it('starts although the process id of a killed server now belongs to another program', async () => {
    await (await start()).stop('immediate');
    // Owned by the server's own user: only then does the server trust the file.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], {
      stdio: 'ignore',
      cwd: tmpdir(),
      ...user,
    });
    try {
      const file = join(home(), 'cluster/postmaster.pid');
      writeFileSync(file, `${other.pid}\n${join(home(), 'cluster')}\n1\n5432\n\n127.0.0.1\n`);
      chmodSync(file, 0o644);
      expect(await start()).toMatchObject({ adopted: false });
    } finally {
      other.kill('SIGKILL');
    }
  });

  it('refuses the files of another major version, and says what to do', async () => {
    await (await start()).stop('immediate');
    writeFileSync(join(home(), 'cluster/PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/PostgreSQL 17.*includes PostgreSQL \d+.*[Dd]ump/);
  });

  it('keeps its log small', async () => {
    const server = await start();
    const log = join(home(), 'server.log');
    truncateSync(log, 11 * 1024 * 1024);
    server.capLog();
    expect(readFileSync(log)).toHaveLength(0);
    expect(readFileSync(`${log}.1`).length).toBeGreaterThan(10 * 1024 * 1024);
    await server.stop('immediate');
    expect(readFileSync(log, 'utf8')).toContain('immediate shutdown');
  });
});
