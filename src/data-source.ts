import 'reflect-metadata';
import { CoreEnv, readEnv } from '@app/core';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations';

/** A connection for schema changes. */
export const createDataSource = () =>
  new DataSource({
    type: 'postgres',
    url: readEnv(CoreEnv).DATABASE_URL,
    applicationName: 'reelway-migrate',
    migrations: migrations as never,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
  });
