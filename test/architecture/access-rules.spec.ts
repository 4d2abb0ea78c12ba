import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { apiRoutes } from '../support/harness/api-routes';
import { createTestUser } from '../support/harness/test-credentials';
import { installation } from '../support/harness/test-installation';

@Controller('planted')
class PlantedController {
  @Get('without-rule')
  forgotten() {
    return {};
  }
}

@Module({ controllers: [PlantedController] })
class PlantedModule {}

describe('access rules', () => {
  const instance = installation({ modules: [DiscoveryModule, PlantedModule] });

  it('finds the routes, including the planted one', () => {
    const paths = apiRoutes(instance.api.app).map(({ method, path }) => `${method} ${path}`);
    expect(paths).toEqual(expect.arrayContaining(['GET /planted/without-rule', 'GET /health/live']));
  });

  it('holds on every route', () => {
    const without = apiRoutes(instance.api.app).filter(({ rule, path }) => !rule && path !== '/planted/without-rule');
    expect(
      without.map(
        ({ name, path }) => `${name} (${path}) says nobody who may call it: add @Public(), @RequireScope(…), …`,
      ),
    ).toEqual([]);
  });

  it('refuses every caller on a route without a rule', async () => {
    const { apiKey } = await createTestUser(instance.database.url, { role: 'admin' });
    const answer = await fetch(`${instance.api.url}/planted/without-rule`, { headers: { 'x-api-key': apiKey } });
    expect(answer.status).toBe(403);
    expect((await fetch(`${instance.api.url}/planted/without-rule`)).status).toBe(401);
  });
});
