import 'reflect-metadata';
import { CoreEnv, readEnv } from '@app/core';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations';

/** While a schema change waits for a lock, every statement on that table waits behind it. */
const LOCK_TIMEOUT_MS = 3_000;

/** A connection for schema changes. */
export const createDataSource = () =>
  new DataSource({
    type: 'postgres',
    url: readEnv(CoreEnv).DATABASE_URL,
    applicationName: 'reelway-migrate',
    extra: { lock_timeout: LOCK_TIMEOUT_MS },
    migrations: migrations as never,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
  });
