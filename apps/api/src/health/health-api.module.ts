import { type CoreConfig, coreConfig, DatabaseHealth, RedisConnection } from '@app/core';
import { QueueMonitor } from '@app/jobs';
import { FfmpegHealth, MediaModule } from '@app/media';
import { RenderProviders, ShotstackHealth } from '@app/render-proxy';
import { StorageHealth, StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { RendersDoorModule } from '../renders/renders-api.module';
import { HealthController } from './health.controller';
import { HEALTH_CHECKS, HealthService } from './health.service';

@Module({
  imports: [ConfigModule.forFeature(coreConfig), MediaModule, RendersDoorModule, StorageModule],
  controllers: [HealthController],
  providers: [
    HealthService,
    {
      provide: HEALTH_CHECKS,
      inject: [
        coreConfig.KEY,
        DatabaseHealth,
        QueueMonitor,
        StorageHealth,
        RenderProviders,
        ShotstackHealth,
        FfmpegHealth,
        RedisConnection,
      ],
      useFactory: (
        config: CoreConfig,
        database: DatabaseHealth,
        queue: QueueMonitor,
        storage: StorageHealth,
        renders: RenderProviders,
        shotstack: ShotstackHealth,
        ffmpeg: FfmpegHealth,
        redis: RedisConnection,
      ) => ({
        database,
        queue,
        storage,
        ...(config.REDIS_URL && { redis }),
        render_provider: renders.chosenName === 'shotstack' ? shotstack : ffmpeg,
      }),
    },
  ],
})
export class HealthModule {}
