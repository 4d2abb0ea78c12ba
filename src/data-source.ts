import 'reflect-metadata';
import { CoreEnv, readEnv } from '@app/core';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations';

/** Connection for schema changes, used by `migrate` and by the TypeORM command line. */
export const dataSource = new DataSource({
  type: 'postgres',
  url: readEnv(CoreEnv).DATABASE_URL,
  applicationName: 'reelway-migrate',
  migrations: migrations as never,
  migrationsTableName: 'migrations',
  migrationsTransactionMode: 'each',
});
