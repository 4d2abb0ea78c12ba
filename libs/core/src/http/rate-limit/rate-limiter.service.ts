import { Injectable, Logger } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { counter, gauge } from '../../logging/metrics';
import { RedisConnection } from '../../redis/redis-connection';
import { LocalLimiter } from './local-limiter';
import { RedisLimiter } from './redis-limiter';
import type { RateBucket, RateDecision } from './sliding-window';

type Backend = 'redis' | 'local';

const decisions = counter('rate_limit_decisions_total', 'Rate limit decisions, by policy, decision and who counted.', [
  'policy',
  'decision',
  'backend',
]);
const backendInUse = gauge('rate_limit_backend', '1 for the backend that counts now.', ['backend']);

/**
 * Counts in Redis while it answers, otherwise in this process; no request fails because of Redis, and hardly any waits.
 */
@Injectable()
export class RateLimiterService implements ThrottlerStorage {
  private readonly logger = new Logger('RateLimiter');
  private readonly local = new LocalLimiter();
  /** Undefined without Redis. */
  private readonly shared?: RedisLimiter;
  private backend?: Backend;

  constructor(redis: RedisConnection) {
    if (redis.configured) this.shared = new RedisLimiter(redis);
  }

  /**
   * Takes one unit from every bucket, or from none if one is empty. `policy` names the decision in metrics. Never
   * throws.
   */
  async take(policy: string, buckets: readonly RateBucket[]): Promise<RateDecision> {
    const shared = this.shared && (await this.shared.take(buckets).catch((error: Error) => error));
    const usable = shared !== undefined && !(shared instanceof Error);
    const decision = usable ? shared : this.local.take(buckets);
    this.noteBackend(usable ? 'redis' : 'local', shared instanceof Error ? shared.message : undefined);
    decisions.inc({ policy, decision: decision.allowed ? 'allowed' : 'denied', backend: usable ? 'redis' : 'local' });
    return decision;
  }

  /**
   * The storage interface of `@nestjs/throttler` (times in: ms, times out: s), for its own guard; our guard calls
   * `take`.
   */
  async increment(key: string, ttl: number, limit: number, _blockDuration: number, throttlerName: string) {
    const { allowed, states, retryAfterMs } = await this.take(throttlerName, [
      { key: `${throttlerName}:${limit}/${ttl}:${key}`, limit, windowMs: ttl },
    ]);
    const [state] = states;
    return {
      totalHits: allowed ? limit - (state?.remaining ?? 0) : limit + 1,
      timeToExpire: Math.ceil((state?.resetMs ?? 0) / 1_000),
      isBlocked: !allowed,
      timeToBlockExpire: Math.ceil(retryAfterMs / 1_000),
    };
  }

  private noteBackend(backend: Backend, reason: string | undefined): void {
    if (backend === this.backend) return;
    if (reason) this.logger.warn(`${reason}: rate limits are counted in this process until Redis is back`);
    else if (this.backend === 'local') this.logger.log('Redis is back and counts the rate limits');
    this.backend = backend;
    backendInUse.set({ backend: 'redis' }, backend === 'redis' ? 1 : 0);
    backendInUse.set({ backend: 'local' }, backend === 'local' ? 1 : 0);
  }
}
