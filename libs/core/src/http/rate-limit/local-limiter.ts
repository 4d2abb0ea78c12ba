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

/** The times of the requests that still count, oldest first, in one array that is compacted now and then. */
interface HitWindow {
  bucket: RateBucket;
  times: number[];
  /** Index of the oldest time that still counts. */
  start: number;
}

/** How many of the least recently used budgets are examined to find one to evict. */
const EVICTION_SEARCH = 1_024;

/**
 * Exact sliding windows in this process's memory, for use without Redis. Memory is bounded. When it is full, budgets
 * that are at least half used are evicted last, so that a flood of new keys cannot push out an exhausted one.
 */
export class LocalLimiter {
  /** The least recently used budget comes first. */
  private readonly windows = new Map<string, HitWindow>();
  /** The most recently used budget: it need not move, and a map is rebuilt after every few removals. */
  private newest?: HitWindow;
  private hits = 0;

  /** @param now milliseconds of a monotonic clock */
  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly bounds = { keys: 100_000, hits: 1_000_000 },
  ) {}

  /** Takes one unit from every bucket, or from none if one of them is empty. */
  take(buckets: readonly RateBucket[]): RateDecision {
    const now = this.now();
    const windows = buckets.map((bucket) => this.touch(bucket, now));
    const allowed = windows.every((window) => used(window) < window.bucket.limit);
    if (allowed) for (const window of windows) this.count(window, now);
    const usage = windows.map((window) => ({
      used: used(window),
      // In this order the result is never longer than the window, whatever the clock's fractions round to.
      resetMs: window.bucket.windowMs - (now - (window.times[window.start] ?? now)),
    }));
    return rateDecision(allowed, buckets, usage);
  }

  /** The number of budgets and requests in memory. */
  get size(): { keys: number; hits: number } {
    return { keys: this.windows.size, hits: this.hits };
  }

  private touch(bucket: RateBucket, now: number): HitWindow {
    const window = this.windows.get(bucket.key);
    if (!window) return { bucket, times: [], start: 0 };
    if (window !== this.newest) {
      this.windows.delete(bucket.key);
      this.windows.set(bucket.key, (this.newest = window));
    }
    window.bucket = bucket;
    this.expire(window, now);
    return window;
  }

  private count(window: HitWindow, now: number): void {
    const { size } = this.windows;
    this.windows.set(window.bucket.key, window);
    if (this.windows.size > size) this.newest = window;
    window.times.push(now);
    this.hits += 1;
    while (this.windows.size > this.bounds.keys || (this.hits > this.bounds.hits && this.windows.size > 1))
      this.evict(now);
  }

  private expire(window: HitWindow, now: number): void {
    const before = window.start;
    while ((window.times[window.start] ?? Infinity) <= now - window.bucket.windowMs) window.start += 1;
    this.hits -= window.start - before;
    if (window.start > 32 && window.start * 2 > window.times.length) {
      window.times.splice(0, window.start);
      window.start = 0;
    }
  }

  private evict(now: number): void {
    let coldest: HitWindow | undefined;
    for (let looked = Math.min(EVICTION_SEARCH, this.windows.size); looked > 0; looked -= 1) {
      const [oldest] = this.windows.values();
      if (!oldest) return;
      this.expire(oldest, now);
      if (!coldest || heat(oldest) < heat(coldest)) coldest = oldest;
      if (heat(coldest) < 0.5) break;
      this.windows.delete(oldest.bucket.key);
      this.windows.set(oldest.bucket.key, (this.newest = oldest));
    }
    if (!coldest) return;
    this.windows.delete(coldest.bucket.key);
    this.hits -= used(coldest);
  }
}

const used = (window: HitWindow): number => window.times.length - window.start;
const heat = (window: HitWindow): number => used(window) / window.bucket.limit;
