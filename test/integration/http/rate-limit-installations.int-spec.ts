import { RateLimiterService, RedisConnection } from '@app/core';
import { waitUntil } from '../../support/harness/wait-until';
import { describeWithRedis, startRedis, type TestRedis } from '../../support/servers/redis-server';

describeWithRedis('two installations on one Redis', () => {
  let server: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    server = await startRedis();
    connection = new RedisConnection(server.url, 'test', 20_000);
    await connection.onModuleInit();
    await waitUntil(() => connection.ready);
  });
  afterAll(async () => {
    connection?.onApplicationShutdown();
    await server?.stop();
  });

  it('count the requests of one client separately', async () => {
    const budget = [{ key: 'ip:203.0.113.9', limit: 1, windowMs: 600_000 }];
    const take = (QUEUE_PREFIX: string) => new RateLimiterService(connection, { QUEUE_PREFIX }).take('test', budget);
    const decisions = [await take('staging'), await take('production'), await take('staging')];
    expect(decisions.map(({ allowed }) => allowed)).toEqual([true, true, false]);
  });
});
