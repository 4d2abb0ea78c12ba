// Runs once: starts a throw-away PostgreSQL with one migrated template database, and a Redis if the machine has one.
// TEST_DATABASE_URL (a server on which databases may be created) and TEST_REDIS_URL replace them.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';
import { RUN_PREFIX, rememberProcess, sweepAbandonedRuns } from './abandoned-runs.mjs';

const TEMPLATE = `reelway_template_${process.pid}`;

export default async function setUp() {
  await build({ quiet: true });
  const require = createRequire(import.meta.url);
  const { freePort } = require('../../dist/src/start/free-port.js');
  const { startEmbeddedPostgres } = require('../../dist/src/start/postgres/embedded-postgres.js');
  sweepAbandonedRuns();
  const directory = mkdtempSync(join(tmpdir(), RUN_PREFIX));
  // As root the database server runs as another user below it.
  chmodSync(directory, 0o755);
  rememberProcess(directory, process.pid);

  const postgres = process.env.TEST_DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({
        directory: join(directory, 'postgres'),
        durable: false,
        settings: { max_connections: '400' },
      });
  if (postgres) rememberProcess(directory, postgres.pid);
  process.env.TEST_DATABASE_URL ??= postgres.url;
  process.env.TEST_TEMPLATE_DATABASE = TEMPLATE;
  await makeTemplate(process.env.TEST_DATABASE_URL);

  const redis = process.env.TEST_REDIS_URL ? undefined : await startRedis(directory, freePort);
  if (redis) rememberProcess(directory, redis.pid);

  globalThis.tearDownServices = async () => {
    redis?.kill('SIGKILL');
    if (postgres) await postgres.stop('immediate');
    else await onServer(process.env.TEST_DATABASE_URL, `drop database if exists ${TEMPLATE} with (force)`);
    rmSync(directory, { recursive: true, force: true });
  };
}

async function makeTemplate(serverUrl) {
  await onServer(serverUrl, `create database ${TEMPLATE}`);
  const url = new URL(serverUrl);
  url.pathname = `/${TEMPLATE}`;
  const env = { ...process.env, DATABASE_URL: url.href, LOG_LEVEL: 'warn' };
  execFileSync(process.execPath, ['dist/src/migrate.js'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function onServer(url, statement) {
  const { Client } = createRequire(import.meta.url)('pg');
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function startRedis(directory, freePort) {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined;
  const port = await freePort();
  const server = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      directory,
      '--save',
      '',
      '--appendonly',
      'no',
      '--maxmemory-policy',
      'noeviction',
    ],
    { stdio: 'ignore' },
  );
  process.env.TEST_REDIS_URL = `redis://127.0.0.1:${port}`;
  return server;
}
