import { startTestApi, type TestApi } from '../support/test-app';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

describe('health', () => {
  let database: TestDatabase;
  let api: TestApi;
  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startTestApi({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await api?.close();
    await database.drop();
  });

  it('is alive', async () => {
    expect((await fetch(`${api.url}/health/live`)).status).toBe(200);
  });
});
