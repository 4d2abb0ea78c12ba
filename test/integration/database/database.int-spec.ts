import { DatabaseModule, prepared } from '@app/core';
import { NestFactory } from '@nestjs/core';
import { Client, type PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';
import { setEnvironment } from '../../support/set-environment';

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

  it('prepares the statements that are marked, once for each connection, and no others', async () => {
    setEnvironment({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: database.url });
    const app = await NestFactory.createApplicationContext(DatabaseModule.forProcess(), { logger: false });
    const statement = prepared('select $1::integer + 1 as next');
    const found = await app.get(DataSource).transaction(async (manager) => {
      const answers = [await manager.query(statement, [1]), await manager.query(statement, [2])];
      await manager.query('select $1::integer as other', [3]);
      return [
        answers,
        await manager.query('select statement, generic_plans + custom_plans as runs from pg_prepared_statements'),
      ];
    });
    await app.close();
    expect(found).toEqual([[[{ next: 2 }], [{ next: 3 }]], [{ statement, runs: '2' }]]);
  });

  it('begins a transaction together with its first statement', async () => {
    setEnvironment({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: database.url });
    const app = await NestFactory.createApplicationContext(DatabaseModule.forProcess(), { logger: false });
    const runner = app.get(DataSource).createQueryRunner();
    const connection = (await runner.connect()) as PoolClient;
    await runner.startTransaction();
    const begun = connection.getTransactionStatus();
    await runner.query('select 1');
    const during = connection.getTransactionStatus();
    await runner.rollbackTransaction();
    await runner.release();
    await app.close();
    expect([begun, during]).toEqual(['I', 'T']);
  });

  it('ends a connection that cannot begin a transaction, so that nothing is committed outside of it', async () => {
    setEnvironment({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: database.url });
    const app = await NestFactory.createApplicationContext(DatabaseModule.forProcess(), { logger: false });
    const runner = app.get(DataSource).createQueryRunner();
    const connection = (await runner.connect()) as PoolClient;
    const ended = new Promise<void>((resolve) => connection.once('end', () => resolve()));
    // The server refuses to begin a transaction within one that has failed.
    await connection.query('begin; select 1 / 0').catch(() => undefined);
    await connection.query('START TRANSACTION');
    await ended;
    await expect(connection.query('commit')).rejects.toThrow();
    await runner.release();
    await app.close();
  });
});
