import type Redis from 'ioredis';
import type { RedisConnection } from '../../redis/redis-connection';
import { type RateBucket, type RateDecision, rateDecision } from './local-limiter';

/**
 * Exact sliding windows: one list per bucket with the microsecond of every request that counts, newest first. The
 * script drops what has left the window, and a refused request adds nothing, so a list never exceeds its limit. One
 * script handles all buckets of a request: it takes from each of them or from none. KEYS: the buckets. ARGV: the time
 * in µs, or '' for the server's clock; then limit and window (µs) of each bucket. Answer: allowed; then per bucket the
 * number of requests that count and the µs until the oldest of them leaves the window.
 */
const TAKE = `
local now = tonumber(ARGV[1])
if not now then
  local clock = redis.call('TIME')
  now = clock[1] * 1000000 + clock[2]
end
local allowed = 1
for i, key in ipairs(KEYS) do
  local limit, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local oldest = redis.call('LINDEX', key, -1)
  while oldest and tonumber(oldest) <= now - window do
    redis.call('RPOP', key)
    oldest = redis.call('LINDEX', key, -1)
  end
  if redis.call('LLEN', key) >= limit then allowed = 0 end
end
local answer = { allowed }
for i, key in ipairs(KEYS) do
  local window = tonumber(ARGV[2 * i + 1])
  if allowed == 1 then
    redis.call('LPUSH', key, string.format('%.0f', now))
    redis.call('PEXPIRE', key, math.ceil(window / 1000))
  end
  answer[2 * i] = redis.call('LLEN', key)
  answer[2 * i + 1] = tonumber(redis.call('LINDEX', key, -1) or now) + window - now
end
return answer`;

type LimiterRedis = Redis & { rateLimitTake(keys: number, ...args: (string | number)[]): Promise<number[]> };

/** The same windows for all processes that share a Redis; one round trip per decision. */
export class RedisLimiter {
  private readonly scripted = new WeakSet<Redis>();

  /**
   * @param prefix of its keys: that of this installation
   * @param now milliseconds, for tests; otherwise Redis's own clock, which all processes share
   */
  constructor(
    private readonly redis: RedisConnection,
    private readonly prefix: string,
    private readonly now?: () => number,
  ) {}

  /** @throws Error when Redis is unavailable or does not answer */
  async take(buckets: readonly RateBucket[]): Promise<RateDecision> {
    const keys = buckets.map(({ key }) => `${this.prefix}:rate-limit:${key}`);
    const numbers = buckets.flatMap(({ limit, windowMs }) => [limit, windowMs * 1_000]);
    const now = this.now ? Math.round(this.now() * 1_000) : '';
    const [allowed, ...counts] = await this.redis.run((client) =>
      this.withScript(client).rateLimitTake(keys.length, ...keys, now, ...numbers),
    );
    const usage = buckets.map((_, index) => ({
      used: counts[2 * index] ?? 0,
      resetMs: (counts[2 * index + 1] ?? 0) / 1_000,
    }));
    return rateDecision(allowed === 1, buckets, usage);
  }

  private withScript(client: Redis): LimiterRedis {
    if (!this.scripted.has(client)) {
      client.defineCommand('rateLimitTake', { lua: TAKE });
      this.scripted.add(client);
    }
    return client as LimiterRedis;
  }
}
