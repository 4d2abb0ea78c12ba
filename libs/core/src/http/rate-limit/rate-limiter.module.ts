import { Global, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { type CoreConfig, coreConfig } from '../../core.config';
import { RedisConnection } from '../../redis/redis-connection';
import { RateLimiterService } from './rate-limiter.service';

/** The process's only limiter and its connection to Redis; the application decides which budgets exist. */
@Global()
@Module({
  imports: [ConfigModule.forFeature(coreConfig)],
  providers: [
    {
      provide: RedisConnection,
      inject: [coreConfig.KEY],
      useFactory: (config: CoreConfig) => new RedisConnection(config.REDIS_URL),
    },
    RateLimiterService,
  ],
  exports: [RedisConnection, RateLimiterService],
})
export class RateLimiterModule {}
