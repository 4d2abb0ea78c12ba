import { DatabaseModule } from '@app/core';
import { InsightsModule } from '@app/insights';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../servers/test-database';

@Module({ imports: [DatabaseModule.forProcess(), InsightsModule] })
class InsightsSuiteModule {}

/** The lib `insights` on a database of its own, for the suite that calls it. No API, no worker. */
export function insightsSuite() {
  let database: TestDatabase;
  let app: INestApplicationContext;
  beforeAll(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, { DATABASE_URL: database.url });
    app = await NestFactory.createApplicationContext(InsightsSuiteModule, { logger: false, abortOnError: false });
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });
  return {
    get: <T>(service: Type<T>): T => app.get(service),
    query: <T>(statement: string, parameters: unknown[] = []): Promise<T> =>
      app.get(DataSource).query<T>(statement, parameters),
  };
}
