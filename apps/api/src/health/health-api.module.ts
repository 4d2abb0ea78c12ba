import { type CoreConfig, coreConfig, DatabaseHealth, RedisConnection } from '@app/core';
import { QueueMonitorService } from '@app/jobs';
import { RenderProviders, RenderProxyModule } from '@app/render-proxy';
import { StorageHealthService, StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { HealthController } from './health.controller';
import { HEALTH_CHECKS, HealthService } from './health.service';

@Module({
  imports: [ConfigModule.forFeature(coreConfig), RenderProxyModule, StorageModule],
  controllers: [HealthController],
  providers: [
    HealthService,
    {
      provide: HEALTH_CHECKS,
      inject: [
        coreConfig.KEY,
        DatabaseHealth,
        QueueMonitorService,
        StorageHealthService,
        RenderProviders,
        RedisConnection,
      ],
      useFactory: (
        config: CoreConfig,
        database: DatabaseHealth,
        queue: QueueMonitorService,
        storage: StorageHealthService,
        renders: RenderProviders,
        redis: RedisConnection,
      ) => ({
        database,
        queue,
        storage,
        ...(config.REDIS_URL && { redis }),
        render_provider: renders,
      }),
    },
  ],
})
export class HealthApiModule {}
