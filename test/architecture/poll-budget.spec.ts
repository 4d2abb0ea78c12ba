import { randomUUID } from 'node:crypto';
import { DiscoveryModule } from '@nestjs/core';
import { apiRoutes } from '../support/harness/api-routes';
import { startTestApi, type TestApi } from '../support/harness/test-app';
import { createTestUser } from '../support/harness/test-credentials';
import { createTestDatabase, type TestDatabase } from '../support/servers/test-database';

/** GET routes that do work of their own instead of reading the state of accepted work. */
const WORK = ['/edit/v1/probe/:url'];

describe('reading of the render API', () => {
  let database: TestDatabase;
  let api: TestApi;
  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startTestApi({ databaseUrl: database.url, modules: [DiscoveryModule], env: { REDIS_URL: undefined } });
  });
  afterAll(async () => {
    await api?.close();
    await database?.drop();
  });

  it('has the budget for polling on every route, in every dialect', async () => {
    const { apiKey } = await createTestUser(database.url);
    const routes = apiRoutes(api.app).filter(
      ({ method, path }) => method === 'GET' && /^\/(api\/v1|edit|serve|ingest)\//.test(path),
    );
    expect(routes.length).toBeGreaterThan(10);
    const policies = await Promise.all(
      routes.map(async ({ path }) => {
        const answer = await fetch(api.url + path.replace(/:\w+/g, randomUUID()), { headers: { 'x-api-key': apiKey } });
        await answer.arrayBuffer();
        const [, policy] = /^"(\w+)"/.exec(answer.headers.get('ratelimit-policy') ?? '') ?? [];
        return [path, policy];
      }),
    );
    expect(Object.fromEntries(policies)).toEqual(
      Object.fromEntries(routes.map(({ path }) => [path, WORK.includes(path) ? 'api' : 'poll'])),
    );
  });
});
