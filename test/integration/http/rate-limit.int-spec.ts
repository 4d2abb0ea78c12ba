import { randomUUID } from 'node:crypto';
import {
  LocalLimiter,
  type RateBucket,
  type RateDecision,
  RateLimiterService,
  RedisConnection,
  RedisLimiter,
} from '@app/core';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import Redis from 'ioredis';
import { waitUntil } from '../../support/harness/wait-until';
import { describeWithRedis, startRedis, type TestRedis } from '../../support/servers/redis-server';

interface Limiter {
  take(buckets: readonly RateBucket[]): RateDecision | Promise<RateDecision>;
}

/** The definition itself: at most `limit` accepted requests in any window; refused ones do not count. */
class NaiveModel {
  private readonly accepted = new Map<string, number[]>();

  take(buckets: readonly RateBucket[], now: number): { allowed: boolean; remaining: number[]; retryAfterMs: number } {
    const live = ({ key, windowMs }: RateBucket) =>
      (this.accepted.get(key) ?? []).filter((time) => time > now - windowMs);
    const allowed = buckets.every((each) => live(each).length < each.limit);
    if (allowed) for (const each of buckets) this.accepted.set(each.key, [...live(each), now]);
    const waits = buckets
      .filter((each) => live(each).length === each.limit)
      .map((each) => Math.min(...live(each)) + each.windowMs - now);
    return {
      allowed,
      remaining: buckets.map((each) => each.limit - live(each).length),
      retryAfterMs: allowed ? 0 : Math.max(...waits),
    };
  }
}

/** Longer than any pause of a busy machine, so that only a stopped Redis does not answer. */
const PATIENT_MS = 20_000;

async function connected({ url }: TestRedis, silenceMs: number): Promise<RedisConnection> {
  const connection = new RedisConnection(url, 'test', silenceMs);
  await connection.onModuleInit();
  await waitUntil(() => connection.ready);
  return connection;
}

const bucket = (limit: number, windowMs: number, key: string = randomUUID()): RateBucket => ({ key, limit, windowMs });

/**
 * Stretches the times of the contract: Redis expires a key by its own clock, which must not overtake a busy machine.
 */
const SLOWLY = 60;

function slidingWindowContract(make: (now: () => number) => Limiter) {
  let now = 0;
  let limiter: Limiter;
  const at = (time: number, ...buckets: RateBucket[]) => {
    now = time * SLOWLY;
    return limiter.take(buckets);
  };
  const budgetOf = (limit: number, windowMs: number) => bucket(limit, windowMs * SLOWLY);
  beforeEach(() => {
    now = 0;
    limiter = make(() => now);
  });

  it('allows exactly the limit in any window, to the edge', async () => {
    const budget = budgetOf(3, 1_000);
    const answers = [];
    for (const time of [1_000, 1_400, 1_999, 1_999.5, 1_999.999, 2_000, 2_000, 2_399.999, 2_400])
      answers.push((await at(time, budget)).allowed);
    expect(answers).toEqual([true, true, true, false, false, true, false, false, true]);
  });

  it('says what remains, when more becomes available and when to come back', async () => {
    const budget = budgetOf(2, 10_000);
    expect(await at(5_000, budget)).toEqual({
      allowed: true,
      states: [{ remaining: 1, resetMs: 10_000 * SLOWLY }],
      retryAfterMs: 0,
    });
    expect(await at(9_000, budget)).toEqual({
      allowed: true,
      states: [{ remaining: 0, resetMs: 6_000 * SLOWLY }],
      retryAfterMs: 0,
    });
    expect(await at(9_500, budget)).toEqual({
      allowed: false,
      states: [{ remaining: 0, resetMs: 5_500 * SLOWLY }],
      retryAfterMs: 5_500 * SLOWLY,
    });
    expect((await at(14_999.999, budget)).allowed).toBe(false);
    expect((await at(15_000, budget)).allowed).toBe(true);
  });

  it('takes from all budgets or from none', async () => {
    const [wide, narrow] = [budgetOf(5, 1_000), budgetOf(1, 1_000)];
    expect((await at(1, wide, narrow)).states.map(({ remaining }) => remaining)).toEqual([4, 0]);
    const refused = await at(2, wide, narrow);
    expect(refused).toMatchObject({ allowed: false, states: [{ remaining: 4 }, { remaining: 0 }] });
    expect((await at(3, wide)).states[0]?.remaining).toBe(3);
  });

  it('survives a clock that goes backwards', async () => {
    const budget = budgetOf(2, 1_000);
    await at(5_000, budget);
    await at(4_000, budget);
    expect((await at(5_999, budget)).allowed).toBe(false);
    expect((await at(6_000, budget)).allowed).toBe(true);
  });

  it('agrees with the naive model for any sequence', async () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 40 }),
      which: fc.constantFrom<number[]>([0], [1], [0, 1]),
    });
    const scene = fc.record({
      limits: fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })),
      windows: fc.tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 120 })),
      steps: fc.array(step, { minLength: 1, maxLength: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(scene, async ({ limits, windows, steps }) => {
        const budgets = [budgetOf(limits[0], windows[0] * 1_000), budgetOf(limits[1], windows[1] * 1_000)];
        const model = new NaiveModel();
        let time = 1_000;
        for (const { wait, which } of steps) {
          time += wait * 1_000;
          const chosen = budgets.filter((_, index) => which.includes(index));
          const { allowed, states, retryAfterMs } = await at(time, ...chosen);
          expect({ allowed, remaining: states.map(({ remaining }) => remaining), retryAfterMs }).toEqual(
            model.take(chosen, time * SLOWLY),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
}

describe('local limiter', () => {
  slidingWindowContract((now) => new LocalLimiter(now));
});

describeWithRedis('Redis limiter', () => {
  let server: TestRedis;
  let connection: RedisConnection;
  let admin: Redis;
  // Its own Redis: these tests count the calls of scripts and remove the scripts from Redis.
  beforeAll(async () => {
    server = await startRedis();
    connection = await connected(server, PATIENT_MS);
    admin = new Redis(server.url);
  });
  afterAll(async () => {
    connection?.onApplicationShutdown();
    admin?.disconnect();
    await server?.stop();
  });

  slidingWindowContract((now) => new RedisLimiter(connection, 'test', now));

  it("uses Redis's own clock when given none", async () => {
    const limiter = new RedisLimiter(connection, 'test');
    const budget = bucket(2, 60_000);
    expect((await limiter.take([budget])).allowed).toBe(true);
    expect((await limiter.take([budget])).allowed).toBe(true);
    const { allowed, retryAfterMs } = await limiter.take([budget]);
    expect(allowed).toBe(false);
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    const brief = bucket(1, 300);
    await limiter.take([brief]);
    await waitUntil(async () => (await limiter.take([brief])).allowed);
  });

  it('lets exactly 100 of 1,000 parallel requests of two processes pass', async () => {
    const second = await connected(server, PATIENT_MS);
    const [one, two] = [new RedisLimiter(connection, 'test'), new RedisLimiter(second, 'test')];
    const budget = bucket(100, 60_000);
    const decisions = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => (index % 2 ? one : two).take([budget])),
    );
    second.onApplicationShutdown();
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(100);
  });

  it('keeps at most `limit` times, and none once the window has passed', async () => {
    const limiter = new RedisLimiter(connection, 'test');
    const budget = bucket(5, 60_000);
    for (let hit = 0; hit < 20; hit += 1) await limiter.take([budget]);
    const key = `test:rate-limit:${budget.key}`;
    expect(await admin.llen(key)).toBe(5);
    expect(await admin.pttl(key)).toBeGreaterThan(0);
    expect(await admin.pttl(key)).toBeLessThanOrEqual(60_000);
  });

  it('needs one round trip, and still answers after Redis forgot its scripts', async () => {
    const limiter = new RedisLimiter(connection, 'test');
    await limiter.take([bucket(1, 1_000)]);
    const calls = async () => Number(/cmdstat_evalsha:calls=(\d+)/.exec(await admin.info('commandstats'))?.[1] ?? 0);
    const before = await calls();
    await limiter.take([bucket(1, 1_000), bucket(1, 1_000)]);
    expect((await calls()) - before).toBe(1);
    await admin.script('FLUSH');
    expect((await limiter.take([bucket(1, 1_000)])).allowed).toBe(true);
  });
});

describeWithRedis('rate limiter while Redis comes and goes', () => {
  let server: TestRedis;
  let connection: RedisConnection;
  let limiter: RateLimiterService;
  const warnings = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const notices = jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
  const take = async (budget: RateBucket) => limiter.take('test', [budget]);
  const backToRedis = () => waitUntil(async () => (await take(bucket(1, 1_000)), connection.ready));

  const connect = async (silenceMs: number) => {
    connection = await connected(server, silenceMs);
    limiter = new RateLimiterService(connection, { QUEUE_PREFIX: 'test' });
  };
  beforeEach(async () => {
    server = await startRedis();
    await connect(PATIENT_MS);
  });
  afterEach(async () => {
    connection.onApplicationShutdown();
    await server.stop();
  });

  it('counts locally after kill -9 and in Redis once it is back, without an error and with one log line each way', async () => {
    const budget = bucket(3, 60_000);
    expect((await take(budget)).states[0]?.remaining).toBe(2);
    await server.kill();
    for (const remaining of [2, 1, 0]) expect((await take(budget)).states[0]?.remaining).toBe(remaining);
    expect((await take(budget)).allowed).toBe(false);
    expect(warnings).toHaveBeenCalledTimes(1);
    await server.start();
    await backToRedis();
    expect((await take(budget)).allowed).toBe(true);
    expect(notices).toHaveBeenCalledTimes(1);
    expect(warnings).toHaveBeenCalledTimes(1);
  });

  it('does not wait for a Redis that hangs, except once', async () => {
    connection.onApplicationShutdown();
    await connect(50);
    const budget = bucket(10_000, 600_000);
    await take(budget);
    server.pause();
    await Promise.all(Array.from({ length: 50 }, () => take(budget)));
    const started = performance.now();
    for (let hit = 0; hit < 1_000; hit += 1) expect((await take(budget)).allowed).toBe(true);
    // 1,000 waits of 50 ms would be 50 seconds; the bound only has to distinguish that from none.
    expect(performance.now() - started).toBeLessThan(20_000);
    server.resume();
    await backToRedis();
  });

  it('starts without Redis and finds it later', async () => {
    await server.kill();
    const late = new RedisConnection(server.url, 'test', PATIENT_MS);
    await late.onModuleInit();
    expect(await late.check()).toMatchObject({ status: 'degraded' });
    const patient = new RateLimiterService(late, { QUEUE_PREFIX: 'test' });
    expect((await patient.take('test', [bucket(1, 1_000)])).allowed).toBe(true);
    await server.start();
    await waitUntil(() => late.ready);
    expect(await late.check()).toEqual({ status: 'ok' });
    late.onApplicationShutdown();
  });

  it('is not misled by a busy event loop', async () => {
    connection.onApplicationShutdown();
    await connect(50);
    const budget = bucket(100, 60_000);
    const pending = Array.from({ length: 200 }, () => take(budget));
    // Long enough for Redis to answer on a busy machine.
    const busyUntil = performance.now() + 1_000;
    while (performance.now() < busyUntil);
    expect((await Promise.all(pending)).filter(({ allowed }) => allowed)).toHaveLength(100);
    expect(warnings).not.toHaveBeenCalled();
  });
});

describe('rate limiter without Redis', () => {
  it('counts in this process, exactly', async () => {
    const connection = new RedisConnection(undefined);
    const limiter = new RateLimiterService(connection, { QUEUE_PREFIX: 'test' });
    const budget = bucket(100, 60_000);
    const decisions = await Promise.all(Array.from({ length: 1_000 }, async () => limiter.take('test', [budget])));
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(100);
    expect(connection.configured).toBe(false);
    expect(await connection.check()).toMatchObject({ status: 'ok' });
  });
});
