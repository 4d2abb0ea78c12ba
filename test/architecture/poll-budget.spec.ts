import { randomUUID } from 'node:crypto';
import { DiscoveryModule } from '@nestjs/core';
import { apiRoutes } from '../support/harness/api-routes';
import { createTestUser } from '../support/harness/test-credentials';
import { installation } from '../support/harness/test-installation';

/** GET routes that do work of their own instead of reading the state of accepted work. */
const WORK = ['/edit/v1/probe/:url'];

describe('reading of the render API', () => {
  const instance = installation({ modules: [DiscoveryModule], env: { REDIS_URL: undefined } });

  it('has the budget for polling on every route, in every dialect', async () => {
    const { apiKey } = await createTestUser(instance.database.url);
    const routes = apiRoutes(instance.api.app).filter(
      ({ method, path }) => method === 'GET' && /^\/(api\/v1|edit|serve|ingest)\//.test(path),
    );
    expect(routes.length).toBeGreaterThan(10);
    const policies = await Promise.all(
      routes.map(async ({ path }) => {
        const answer = await fetch(instance.api.url + path.replace(/:\w+/g, randomUUID()), {
          headers: { 'x-api-key': apiKey },
        });
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
