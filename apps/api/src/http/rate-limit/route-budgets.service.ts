import { RateLimiterService, routeOf } from '@app/core';
import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { getOptionsToken, ThrottlerGuard, type ThrottlerModuleOptions, type ThrottlerRequest } from '@nestjs/throttler';
import { RateLimitPolicies, type RouteBudget } from './rate-limit-policies';

/**
 * The budget of each route, as the decorators of `@nestjs/throttler` state it. The library's guard reads a dozen values
 * for each request; here it does so for the first requests of each route only, and counts nothing.
 */
@Injectable()
export class RouteBudgetsService extends ThrottlerGuard {
  /** By route. The decorators of a route contain constants, so its budget is the same for every request. */
  private readonly budgets = new WeakMap<object, RouteBudget | 'unlimited'>();

  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    limiter: RateLimiterService,
    private readonly policies: RateLimitPolicies,
    reflector: Reflector,
  ) {
    super(options, limiter, reflector);
  }

  of(context: ExecutionContext): RouteBudget | 'unlimited' | Promise<RouteBudget | 'unlimited'> {
    return this.budgets.get(routeOf(context)) ?? this.learn(context);
  }

  private async learn(context: ExecutionContext): Promise<RouteBudget | 'unlimited'> {
    await super.canActivate(context);
    // The library has called `handleRequest` unless the route has no limit.
    const budget = this.budgets.get(routeOf(context)) ?? 'unlimited';
    this.budgets.set(routeOf(context), budget);
    return budget;
  }

  protected override handleRequest({ context, limit, ttl: windowMs }: ThrottlerRequest): Promise<boolean> {
    this.budgets.set(routeOf(context), { policy: this.policies.policyOf(context), limit, windowMs });
    return Promise.resolve(true);
  }
}
