import { type DynamicModule, Global, Logger, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type CoreConfig, coreConfig } from '../core.config';
import { ChangeFeedService } from './change-feed.service';
import { KEEP_ALIVE } from './keep-alive';
import { postgresDriver } from './postgres-driver';

const logger = new Logger('Database');

/**
 * Time limits that end a stuck query before its caller gives up; a process that needs longer ones sets them explicitly.
 */
const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 5_000;

/** The process's pool of connections to Postgres. Libs register their entities with `TypeOrmModule.forFeature`. */
@Global()
@Module({ providers: [ChangeFeedService], exports: [ChangeFeedService] })
export class DatabaseModule {
  /** @param mostConnections maximum pool size, in place of `DATABASE_POOL_SIZE` if that allows more */
  static forProcess({ mostConnections = Number.POSITIVE_INFINITY } = {}): DynamicModule {
    const core = ConfigModule.forFeature(coreConfig);
    const typeOrm = TypeOrmModule.forRootAsync({
      imports: [core],
      inject: [coreConfig.KEY],
      useFactory: (config: CoreConfig) => ({
        type: 'postgres' as const,
        driver: postgresDriver,
        url: config.DATABASE_URL,
        autoLoadEntities: true,
        synchronize: false,
        applicationName: 'reelway',
        retryAttempts: 20,
        retryDelay: 1_000,
        poolErrorHandler: (error: Error) => logger.warn(`connection lost: ${error.message}`),
        extra: {
          max: Math.min(config.DATABASE_POOL_SIZE, mostConnections),
          connectionTimeoutMillis: 3_000,
          idleTimeoutMillis: 30_000,
          ...KEEP_ALIVE,
          query_timeout: STATEMENT_TIMEOUT_MS + 2_000,
          statement_timeout: STATEMENT_TIMEOUT_MS,
          lock_timeout: LOCK_TIMEOUT_MS,
          idle_in_transaction_session_timeout: 15_000,
        },
      }),
    });
    return { module: DatabaseModule, imports: [core, typeOrm], exports: [TypeOrmModule] };
  }
}
