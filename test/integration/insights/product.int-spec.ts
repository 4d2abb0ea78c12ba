import { randomUUID } from 'node:crypto';
import { GRACE_MS, TIERS } from '@app/billing';
import { DatabaseModule } from '@app/core';
import { InsightsModule, ProductRepository, RevenueRepository } from '@app/insights';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { storeHistory } from '../../support/harness/stored-history';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

@Module({ imports: [DatabaseModule.forProcess(), InsightsModule] })
class ProductFiguresModule {}

const DAY = 86_400_000;
/** The same for the data and for what is expected of it: a month may begin in between. */
const NOW = Date.now();
const daysAgo = (days: number) => new Date(NOW - days * DAY);
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
/** Tolerates the turn of a day while the test runs. */
const LAST_30_DAYS = { from: dayOf(daysAgo(30)), to: dayOf(daysAgo(-1)), timeZone: 'UTC' };

describe('figures of the installation', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  const query = <T>(statement: string, parameters: unknown[] = []): Promise<T> =>
    app.get(DataSource).query<T>(statement, parameters);

  beforeEach(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, { DATABASE_URL: database.url });
    app = await NestFactory.createApplicationContext(ProductFiguresModule, { logger: false, abortOnError: false });
  });
  afterEach(async () => {
    await app?.close();
    await database?.drop();
  });

  async function addUser(user: { created?: Date; status?: string } = {}): Promise<string> {
    const id = randomUUID();
    const email = user.status === 'deleted' ? `deleted+${id}@invalid` : `${id}@example.com`;
    await query('insert into users (id, email, name, status, created_at) values ($1, $2, $3, $4, $5)', [
      id,
      email,
      'Deleted user',
      user.status ?? 'active',
      user.created ?? daysAgo(100),
    ]);
    return id;
  }

  const price = (amount: number, interval = 'month', { count = 1, currency = 'usd', discount = 0 } = {}) => ({
    amount,
    currency,
    billing_interval: interval,
    interval_count: count,
    discount,
  });

  /** A new user with a subscription that began 100 days ago. */
  async function subscribe(tier: string, columns: object = {}, user?: { created: Date }): Promise<string> {
    const userId = await addUser(user);
    const row = {
      id: `sub_${userId}`,
      user_id: userId,
      tier,
      price_id: 'price_1',
      status: 'active',
      current_period_start: daysAgo(10),
      current_period_end: daysAgo(-20),
      cancel_at_period_end: false,
      created_at: daysAgo(100),
      ...columns,
    };
    const names = Object.keys(row);
    await query(
      `insert into subscriptions (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    );
    return userId;
  }

  /** Every kind of subscription once; the figures below are computed by hand. */
  async function addSubscribers(): Promise<void> {
    const monthly = await subscribe('solo', price(999));
    await subscribe('agency', price(99_900, 'year'));
    const laterDiscounts = [
      { from: daysAgo(2), discount: 1_200 },
      { from: daysAgo(1), discount: 999 },
      { from: daysAgo(-9), discount: 0 },
    ];
    await subscribe('creator', {
      ...price(1_999, 'month', { discount: 1_500 }),
      discount_ends_at: daysAgo(2),
      later_discounts: JSON.stringify(laterDiscounts),
    });
    await subscribe(
      'growth',
      { ...price(2_999, 'month', { discount: 500 }), discount_ends_at: daysAgo(1), created_at: daysAgo(3) },
      { created: daysAgo(3) },
    );
    await subscribe('studio', { ...price(4_999), status: 'trialing', trial_end: daysAgo(-4) });
    await subscribe('creator', { ...price(1_999), status: 'past_due', past_due_since: daysAgo(2) });
    await subscribe('growth', { ...price(2_999), status: 'past_due', past_due_since: daysAgo(10) });
    await subscribe('solo', price(3_000, 'month', { count: 3 }));
    await subscribe('solo', price(100, 'week', { currency: 'eur' }));
    await subscribe('solo', { ...price(999), cancel_at_period_end: true });
    await subscribe('starter', price(0));
    await subscribe('solo');
    await subscribe('solo', { ...price(999), status: 'canceled', ended_at: daysAgo(5) });
    await subscribe('solo', { ...price(999), status: 'canceled', trial_end: daysAgo(-4), ended_at: daysAgo(5) });
    await subscribe('solo', { ...price(999), status: 'incomplete' });
    const grant = (userId: string, tier: string, expiresAt: Date | null, revokedAt: Date | null) =>
      query(
        `insert into entitlement_grants (id, user_id, tier, note, expires_at, revoked_at) values ($1, $2, $3, 'test', $4, $5)`,
        [randomUUID(), userId, tier, expiresAt, revokedAt],
      );
    await grant(monthly, 'agency', daysAgo(1), null);
    await grant(monthly, 'agency', null, daysAgo(1));
    await grant(await addUser(), 'lifetime', null, null);
    await addUser({ status: 'deleted' });
  }

  it('about money equal what a person computes from the subscriptions', async () => {
    await addSubscribers();
    expect(await app.get(RevenueRepository).of(LAST_30_DAYS)).toEqual({
      currencies: [
        { currency: 'eur', monthly: 433, yearly: 5_200, pastDue: 0, trialing: 0 },
        // 999 + 99,900 / 12 + 1,000 + 2,999 + 1,999 + 2,999 + 3,000 / 3 + 999
        { currency: 'usd', monthly: 20_320, yearly: 243_840, pastDue: 4_998, trialing: 4_999 },
      ],
      subscriptions: 12,
      priced: 11,
      payingUsers: 9,
      trialingUsers: 1,
      payingAtStart: 9,
      lostUsers: 1,
    });
    expect(await app.get(RevenueRepository).plans({ tiers: TIERS, graceMs: GRACE_MS })).toEqual([
      { tier: 'starter', users: 5 },
      { tier: 'solo', users: 5 },
      { tier: 'creator', users: 2 },
      { tier: 'growth', users: 1 },
      { tier: 'studio', users: 1 },
      { tier: 'agency', users: 1 },
      { tier: 'lifetime', users: 1 },
    ]);
    expect(await app.get(ProductRepository).users(LAST_30_DAYS)).toEqual({
      total: 16,
      new: 1,
      confirmed: 0,
      suspended: 0,
      admins: 0,
    });
    const cohorts = await app.get(ProductRepository).cohorts('UTC');
    expect(cohorts.map(({ month }) => month)).toEqual([
      ...new Set([100, 3].map((days) => dayOf(daysAgo(days)).slice(0, 7))),
    ]);
    expect(cohorts.reduce((sum, { users }) => sum + users, 0)).toBe(16);
    expect(cohorts.reduce((sum, { paying }) => sum + paying, 0)).toBe(9);
  });

  it('about work count each row once, by state, platform and provider', async () => {
    await query('alter table uploads disable trigger user');
    const item = (kind: 'renders' | 'uploads', status: string, at: Date) => ({
      kind,
      status,
      createdAt: at,
      finishedAt: status === 'queued' ? null : at,
      seconds: 1,
    });
    const [today, lastWeek, longAgo] = [daysAgo(0), daysAgo(7), daysAgo(40)];
    const userId = await storeHistory(query, [
      ...['completed', 'completed', 'failed', 'cancelled', 'queued'].map((status) => item('renders', status, today)),
      item('renders', 'failed', lastWeek),
      item('renders', 'completed', longAgo),
      item('uploads', 'completed', lastWeek),
      item('uploads', 'partial', today),
      item('uploads', 'completed', longAgo),
    ]);
    await query(`update renders set error = '{"code": "render_failed"}' where status = 'failed'`);
    await query(
      `insert into upload_targets (upload_id, platform) select id, unnest(case when status = 'partial' then array['tiktok', 'youtube'] else array['youtube'] end)
       from uploads`,
    );
    for (const status of ['active', 'needs_reconnection'])
      await query(
        `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by, status, problem, problem_code)
         values (gen_random_uuid(), $1, 'youtube', $2, 'A channel', 'sealed', now(), $1, $2, case when $2 <> 'active' then 'revoked' end,
           case when $2 <> 'active' then 'revoked' end)`,
        [userId, status],
      );
    await query(
      `insert into publications (id, user_id, upload_id, account_name, platform) select gen_random_uuid(), user_id, id, 'A channel', 'youtube' from uploads where status = 'partial'`,
    );
    const product = app.get(ProductRepository);
    expect(await product.work(LAST_30_DAYS)).toEqual({
      renders: { completed: 2, failed: 2, cancelled: 1, queued: 1 },
      uploads: { completed: 1, partial: 1 },
    });
    expect(await product.platforms(LAST_30_DAYS)).toEqual([
      { platform: 'youtube', uploads: 2 },
      { platform: 'tiktok', uploads: 1 },
    ]);
    expect(await product.accounts()).toEqual([{ platform: 'youtube', active: 1, needsReconnection: 1, users: 1 }]);
    expect(await product.providers()).toEqual([
      { kind: 'platform', name: 'youtube', succeeded: 0, failed: 0, unfinished: 1, commonError: null },
      { kind: 'render', name: 'local', succeeded: 2, failed: 1, unfinished: 1, commonError: 'render_failed' },
    ]);
    const cohorts = await product.cohorts('UTC');
    expect(cohorts).toMatchObject([{ users: 1, connected: 1, uploaded: 1, active: 1, paying: 0 }]);
  });
});
