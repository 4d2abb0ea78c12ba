import { Global, Logger, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type CoreConfig, coreConfig } from '../core.config';
import { ChangeFeedService } from './change-feed.service';
import { postgresDriver } from './postgres-driver';

const logger = new Logger('Database');

/** Ceilings that end a stuck query before its caller gives up; a process that needs longer ones says so explicitly. */
const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 5_000;

/** The product's one connection to Postgres. Libs register their entities with `TypeOrmModule.forFeature`. */
@Global()
@Module({
  imports: [
    ConfigModule.forFeature(coreConfig),
    TypeOrmModule.forRootAsync({
      imports: [ConfigModule.forFeature(coreConfig)],
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
          max: config.DATABASE_POOL_SIZE,
          connectionTimeoutMillis: 3_000,
          idleTimeoutMillis: 30_000,
          keepAlive: true,
          query_timeout: STATEMENT_TIMEOUT_MS + 2_000,
          statement_timeout: STATEMENT_TIMEOUT_MS,
          lock_timeout: LOCK_TIMEOUT_MS,
          idle_in_transaction_session_timeout: 15_000,
        },
      }),
    }),
  ],
  providers: [ChangeFeedService],
  exports: [TypeOrmModule, ChangeFeedService],
})
export class DatabaseModule {}
