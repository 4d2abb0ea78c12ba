import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { coreConfig } from '../core.config';
import { DatabaseHealth } from '../database/database-health';
import { collectProcessMetrics } from '../logging/process-metrics';
import { OperationsServer } from './operations-server';
import { REQUIRED_MIGRATIONS, Readiness } from './readiness';
import { StartAfterMigrationsService } from './start-after-migrations.service';

export interface OperationsOptions {
  /** Name in `build_info`: `api`, `worker`, … */
  service: string;
  /** The migrations that the process needs. */
  migrations: readonly { name: string }[];
  /** Whether the process begins its work by itself, and therefore waits for these migrations. Default: false. */
  startsAfterMigrations?: boolean;
}

/** Readiness, process metrics and the private port of a process; needs the database module. */
@Global()
@Module({})
export class OperationsModule {
  static forProcess({ service, migrations, startsAfterMigrations }: OperationsOptions): DynamicModule {
    collectProcessMetrics(service);
    const required = { provide: REQUIRED_MIGRATIONS, useValue: migrations.map(({ name }) => name) };
    return {
      module: OperationsModule,
      imports: [ConfigModule.forFeature(coreConfig)],
      providers: [
        required,
        DatabaseHealth,
        Readiness,
        OperationsServer,
        ...(startsAfterMigrations ? [StartAfterMigrationsService] : []),
      ],
      exports: [DatabaseHealth, Readiness, OperationsServer],
    };
  }
}
