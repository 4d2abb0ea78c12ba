import type { RateDecision } from '@app/core';
import type { NamedBucket } from './rate-limit-policies';

/** Seconds, rounded up: a client that waits this long is never too early. */
export const wholeSeconds = (ms: number): number => Math.ceil(ms / 1_000);

/**
 * `RateLimit-Policy` and `RateLimit` as structured fields of draft-ietf-httpapi-ratelimit-headers-11 (`t` = seconds
 * until more becomes available), and the older `X-RateLimit-*` for the budget that is closest to its end.
 */
export function rateLimitHeaders(buckets: readonly NamedBucket[], { states }: RateDecision): Record<string, string> {
  const budgets = buckets.map((bucket, index) => ({
    ...bucket,
    remaining: states[index]?.remaining ?? 0,
    reset: wholeSeconds(states[index]?.resetMs ?? 0),
  }));
  const tightest = budgets.reduce((a, b) => (b.remaining < a.remaining ? b : a));
  return {
    'ratelimit-policy': budgets
      .map(({ name, limit, windowMs }) => `"${name}";q=${limit};w=${wholeSeconds(windowMs)}`)
      .join(', '),
    ratelimit: budgets.map(({ name, remaining, reset }) => `"${name}";r=${remaining};t=${reset}`).join(', '),
    'x-ratelimit-limit': String(tightest.limit),
    'x-ratelimit-remaining': String(tightest.remaining),
    'x-ratelimit-reset': String(tightest.reset),
  };
}
