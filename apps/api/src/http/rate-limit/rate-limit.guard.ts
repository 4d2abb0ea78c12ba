import { type BucketState, type RateDecision, RateLimiterService, rateLimited } from '@app/core';
import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { getOptionsToken, ThrottlerGuard, type ThrottlerModuleOptions, type ThrottlerRequest } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type NamedBucket, RateLimitPolicies, type RateLimitPolicyName, type RouteBudget } from './rate-limit-policies';
import { RecognisedBudgetsService } from './recognised-budgets.service';

type Spent = NamedBucket & BucketState;

/** One for all requests: a promise costs more than most decisions. */
const ADMITTED = Promise.resolve(true);

/**
 * Limits every route, after the access guard has identified the caller. It extends `@nestjs/throttler`'s guard with
 * another way of counting: its decorators work, all budgets of a request are one decision, and each answer shows them.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  /** Budgets by route. The decorators of a route contain constants, so its budget is the same for every request. */
  private readonly budgets = new WeakMap<object, RouteBudget | 'unlimited'>();

  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    private readonly limiter: RateLimiterService,
    private readonly policies: RateLimitPolicies,
    private readonly recognised: RecognisedBudgetsService,
    reflector: Reflector,
  ) {
    super(options, limiter, reflector);
  }

  /**
   * The library would read a dozen values for each request; this guard lets it do so for the first requests of each
   * route only.
   */
  override canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return ADMITTED;
    const known = this.budgets.get(routeOf(context));
    if (!known) return this.learn(context);
    return known === 'unlimited' ? ADMITTED : this.admit(context, known);
  }

  private async learn(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(context);
    const isAllowed = await super.canActivate(context);
    // The library has called `handleRequest` unless the route has no limit.
    if (!this.budgets.has(route)) this.budgets.set(route, 'unlimited');
    return isAllowed;
  }

  protected override handleRequest({ context, limit, ttl: windowMs }: ThrottlerRequest): Promise<boolean> {
    const budget = { policy: this.policies.policyOf(context), limit, windowMs };
    this.budgets.set(routeOf(context), budget);
    return this.admit(context, budget);
  }

  /** Runs before the body is read, except for a short body when the sign-in budget of the network is used up. */
  private admit(context: ExecutionContext, budget: RouteBudget): Promise<boolean> {
    const { name } = budget.policy;
    const buckets = this.policies.bucketsOf(context, budget);
    const decision = this.limiter.take(name, buckets);
    if (decision instanceof Promise || !decision.allowed) return this.decide(context, name, buckets, decision);
    apply(context, name, buckets, decision);
    return ADMITTED;
  }

  private async decide(
    context: ExecutionContext,
    name: RateLimitPolicyName,
    buckets: readonly [NamedBucket, ...NamedBucket[]],
    decision: RateDecision | Promise<RateDecision>,
  ): Promise<boolean> {
    try {
      apply(context, name, buckets, await decision);
    } catch (error) {
      if (name !== 'sign_in' || !rateLimited.is(error)) throw error;
      const own = await this.recognised.bucketOf(context.switchToHttp().getRequest<FastifyRequest>(), buckets[0]);
      if (!own) throw error;
      apply(context, name, [own], await this.limiter.take(name, [own]));
    }
    return true;
  }
}

/**
 * Shows a decision in the answer's headers.
 * @throws rate_limited
 */
function apply(
  context: ExecutionContext,
  policy: string,
  buckets: readonly NamedBucket[],
  { allowed, states, retryAfterMs }: RateDecision,
): void {
  const spent = buckets.map(
    (bucket, index): Spent => ({ ...bucket, ...(states[index] ?? { remaining: 0, resetMs: 0 }) }),
  );
  const tightest = spent.reduce((a, b) => (b.remaining < a.remaining ? b : a));
  context.switchToHttp().getResponse<FastifyReply>().headers(rateLimitHeaders(spent, tightest));
  if (allowed) return;
  throw rateLimited(
    `The limit "${policy}" is ${tightest.limit} requests in ${wholeSeconds(tightest.windowMs)} seconds for each ${tightest.scope}.`,
    { retryAfterSeconds: Math.max(1, wholeSeconds(retryAfterMs)), extra: { policy } },
  );
}

/** Fastify has one such object for each route and method. */
const routeOf = (context: ExecutionContext): object =>
  context.switchToHttp().getRequest<FastifyRequest>().routeOptions.config;

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
