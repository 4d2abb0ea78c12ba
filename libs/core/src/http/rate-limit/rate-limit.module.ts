import { Global, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_GUARD } from '@nestjs/core';
import { getOptionsToken, getStorageToken, type ThrottlerModuleOptions } from '@nestjs/throttler';
import { type CoreConfig, coreConfig } from '../../core.config';
import { RedisConnection } from '../../redis/redis-connection';
import { rateLimitConfig } from './rate-limit.config';
import { RateLimitGuard } from './rate-limit.guard';
import { RateLimitPolicies } from './rate-limit-policies';
import { RateLimiterService } from './rate-limiter.service';

/**
 * Limits every HTTP route of the process. Import it after the module that provides the access guard: global guards
 * run in the order in which their modules are imported, and the limit is per caller.
 */
@Global()
@Module({
  imports: [ConfigModule.forFeature(coreConfig), ConfigModule.forFeature(rateLimitConfig)],
  providers: [
    {
      provide: RedisConnection,
      inject: [coreConfig.KEY],
      useFactory: (config: CoreConfig) => new RedisConnection(config.REDIS_URL),
    },
    RateLimiterService,
    RateLimitPolicies,
    {
      provide: getOptionsToken(),
      inject: [RateLimitPolicies],
      useFactory: (policies: RateLimitPolicies): ThrottlerModuleOptions => [
        {
          name: 'default',
          limit: (context) => policies.policyOf(context).limit,
          ttl: (context) => policies.policyOf(context).windowMs,
        },
      ],
    },
    { provide: getStorageToken(), useExisting: RateLimiterService },
    RateLimitGuard,
    { provide: APP_GUARD, useExisting: RateLimitGuard },
  ],
  exports: [RedisConnection, RateLimiterService, getOptionsToken(), getStorageToken()],
})
export class RateLimitModule {}
