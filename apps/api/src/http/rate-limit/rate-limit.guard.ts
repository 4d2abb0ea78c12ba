import {
  type AppError,
  type BucketState,
  onceKnown,
  type RateDecision,
  RateLimiterService,
  rateLimited,
  replyOf,
  requestOf,
} from '@app/core';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type NamedBucket, RateLimitPolicies, type RateLimitPolicyName, type RouteBudget } from './rate-limit-policies';
import { RecognisedBudgetsService } from './recognised-budgets.service';
import { RouteBudgetsService } from './route-budgets.service';

type Buckets = readonly [NamedBucket, ...NamedBucket[]];
const USED_UP: BucketState = { remaining: 0, resetMs: 0 };

/**
 * Limits every route, after the access guard has identified the caller. It understands the decorators of
 * `@nestjs/throttler` and counts in another way: all budgets of a request are one decision, and each answer shows them.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly limiter: RateLimiterService,
    private readonly policies: RateLimitPolicies,
    private readonly budgets: RouteBudgetsService,
    private readonly recognised: RecognisedBudgetsService,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    return onceKnown(this.budgets.of(context), (budget) => budget === 'unlimited' || this.admit(context, budget));
  }

  /** Runs before the body is read, except for a short body when the sign-in budget of the network is used up. */
  private admit(context: ExecutionContext, budget: RouteBudget): true | Promise<true> {
    const { name } = budget.policy;
    const buckets = this.policies.bucketsOf(context, budget);
    return onceKnown<RateDecision, true>(this.limiter.take(name, buckets), (decision) => {
      const refusal = show(context, name, buckets, decision);
      if (!refusal) return true;
      if (name !== 'sign_in') throw refusal;
      return this.recognise(context, name, buckets[0], refusal);
    });
  }

  private async recognise(
    context: ExecutionContext,
    name: RateLimitPolicyName,
    bucket: NamedBucket,
    refusal: AppError,
  ): Promise<true> {
    const own = await this.recognised.bucketOf(requestOf(context), bucket);
    const fault = own ? show(context, name, [own], await this.limiter.take(name, [own])) : refusal;
    if (fault) throw fault;
    return true;
  }
}

/**
 * Shows a decision in the answer's headers: `RateLimit-Policy` and `RateLimit` as structured fields of
 * draft-ietf-httpapi-ratelimit-headers-11 (`t` = seconds until more becomes available), and the older `X-RateLimit-*`
 * for the budget that is closest to exhaustion.
 * @returns rate_limited unless the request is allowed
 */
function show(
  context: ExecutionContext,
  policy: RateLimitPolicyName,
  buckets: Buckets,
  { allowed, states, retryAfterMs }: RateDecision,
): AppError | undefined {
  let [tightest, least] = [buckets[0], states[0] ?? USED_UP];
  let [policies, remainders] = ['', ''];
  for (const [index, bucket] of buckets.entries()) {
    const state = states[index] ?? USED_UP;
    if (state.remaining < least.remaining) [tightest, least] = [bucket, state];
    const separator = index === 0 ? '' : ', ';
    policies += `${separator}"${bucket.name}";q=${bucket.limit};w=${wholeSeconds(bucket.windowMs)}`;
    remainders += `${separator}"${bucket.name}";r=${state.remaining};t=${wholeSeconds(state.resetMs)}`;
  }
  replyOf(context)
    .header('ratelimit-policy', policies)
    .header('ratelimit', remainders)
    .header('x-ratelimit-limit', String(tightest.limit))
    .header('x-ratelimit-remaining', String(least.remaining))
    .header('x-ratelimit-reset', String(wholeSeconds(least.resetMs)));
  if (allowed) return undefined;
  const { limit, windowMs, scope } = tightest;
  return rateLimited(
    `The limit "${policy}" is ${limit} requests in ${wholeSeconds(windowMs)} seconds for each ${scope}.`,
    { retryAfterSeconds: Math.max(1, wholeSeconds(retryAfterMs)), extra: { policy } },
  );
}

/** Seconds, rounded up: a client that waits this long is never too early. */
const wholeSeconds = (ms: number): number => Math.ceil(ms / 1_000);
