import { startEndingPostgres } from '../../../../test/support/servers/ending-postgres';
import { postgresDriver } from './postgres-driver';

describe('a connection of the product', () => {
  // An 'error' event without a listener would end the process, and fail the test.
  it('fails its statement, and nothing else, when the server ends it as soon as it has begun', async () => {
    const server = await startEndingPostgres();
    const pool = new postgresDriver.Pool({ connectionString: server.url });
    const client = await pool.connect();
    await expect(client.query('select 1')).rejects.toThrow(/terminat|connection error/);
    client.release(true);
    await pool.end();
    server.close();
  });
});
