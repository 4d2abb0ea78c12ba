/** One budget: at most `limit` requests in any span of `windowMs`. */
export interface RateBucket {
  /** Unique per budget and caller; two budgets with different limits need different keys. */
  key: string;
  limit: number;
  windowMs: number;
}

export interface BucketState {
  remaining: number;
  /** Milliseconds until the oldest counted request leaves the window and frees one unit. */
  resetMs: number;
}

export interface RateDecision {
  allowed: boolean;
  /** In the order of the requested buckets. */
  states: BucketState[];
  /** 0 when allowed, otherwise the milliseconds until every full bucket has room again. */
  retryAfterMs: number;
}

/** The decision for the caller, from `used` and `resetMs` of each bucket after it. */
export function rateDecision(
  allowed: boolean,
  buckets: readonly RateBucket[],
  usage: readonly { used: number; resetMs: number }[],
): RateDecision {
  const states = usage.map(({ used, resetMs }, index) => ({
    remaining: Math.max(0, (buckets[index]?.limit ?? 0) - used),
    resetMs,
  }));
  const full = allowed ? [] : states.filter(({ remaining }) => remaining === 0);
  return { allowed, states, retryAfterMs: Math.max(0, ...full.map(({ resetMs }) => resetMs)) };
}
