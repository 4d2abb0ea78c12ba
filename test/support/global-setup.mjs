// Once per run: a throw-away PostgreSQL with one migrated template database, and a Redis when the machine has one.
// TEST_DATABASE_URL (a server where databases may be created) and TEST_REDIS_URL replace them.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';

const PREFIX = 'reelway-test-';
const TEMPLATE = 'reelway_template';

export default async function setUp() {
  await build({ quiet: true });
  const { freePort, startEmbeddedPostgres } = createRequire(import.meta.url)('../../dist/libs/core/src/index.js');
  sweepAbandonedRuns();
  const directory = mkdtempSync(join(tmpdir(), PREFIX));
  execFileSync('chmod', ['755', directory]);
  writeFileSync(join(directory, 'pids'), String(process.pid));

  const postgres = process.env.TEST_DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({ directory: join(directory, 'postgres'), durable: false, settings: { max_connections: '400' } });
  process.env.TEST_DATABASE_URL ??= postgres.url;
  process.env.TEST_TEMPLATE_DATABASE = TEMPLATE;
  await makeTemplate(process.env.TEST_DATABASE_URL);

  const redis = process.env.TEST_REDIS_URL ? undefined : await startRedis(directory, freePort);
  writeFileSync(join(directory, 'pids'), [process.pid, postgres?.pid, redis?.pid].filter(Boolean).join('\n'));

  globalThis.tearDownServices = async () => {
    redis?.kill('SIGKILL');
    await postgres?.stop('immediate');
    rmSync(directory, { recursive: true, force: true });
  };
}

async function makeTemplate(serverUrl) {
  const { Client } = createRequire(import.meta.url)('pg');
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`drop database if exists ${TEMPLATE} with (force)`);
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${TEMPLATE}`;
  execFileSync(process.execPath, ['dist/src/migrate.js'], { env: { ...process.env, DATABASE_URL: url.href, LOG_LEVEL: 'warn' }, stdio: 'inherit' });
}

async function startRedis(directory, freePort) {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined;
  const port = await freePort();
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'],
    { stdio: 'ignore' },
  );
  process.env.TEST_REDIS_URL = `redis://127.0.0.1:${port}`;
  return server;
}

/** Servers of a run that was killed: their Jest process is gone. */
function sweepAbandonedRuns() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const directory = join(tmpdir(), name);
    let pids = [];
    try {
      pids = readFileSync(join(directory, 'pids'), 'utf8').split('\n').map(Number);
    } catch {
      continue; // another run is just making it
    }
    if (isAlive(pids[0])) continue;
    for (const pid of pids.slice(1)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
