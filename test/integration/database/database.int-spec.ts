import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

describe('test database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is a real PostgreSQL, migrated', async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from migrations');
    await client.end();
    expect(rows[0]?.n).toBeGreaterThanOrEqual(0);
  });
});
