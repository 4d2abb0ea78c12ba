import { Public } from '@app/auth';
import { Controller, Get, Module } from '@nestjs/common';
import { SkipThrottle, Throttle } from '@nestjs/throttler';
import { RateLimit } from '../../../apps/api/src/http/rate-limit/rate-limit-policies';
import { type ApiProcess, startApiProcess } from '../../support/harness/test-api-process';
import { addApiKey, createTestUser, type TestUser } from '../../support/harness/test-credentials';
import { installation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { describeWithRedis, startRedis, type TestRedis } from '../../support/servers/redis-server';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

@Public()
@Controller('probe')
class ProbeController {
  @Throttle({ default: { limit: 2, ttl: 60_000 } })
  @Get('own')
  own() {
    return {};
  }

  @SkipThrottle()
  @Get('free')
  free() {
    return {};
  }

  @RateLimit('api')
  @Get('as-api')
  asApi() {
    return {};
  }

  @Get('fails')
  fails(): never {
    throw new Error('planted');
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

const READ = '/api/v1/self-checks';
/** Refused as an edit, but counted: the cost of a request does not depend on its answer. */
const START = '/api/v1/estimate';
const start = (url: string, headers: Record<string, string>) => fetch(`${url}${START}`, { method: 'POST', headers });
const limitHeaders = (headers: Headers) =>
  Object.fromEntries(
    [
      'ratelimit-policy',
      'ratelimit',
      'x-ratelimit-limit',
      'x-ratelimit-remaining',
      'x-ratelimit-reset',
      'retry-after',
    ].map((name) => [name, headers.get(name)]),
  );

describe('rate limits of one process', () => {
  const instance = installation({
    modules: [ProbeModule],
    env: {
      REDIS_URL: undefined,
      RATE_LIMIT_REQUESTS: '5',
      RATE_LIMIT_WINDOW: '3600',
      RATE_LIMIT_MAX: '12',
      RATE_LIMIT_WINDOW_SEC: '600',
      TRUST_PROXY: '1',
    },
  });
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${instance.api.url}${path}`, { headers });
  const withKey = ({ apiKey }: TestUser) => ({ authorization: `Bearer ${apiKey}` });

  it('are shown on every answer and end in a 429 that says when to come back', async () => {
    const user = await createTestUser(instance.database.url);
    const first = await start(instance.api.url, withKey(user));
    expect(first.status).toBe(422);
    expect(limitHeaders(first.headers)).toEqual({
      'ratelimit-policy': '"api";q=5;w=3600',
      ratelimit: '"api";r=4;t=3600',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '4',
      'x-ratelimit-reset': '3600',
      'retry-after': null,
    });
    for (const remaining of ['3', '2', '1', '0'])
      expect((await start(instance.api.url, withKey(user))).headers.get('x-ratelimit-remaining')).toBe(remaining);

    const refused = await start(instance.api.url, withKey(user));
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(limitHeaders(refused.headers)).toMatchObject({
      'ratelimit-policy': '"api";q=5;w=3600',
      'x-ratelimit-remaining': '0',
    });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(refused.headers.get('ratelimit')).toBe(`"api";r=0;t=${seconds}`);
    expect(seconds).toBeGreaterThan(3_500);
    expect(seconds).toBeLessThanOrEqual(3_600);
    expect(await refused.json()).toMatchObject({
      status: 429,
      code: 'rate_limited',
      detail: 'The limit "api" is 5 requests in 3600 seconds for each account.',
    });
  });

  it('are counted per caller, and only once the caller is known', async () => {
    const [one, other] = [await createTestUser(instance.database.url), await createTestUser(instance.database.url)];
    for (let hit = 0; hit < 6; hit += 1) await start(instance.api.url, withKey(one));
    expect((await start(instance.api.url, withKey(one))).status).toBe(429);
    expect((await start(instance.api.url, withKey(other))).status).toBe(422);
    const stranger = await start(instance.api.url, { authorization: 'Bearer nobody' });
    expect([stranger.status, stranger.headers.get('ratelimit')]).toEqual([401, null]);
  });

  it('allow sixty times as many requests for reading, counted separately', async () => {
    const user = await createTestUser(instance.database.url);
    for (let hit = 0; hit < 6; hit += 1) await start(instance.api.url, withKey(user));
    const read = await get(READ, withKey(user));
    expect([read.status, read.headers.get('ratelimit')]).toEqual([200, '"poll";r=299;t=3600']);
    const missing = await get(`${READ}/00000000-0000-7000-8000-000000000000`, withKey(user));
    expect([missing.status, missing.headers.get('x-ratelimit-remaining')]).toEqual([404, '298']);
  });

  it('are shared by all keys of an account: neither another key nor a rotated one adds to them', async () => {
    const { userId } = await createTestUser(instance.database.url);
    const [one, other] = [
      await addApiKey(instance.database.url, userId),
      await addApiKey(instance.database.url, userId),
    ];
    const remaining = async (apiKey: string) =>
      (await start(instance.api.url, { authorization: `Bearer ${apiKey}` })).headers.get('x-ratelimit-remaining');
    expect([await remaining(one), await remaining(other), await remaining(one)]).toEqual(['4', '3', '2']);
  });

  it('follow the decorators of the routes', async () => {
    const place = { 'x-forwarded-for': '198.51.100.7' };
    const own = [await get('/probe/own', place), await get('/probe/own', place), await get('/probe/own', place)];
    expect(own.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(own[0]?.headers.get('ratelimit-policy')).toBe('"ProbeController.own";q=2;w=60');
    expect((await get('/probe/as-api', place)).headers.get('ratelimit-policy')).toBe('"api";q=5;w=3600');
    expect((await get('/probe/free', place)).headers.get('ratelimit')).toBeNull();
    expect((await get('/health/live')).headers.get('ratelimit')).toBeNull();
    const failed = await get('/probe/fails', place);
    expect([failed.status, failed.headers.get('ratelimit-policy')]).toEqual([500, '"product";q=600;w=60']);
  });

  it('count an IPv6 network as one stranger', async () => {
    const own = async (address: string) => (await get('/probe/own', { 'x-forwarded-for': address })).status;
    expect([
      await own('2001:db8:1:1::1'),
      await own('2001:db8:1:1:ffff::2'),
      await own('2001:db8:1:1:a:b:c:d'),
      await own('2001:db8:1:2::1'),
    ]).toEqual([200, 200, 429, 200]);
  });

  describe('on sign-in', () => {
    const login = (address: string, email: unknown) =>
      fetch(`${instance.api.url}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ email, password: 'wrong password for sure' }),
      });

    it('are per address', async () => {
      for (let hit = 0; hit < 12; hit += 1)
        expect((await login('198.51.100.1', `somebody-${hit}@example.test`)).status).not.toBe(429);
      const refused = await login('198.51.100.1', 'yet-another@example.test');
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([429, 'rate_limited']);
      const other = await login('198.51.100.2', 'yet-another@example.test');
      expect(other.status).not.toBe(429);
      expect(other.headers.get('ratelimit-policy')).toBe('"sign_in";q=12;w=600');
      expect(other.headers.get('ratelimit')).toBe('"sign_in";r=11;t=600');
    });

    it('handle bodies without an email address', async () => {
      for (const email of [undefined, null, 5, {}, 'a'.repeat(5_000)])
        expect((await login('198.51.100.21', email)).status).toBe(422);
    });
  });
});

describe('rate limits of a process without Redis', () => {
  it('let exactly 100 of 1,000 parallel requests pass', async () => {
    const database = await createTestDatabase();
    const api = await startApiProcess({
      databaseUrl: database.url,
      env: { RATE_LIMIT_REQUESTS: '100', RATE_LIMIT_WINDOW: '3600', CONNECTIONS_PER_ADDRESS: '2000' },
    });
    const { apiKey } = await createTestUser(database.url);
    expect(await passedOf(1_000, [api.url], apiKey)).toBe(100);
    await api.stop();
    await database.drop();
  });
});

describeWithRedis('rate limits of two processes', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let one: ApiProcess;
  let two: ApiProcess;
  beforeAll(async () => {
    [database, redis] = await Promise.all([createTestDatabase(), startRedis()]);
    const env = {
      REDIS_URL: redis.url,
      RATE_LIMIT_REQUESTS: '100',
      RATE_LIMIT_WINDOW: '3600',
      CONNECTIONS_PER_ADDRESS: '2000',
    };
    [one, two] = await Promise.all([
      startApiProcess({ databaseUrl: database.url, env }),
      startApiProcess({ databaseUrl: database.url, env }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([one?.stop(), two?.stop()]);
    await redis?.stop();
    await database?.drop();
  });

  /** 1 while both processes count in Redis, 0 while each counts by itself. */
  const sharedBudget = async ({ apiKey }: TestUser) => {
    const [first, second] = [await request(one.url, apiKey), await request(two.url, apiKey)];
    return Number(first.headers.get('x-ratelimit-remaining')) - Number(second.headers.get('x-ratelimit-remaining'));
  };

  it('let exactly 100 of 1,000 parallel requests pass', async () => {
    /** How often a process counted by itself because Redis did not answer, as may happen on a busy machine. */
    const interruptions = () => [one, two].map((api) => api.output().split('counted in this process').length).join();
    const passed = await waitUntil(async () => {
      const { apiKey } = await createTestUser(database.url);
      await waitUntil(async () => (await sharedBudget(await createTestUser(database.url))) === 1);
      const before = interruptions();
      const count = await passedOf(1_000, [one.url, two.url], apiKey);
      return interruptions() === before ? count : undefined;
    });
    expect(passed).toBe(100);
  });

  it('turn local when Redis dies under load and shared again when it is back, without a failed request', async () => {
    const users = await Promise.all(Array.from({ length: 20 }, () => createTestUser(database.url)));
    const seen = new Map<number, number>();
    let running = true;
    const hammer = async ({ apiKey }: TestUser, index: number) => {
      while (running) {
        const { status } = await request(index % 2 ? one.url : two.url, apiKey);
        seen.set(status, (seen.get(status) ?? 0) + 1);
      }
    };
    const load = Promise.all(users.map(hammer));
    await waitUntil(async () => (await sharedBudget(await createTestUser(database.url))) === 1);
    await redis.kill();
    await waitUntil(async () => (await sharedBudget(await createTestUser(database.url))) === 0);
    await redis.start();
    await waitUntil(async () => (await sharedBudget(await createTestUser(database.url))) === 1);
    running = false;
    await load;
    expect([...seen.keys()].filter((status) => status !== 422 && status !== 429)).toEqual([]);
    for (const api of [one, two])
      expect(api.output()).toContain('rate limits are counted in this process until Redis is back');
  });
});

function request(url: string, apiKey: string): Promise<Response> {
  return start(url, { authorization: `Bearer ${apiKey}` }).then(async (answer) => {
    await answer.arrayBuffer();
    return answer;
  });
}

/** How many of `count` concurrent requests pass the limit, whatever the route then does with them. */
async function passedOf(count: number, urls: string[], apiKey: string): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) => request(urls[index % urls.length] ?? '', apiKey)),
  );
  expect(answers.every(({ headers }) => headers.has('ratelimit'))).toBe(true);
  return answers.filter(({ status }) => status !== 429).length;
}
