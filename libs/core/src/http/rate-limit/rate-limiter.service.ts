import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { type CoreConfig, coreConfig } from '../../core.config';
import { counter, gauge } from '../../logging/metrics';
import { RedisConnection } from '../../redis/redis-connection';
import { LocalLimiter, type RateBucket, type RateDecision } from './local-limiter';
import { RedisLimiter } from './redis-limiter';

type Backend = 'redis' | 'local';

const decisions = counter('rate_limit_decisions_total', 'Rate limit decisions, by policy, decision and who counted.', [
  'policy',
  'decision',
  'backend',
]);
const backendInUse = gauge('rate_limit_backend', '1 for the backend that counts now; redis only if it is configured.', [
  'backend',
]);

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

  constructor(redis: RedisConnection, @Inject(coreConfig.KEY) config: Pick<CoreConfig, 'QUEUE_PREFIX'>) {
    if (redis.configured) this.shared = new RedisLimiter(redis, config.QUEUE_PREFIX);
  }

  /**
   * Takes one unit from every bucket, or from none if one is empty. `policy` names the decision in metrics. Never
   * throws. Without Redis the decision is known at once.
   */
  take(policy: string, buckets: readonly RateBucket[]): RateDecision | Promise<RateDecision> {
    return this.shared ? this.takeShared(this.shared, policy, buckets) : this.takeHere(policy, buckets);
  }

  private async takeShared(
    shared: RedisLimiter,
    policy: string,
    buckets: readonly RateBucket[],
  ): Promise<RateDecision> {
    const decision = await shared.take(buckets).catch((error: Error) => error);
    if (decision instanceof Error) return this.takeHere(policy, buckets, decision.message);
    this.note('redis', policy, decision);
    return decision;
  }

  private takeHere(policy: string, buckets: readonly RateBucket[], reason?: string): RateDecision {
    const decision = this.local.take(buckets);
    this.note('local', policy, decision, reason);
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

  private note(backend: Backend, policy: string, { allowed }: RateDecision, reason?: string): void {
    decisions.inc({ policy, decision: allowed ? 'allowed' : 'denied', backend });
    if (backend === this.backend) return;
    if (reason) this.logger.warn(`${reason}: rate limits are counted in this process until Redis is back`);
    else if (this.backend === 'local') this.logger.log('Redis is back and counts the rate limits');
    this.backend = backend;
    // Only with Redis configured: the alarm fires on 0, and a process without Redis has not lost it.
    if (this.shared) backendInUse.set({ backend: 'redis' }, backend === 'redis' ? 1 : 0);
    backendInUse.set({ backend: 'local' }, backend === 'local' ? 1 : 0);
  }
}
