import { RateLimiterService, rateLimited } from '@app/core';
import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { getOptionsToken, ThrottlerGuard, type ThrottlerModuleOptions, type ThrottlerRequest } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { rateLimitHeaders, wholeSeconds } from './rate-limit-headers';
import { RateLimitPolicies } from './rate-limit-policies';

/**
 * Limits every route, after the access guard has said who calls. It is `@nestjs/throttler`'s guard with another way
 * of counting: its decorators work, all budgets of a request are one decision, and each answer shows them.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    private readonly limiter: RateLimiterService,
    private readonly policies: RateLimitPolicies,
    reflector: Reflector,
  ) {
    super(options, limiter, reflector);
  }

  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return context.getType() !== 'http';
  }

  protected override async handleRequest({ context, limit, ttl }: ThrottlerRequest): Promise<boolean> {
    const buckets = this.policies.bucketsOf(context, limit, ttl);
    const { name } = this.policies.policyOf(context);
    const decision = await this.limiter.take(name, buckets);
    context.switchToHttp().getResponse<FastifyReply>().headers(rateLimitHeaders(buckets, decision));
    if (decision.allowed) return true;
    const retryAfterSeconds = Math.max(1, wholeSeconds(decision.retryAfterMs));
    throw rateLimited(`The limit is ${describe(buckets)}.`, { retryAfterSeconds, extra: { policy: name } });
  }
}

const describe = (buckets: readonly { limit: number; windowMs: number }[]): string =>
  buckets.map(({ limit, windowMs }) => `${limit} requests in ${wholeSeconds(windowMs)} seconds`).join(' and ');
