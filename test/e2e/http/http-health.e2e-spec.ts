import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERSION } from '@app/core';
import { DataSource } from 'typeorm';
import { freePort } from '../../../src/start/free-port';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/start/postgres/embedded-postgres';
import { ProbeModule } from '../../support/harness/probe.module';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { waitUntil } from '../../support/harness/wait-until';
import { createTestDatabase } from '../../support/servers/test-database';

interface Health {
  status: string;
  version: string;
  checks: Record<string, { status: string; detail?: string }>;
}

async function ask(url: string, path: string): Promise<{ status: number; body: Health }> {
  const answer = await fetch(`${url}${path}`);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return { status: answer.status, body: (await answer.json()) as Health };
}

/** Resolves when every part has answered: opening the first connections may take longer than a check. */
const healthy = (url: string, path = '/health') =>
  waitUntil(async () => {
    const answer = await ask(url, path);
    const isChecked = !answer.body.checks?.queue?.detail?.endsWith('is still being checked');
    return answer.status === 200 && isChecked ? answer : undefined;
  });

describe('health', () => {
  it('names every part, and requires no credential', async () => {
    const database = await createTestDatabase();
    const api = await startTestApi({ databaseUrl: database.url, env: { REDIS_URL: undefined } });
    const { body } = await healthy(api.url);
    expect(body.version).toBe(VERSION);
    expect(Object.keys(body.checks)).toEqual(['database', 'queue', 'storage', 'render_provider']);
    expect(body.checks.database).toEqual({ status: 'ok' });
    expect(JSON.stringify(body)).not.toMatch(/:\/\/|password/);
    expect((await ask(api.url, '/health/live')).status).toBe(200);
    await healthy(api.url, '/health/ready');
    await api.close();
    await database.drop();
  });

  it('is not ready until the migrations that the code needs have run', async () => {
    const database = await createTestDatabase();
    const api = await startTestApi({ databaseUrl: database.url });
    const dataSource = api.app.get(DataSource);
    const [last] = await dataSource.query<{ name: string; timestamp: string }[]>(
      'select name, timestamp from migrations order by id desc limit 1',
    );
    await dataSource.query('delete from migrations where name = $1', [last?.name]);
    const statuses = new Set<number>();
    await waitUntil(async () => {
      const { status, body } = await ask(api.url, '/health/ready');
      statuses.add(status);
      return 'detail' in body && body.detail === '1 migrations have not run yet';
    });
    expect([...statuses]).toEqual([503]);
    expect((await ask(api.url, '/health/live')).status).toBe(200);
    await dataSource.query('insert into migrations (name, timestamp) values ($1, $2)', [last?.name, last?.timestamp]);
    await healthy(api.url, '/health/ready');
    await api.close();
    await database.drop();
  });

  describe('while Postgres goes away and comes back', () => {
    let directory: string;
    let port: number;
    let postgres: EmbeddedPostgres;
    let api: TestApi;

    const start = () => startEmbeddedPostgres({ directory: join(directory, 'postgres'), port, durable: false });

    beforeAll(async () => {
      directory = mkdtempSync(join(tmpdir(), 'reelway-health-'));
      execFileSync('chmod', ['755', directory]);
      port = await freePort();
      postgres = await start();
      execFileSync(process.execPath, ['dist/src/migrate.js'], { env: { ...process.env, DATABASE_URL: postgres.url } });
      api = await startTestApi({ databaseUrl: postgres.url, modules: [ProbeModule], env: { METRICS_PORT: '0' } });
    });
    afterAll(async () => {
      await api?.close();
      await postgres?.stop('immediate');
      rmSync(directory, { recursive: true, force: true });
    });

    it('reports it, keeps answering, and recovers automatically', async () => {
      await healthy(api.url);

      await postgres.stop('immediate');
      const down = await ask(api.url, '/health');
      expect(down.status).toBe(503);
      expect(down.body).toMatchObject({
        status: 'down',
        checks: { database: { status: 'down' }, queue: { status: 'down' } },
      });
      expect(JSON.stringify(down.body)).not.toMatch(/127\.0\.0\.1|reelway:|ECONN/);
      expect((await ask(api.url, '/health/ready')).status).toBe(503);
      expect((await ask(api.url, '/health/live')).status).toBe(200);

      const refused = await fetch(`${api.url}/probe/context`);
      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).toBe('2');
      expect(await refused.json()).toMatchObject({ code: 'database_unavailable', status: 503 });

      postgres = await start();
      await waitUntil(async () => (await ask(api.url, '/health/ready')).status === 200);
      expect((await fetch(`${api.url}/probe/context`)).status).toBe(200);
      await healthy(api.url);
    });
  });

  it('is served on a separate port, with the metrics, when METRICS_PORT is set', async () => {
    const database = await createTestDatabase();
    const port = await freePort();
    const api = await startTestApi({ databaseUrl: database.url, env: { METRICS_PORT: String(port) } });
    const own = `http://127.0.0.1:${port}`;
    expect((await ask(own, '/health/live')).status).toBe(200);
    await healthy(own, '/health/ready');
    expect(await (await fetch(`${own}/metrics`)).text()).toContain('build_info{service="api"');
    expect((await fetch(`${own}/api/auth/me`)).status).toBe(404);

    const second = await startTestApi({ databaseUrl: database.url, env: { METRICS_PORT: String(port) } });
    expect((await ask(second.url, '/health/live')).status).toBe(200);
    await second.close();
    await api.close();
    await expect(fetch(`${own}/health/live`)).rejects.toThrow();
    await database.drop();
  });
});
