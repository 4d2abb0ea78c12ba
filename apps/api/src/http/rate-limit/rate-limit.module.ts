import { AuthModule } from '@app/auth';
import { coreConfig, RateLimiterModule, RateLimiterService } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_GUARD } from '@nestjs/core';
import { getOptionsToken, getStorageToken, type ThrottlerModuleOptions } from '@nestjs/throttler';
import { httpConfig } from '../http.config';
import { rateLimitConfig } from './rate-limit.config';
import { RateLimitGuard } from './rate-limit.guard';
import { RateLimitPolicies } from './rate-limit-policies';
import { RecognisedBudgetsService } from './recognised-budgets.service';
import { RouteBudgetsService } from './route-budgets.service';

/**
 * Limits every HTTP route of the process. Import it after the module that provides the access guard: global guards run
 * in the order in which their modules are imported, and the limit is per caller.
 */
@Module({
  imports: [
    AuthModule,
    RateLimiterModule,
    ConfigModule.forFeature(coreConfig),
    ConfigModule.forFeature(httpConfig),
    ConfigModule.forFeature(rateLimitConfig),
  ],
  providers: [
    RateLimitPolicies,
    RecognisedBudgetsService,
    {
      provide: getOptionsToken(),
      inject: [RateLimitPolicies],
      useFactory: (policies: RateLimitPolicies): ThrottlerModuleOptions => [policies.ofRoute],
    },
    { provide: getStorageToken(), useExisting: RateLimiterService },
    RouteBudgetsService,
    { provide: APP_GUARD, useClass: RateLimitGuard },
  ],
})
export class RateLimitModule {}
