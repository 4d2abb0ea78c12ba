import { ProbeModule } from '../../support/harness/probe.module';
import { startTestApi } from '../../support/harness/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

describe('the address of a client', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it.each([
    ['believes no header without TRUST_PROXY', undefined, '198.51.100.7', '127.0.0.1'],
    ['takes what our one proxy saw', '1', '203.0.113.9, 198.51.100.7', '198.51.100.7'],
    ['takes what the outer of two proxies saw', '2', '203.0.113.9, 198.51.100.7', '203.0.113.9'],
    ['believes listed proxies', '127.0.0.1, 198.51.100.0/24', '203.0.113.9, 198.51.100.7', '203.0.113.9'],
    ['does not believe other proxies', '192.0.2.0/24', '203.0.113.9', '127.0.0.1'],
  ])('%s', async (_name, TRUST_PROXY, forwarded, expected) => {
    const api = await startTestApi({ databaseUrl: database.url, modules: [ProbeModule], env: { TRUST_PROXY } });
    const answer = await fetch(`${api.url}/probe/address`, { headers: { 'x-forwarded-for': forwarded } });
    await api.close();
    expect(await answer.json()).toEqual({ ip: expected });
  });
});
