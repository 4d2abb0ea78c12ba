import { type BucketState, RateLimiterService, rateLimited } from '@app/core';
import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { getOptionsToken, ThrottlerGuard, type ThrottlerModuleOptions, type ThrottlerRequest } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type NamedBucket, RateLimitPolicies } from './rate-limit-policies';
import { RecognisedBudgetsService } from './recognised-budgets.service';

type Spent = NamedBucket & BucketState;

/**
 * Limits every route, after the access guard has identified the caller. It extends `@nestjs/throttler`'s guard with
 * another way of counting: its decorators work, all budgets of a request are one decision, and each answer shows them.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    private readonly limiter: RateLimiterService,
    private readonly policies: RateLimitPolicies,
    private readonly recognised: RecognisedBudgetsService,
    reflector: Reflector,
  ) {
    super(options, limiter, reflector);
  }

  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return context.getType() !== 'http';
  }

  /** Runs before the body is read, except for a short body when the sign-in budget of the network is used up. */
  protected override async handleRequest({ context, limit, ttl }: ThrottlerRequest): Promise<boolean> {
    const { name } = this.policies.policyOf(context);
    const buckets = this.policies.bucketsOf(context, limit, ttl);
    try {
      await this.spend(context, name, buckets);
    } catch (error) {
      if (name !== 'sign_in' || !rateLimited.is(error)) throw error;
      const own = await this.recognised.bucketOf(context.switchToHttp().getRequest<FastifyRequest>(), buckets[0]);
      if (!own) throw error;
      await this.spend(context, name, [own]);
    }
    return true;
  }

  /** @throws rate_limited */
  private async spend(context: ExecutionContext, policy: string, buckets: readonly NamedBucket[]): Promise<void> {
    const { allowed, states, retryAfterMs } = await this.limiter.take(policy, buckets);
    const spent = buckets.map(
      (bucket, index): Spent => ({ ...bucket, ...(states[index] ?? { remaining: 0, resetMs: 0 }) }),
    );
    const tightest = spent.reduce((a, b) => (b.remaining < a.remaining ? b : a));
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    reply.headers(rateLimitHeaders(spent, tightest));
    if (allowed) return;
    throw rateLimited(
      `The limit "${policy}" is ${tightest.limit} requests in ${wholeSeconds(tightest.windowMs)} seconds for each ${tightest.scope}.`,
      { retryAfterSeconds: Math.max(1, wholeSeconds(retryAfterMs)), extra: { policy } },
    );
  }
}

/** Seconds, rounded up: a client that waits this long is never too early. */
const wholeSeconds = (ms: number): number => Math.ceil(ms / 1_000);

/**
 * `RateLimit-Policy` and `RateLimit` as structured fields of draft-ietf-httpapi-ratelimit-headers-11 (`t` = seconds
 * until more becomes available), and the older `X-RateLimit-*` for the budget that is closest to exhaustion.
 */
function rateLimitHeaders(budgets: readonly Spent[], tightest: Spent): Record<string, string> {
  return {
    'ratelimit-policy': budgets
      .map(({ name, limit, windowMs }) => `"${name}";q=${limit};w=${wholeSeconds(windowMs)}`)
      .join(', '),
    ratelimit: budgets
      .map(({ name, remaining, resetMs }) => `"${name}";r=${remaining};t=${wholeSeconds(resetMs)}`)
      .join(', '),
    'x-ratelimit-limit': String(tightest.limit),
    'x-ratelimit-remaining': String(tightest.remaining),
    'x-ratelimit-reset': String(wholeSeconds(tightest.resetMs)),
  };
}
