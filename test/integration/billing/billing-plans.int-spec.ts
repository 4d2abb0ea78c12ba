import { BillingModule, EntitlementsService, QuotaService } from '@app/billing';
import { ChangeFeedService, DatabaseModule, newId } from '@app/core';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { waitUntil } from '../../support/harness/wait-until';
import { withinOneHour } from '../../support/harness/within-one-hour';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

@Module({ imports: [DatabaseModule.forProcess(), BillingModule] })
class PlansModule {}

let database: TestDatabase;
/** Equivalent to two processes of the product as far as their caches are concerned. */
let here: INestApplicationContext;
let there: INestApplicationContext;
let userId: string;

const open = async () => {
  const app = await NestFactory.createApplicationContext(PlansModule, { logger: false, abortOnError: false });
  await waitUntil(() => app.get(ChangeFeedService).isLive);
  return app;
};
const query = (statement: string, parameters: unknown[] = []) => here.get(DataSource).query(statement, parameters);
const tierAt = async (app: INestApplicationContext) => (await app.get(EntitlementsService).of(userId)).tier;
const subscribe = (tier: string, status = 'active') =>
  query(
    `insert into subscriptions (id, user_id, tier, price_id, status, current_period_start, current_period_end, cancel_at_period_end, created_at)
      values ($1, $2, $3, 'price_1', $4, now() - interval '10 days', now() + interval '20 days', false, now())`,
    [`sub_${newId()}`, userId, tier, status],
  );
const quota = () => here.get(QuotaService);
const POOL = 12;
/** For notifications: less than the 30 s after which a cached answer would be read again anyway. */
const BEFORE_EXPIRY_MS = 20_000;

beforeAll(async () => {
  database = await createTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url, DATABASE_POOL_SIZE: String(POOL) });
  [here, there] = [await open(), await open()];
});
const newUser = async () => {
  userId = newId();
  await query('insert into users (id, email, name) values ($1, $2, $3)', [
    userId,
    `${userId}@example.com`,
    'A test user',
  ]);
};
beforeEach(newUser);
afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  await database.drop();
});

describe('entitlements', () => {
  it('are read over the connection of a transaction: more transactions than connections, all waiting for one lock, finish', async () => {
    await subscribe('creator');
    // A few more: each of them waits for the end of one, which a busy machine must manage within three seconds.
    const tiers = await Promise.all(
      Array.from({ length: POOL + 4 }, () =>
        here.get(DataSource).transaction(async (manager) => {
          await manager.query('select pg_advisory_xact_lock(1)');
          await manager.query(`select pg_notify('entitlements_changed', $1)`, [userId]);
          return (await here.get(EntitlementsService).of(userId, manager)).tier;
        }),
      ),
    );
    expect(new Set(tiers)).toEqual(new Set(['creator']));
  });

  it('are cached, and dropped by every process when a subscription or grant changes', async () => {
    expect([await tierAt(here), await tierAt(there)]).toEqual(['starter', 'starter']);
    await subscribe('creator');
    await waitUntil(async () => (await tierAt(there)) === 'creator' && (await tierAt(here)) === 'creator', {
      timeoutMs: BEFORE_EXPIRY_MS,
    });
    const grantId = await here.get(EntitlementsService).grant({ userId, tier: 'lifetime', note: 'a friend' });
    await waitUntil(async () => (await tierAt(there)) === 'lifetime', { timeoutMs: BEFORE_EXPIRY_MS });
    await query(`update subscriptions set status = 'canceled' where user_id = $1`, [userId]);
    expect(await tierAt(there)).toBe('lifetime');
    await there.get(EntitlementsService).revoke(grantId);
    await waitUntil(async () => (await tierAt(here)) === 'starter', { timeoutMs: BEFORE_EXPIRY_MS });
    await expect(here.get(EntitlementsService).revoke(grantId)).rejects.toMatchObject({
      code: 'entitlement_grant_unknown',
    });
  });

  it('are read from the database only once while nothing changes', async () => {
    // An answer during whose reading a notification of the test before arrived is not kept.
    await waitUntil(async () => {
      await tierAt(here);
      await query('alter table subscriptions rename to hidden');
      const again = await tierAt(here).catch(() => 'read again');
      await query('alter table hidden rename to subscriptions');
      return again === 'starter';
    });
  });

  it("are not trusted while the change feed's connection is lost", async () => {
    await tierAt(there);
    const feed = there.get(ChangeFeedService);
    // The loss lasts for a second; a busy machine may take longer to notice, and then the test repeats it.
    await waitUntil(async () => {
      await query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'reelway-changes'`,
      );
      return waitUntil(() => !feed.isLive, { timeoutMs: 900, intervalMs: 1 });
    });
    await subscribe('solo');
    expect(await tierAt(there)).toBe('solo');
    await waitUntil(() => there.get(ChangeFeedService).isLive && here.get(ChangeFeedService).isLive);
    await query(`update subscriptions set tier = 'studio' where user_id = $1`, [userId]);
    await waitUntil(async () => (await tierAt(there)) === 'studio', { timeoutMs: BEFORE_EXPIRY_MS });
  });

  it('name the tier that has a feature', async () => {
    const entitlements = here.get(EntitlementsService);
    await expect(entitlements.requireFeature(userId, 'exports')).rejects.toMatchObject({
      code: 'tier_required',
      kind: 'forbidden',
      options: { extra: { feature: 'exports', tier: 'starter', required_tier: 'growth' } },
    });
    await here.get(EntitlementsService).grant({ userId, features: ['exports'], note: 'a trial' });
    await waitUntil(() => entitlements.requireFeature(userId, 'exports').then(() => true));
  });
});

describe('quota', () => {
  const take = (subject = newId()) => quota().reserve(userId, 'uploads', subject);

  it('gives the last unit to exactly one of ten', () =>
    withinOneHour(async () => {
      for (let n = 0; n < 9; n++) await take();
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => take()));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await quota().usage(userId, 'uploads')).toMatchObject({ taken: 10, limit: 10 });
      await expect(take()).rejects.toMatchObject({
        code: 'quota_exceeded',
        options: {
          extra: {
            limit: 10,
            tier: 'starter',
            required_tier: 'solo',
            resets_at: expect.stringMatching(/-01T00:00:00.000Z$/),
          },
        },
      });
    }, newUser));

  it('takes one unit for a subject, however often and concurrently it is requested', () =>
    withinOneHour(async () => {
      await take();
      const subject = newId();
      await Promise.all(Array.from({ length: 10 }, () => take(subject)));
      expect((await quota().usage(userId, 'uploads')).taken).toBe(2);
    }, newUser));

  it('returns a unit once, never a used one, and takes it again', () =>
    withinOneHour(async () => {
      const [given, used] = [newId(), newId()];
      await take(given);
      await take(used);
      expect(await quota().use('uploads', used)).toBe(true);
      expect(await Promise.all(Array.from({ length: 5 }, () => quota().release('uploads', given)))).toEqual(
        expect.arrayContaining([true, false, false, false, false]),
      );
      expect([await quota().release('uploads', used), await quota().use('uploads', given)]).toEqual([false, false]);
      expect((await quota().usage(userId, 'uploads')).taken).toBe(1);
      await take(given);
      expect((await quota().usage(userId, 'uploads')).taken).toBe(2);
    }, newUser));

  it('counts in the period of the subscription, keeps the used units when the plan changes, and has no limit with unlimited plans', () =>
    withinOneHour(async () => {
      await take();
      await subscribe('solo');
      await waitUntil(async () => (await tierAt(here)) === 'solo');
      await take();
      expect(await quota().usage(userId, 'uploads')).toMatchObject({ taken: 1, limit: 60 });
      await query(`update subscriptions set tier = 'creator' where user_id = $1`, [userId]);
      await waitUntil(async () => (await tierAt(here)) === 'creator');
      expect(await quota().usage(userId, 'uploads')).toMatchObject({ taken: 1, limit: 200 });
      await here.get(EntitlementsService).grant({ userId, tier: 'lifetime', note: 'a friend' });
      await waitUntil(async () => (await tierAt(here)) === 'lifetime');
      await take();
      expect(await quota().usage(userId, 'uploads')).toMatchObject({ taken: 2, limit: Infinity });
    }, newUser));
});
