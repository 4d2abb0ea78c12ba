import { randomUUID } from 'node:crypto';
import { tokens } from '@app/billing';
import { readXlsx } from 'hucre/xlsx';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { installation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { grantTier } from '../../support/model/grant-tier';
import { httpClient } from '../../support/servers/http-client';

interface Figures {
  tokens_charged: number;
  tokens_reserved: number;
  tokens_refunded: number;
  renders: number;
  renders_failed: number;
  renders_cancelled: number;
  seconds: number;
}
interface Usage {
  from: string;
  to: string;
  total: Figures;
  days: (Figures & { date: string })[];
  keys: (Figures & { api_key_id: string | null })[];
  code: string;
}

const NONE: Figures = {
  tokens_charged: 0,
  tokens_reserved: 0,
  tokens_refunded: 0,
  renders: 0,
  renders_failed: 0,
  renders_cancelled: 0,
  seconds: 0,
};

describe('usage', () => {
  const instance = installation({ env: { RATE_LIMIT_MAX: '100000' } });
  let user: TestAccount;
  beforeEach(async () => {
    user = await signUp(instance.api.url);
    await instance.db.query(
      `select token_grant($1, $2, gen_random_uuid(), $3, 'purchase', 40::smallint, null, null, 'bought', null)`,
      [randomUUID(), user.userId, tokens(100)],
    );
  });

  const usage = async (query = '') =>
    (await httpClient(instance.api.url)<Usage>('GET', `/api/v1/usage?${query}`, { token: user.accessToken })).body;
  /** Operations happen now; the test moves them into the past, which only a superuser can. */
  const at = async (moment: string, statement: string, parameters: unknown[]) => {
    await instance.db.query('begin');
    await instance.db.query(statement, parameters);
    await instance.db.query('alter table token_operations disable trigger token_operations_append_only');
    await instance.db.query(
      'update token_operations set created_at = $2 where user_id = $1 and version = (select max(version) from token_operations where user_id = $1)',
      [user.userId, moment],
    );
    await instance.db.query('alter table token_operations enable trigger token_operations_append_only');
    await instance.db.query('commit');
  };
  const reserve = async (moment: string, amount: number, apiKeyId?: string) => {
    const hold = randomUUID();
    const holds = [
      {
        id: hold,
        subject_type: 'render',
        subject_id: hold,
        amount: tokens(amount),
        api_key_id: apiKeyId,
        deadline_seconds: 600,
      },
    ];
    await at(moment, `select token_reserve($1, $2, $3, 'a render')`, [hold, user.userId, JSON.stringify(holds)]);
    return hold;
  };
  const resolve = (moment: string, hold: string, spent: number) =>
    at(moment, `select token_resolve($1, $2, $3, 'ended')`, [randomUUID(), hold, tokens(spent)]);
  const render = (
    moment: string,
    status: 'completed' | 'failed' | 'cancelled',
    { seconds = null as number | null, apiKeyId = null as string | null } = {},
  ) =>
    instance.db.query(
      `insert into renders (id, user_id, created_by, api_key_id, provider, status, progress, request, callback_token, format, pricing, held_seconds, hold_id, reserved, charged,
          storage, object_key, seconds, size_bytes, error, deadline_at, created_at, finished_at)
        values ($1::uuid, $2, $2, $5, 'local', $3::text, case when $3::text = 'completed' then 1 else 0 end, '{}', left(replace($1::uuid::text || $1::uuid::text, '-', ''), 43), 'mp4', 'per_minute', 60,
          gen_random_uuid(), 1000000, case when $3::text = 'completed' then 1000000 else 0 end, 'local', $1::uuid::text, $6, case when $3::text = 'completed' then 1 end,
          case when $3::text = 'failed' then '{}'::json end, now(), $4::timestamptz - interval '1 minute', $4)`,
      [randomUUID(), user.userId, status, moment, apiKeyId, seconds],
    );

  it('counts tokens, renders and seconds by day and by key, without gaps, in the requested time zone', async () => {
    const key = randomUUID();
    const first = await reserve('2026-03-28T22:30:00Z', 10, key);
    await resolve('2026-03-29T22:30:00Z', first, 7);
    const second = await reserve('2026-03-31T10:00:00Z', 5);
    await resolve('2026-03-31T10:01:00Z', second, 0);
    await render('2026-03-29T22:30:00Z', 'completed', { seconds: 61.5, apiKeyId: key });
    await render('2026-03-31T10:01:00Z', 'failed');
    await render('2026-03-31T11:00:00Z', 'cancelled');

    const utc = await usage('from=2026-03-28&to=2026-03-31');
    expect(utc.days).toEqual([
      { ...NONE, date: '2026-03-28', tokens_reserved: 10 },
      { ...NONE, date: '2026-03-29', tokens_charged: 7, tokens_refunded: 3, renders: 1, seconds: 61.5 },
      { ...NONE, date: '2026-03-30' },
      { ...NONE, date: '2026-03-31', tokens_reserved: 5, tokens_refunded: 5, renders_failed: 1, renders_cancelled: 1 },
    ]);
    expect(utc.total).toEqual({
      tokens_charged: 7,
      tokens_reserved: 15,
      tokens_refunded: 8,
      renders: 1,
      renders_failed: 1,
      renders_cancelled: 1,
      seconds: 61.5,
    });
    expect(utc.keys).toEqual([
      { ...NONE, api_key_id: null, tokens_reserved: 5, tokens_refunded: 5, renders_failed: 1, renders_cancelled: 1 },
      {
        ...NONE,
        api_key_id: key,
        tokens_reserved: 10,
        tokens_charged: 7,
        tokens_refunded: 3,
        renders: 1,
        seconds: 61.5,
      },
    ]);

    // 29 March has 23 hours in Berlin, and begins at 23:00 UTC of the day before; 30 March begins at 22:00.
    const berlin = await usage('from=2026-03-28&to=2026-03-30&tz=Europe/Berlin');
    expect(
      berlin.days.map(({ date, tokens_reserved, tokens_charged, renders }) => [
        date,
        tokens_reserved,
        tokens_charged,
        renders,
      ]),
    ).toEqual([
      ['2026-03-28', 10, 0, 0],
      ['2026-03-29', 0, 0, 0],
      ['2026-03-30', 0, 7, 1],
    ]);
    const auckland = await usage('from=2026-03-29&to=2026-03-29&tz=Pacific/Auckland');
    expect(auckland.total).toEqual({ ...NONE, tokens_reserved: 10 });
    const byKey = await usage(`from=2026-03-28&to=2026-03-31&api_key_id=${key}`);
    expect([byKey.total.tokens_reserved, byKey.total.renders_failed, byKey.keys.length]).toEqual([10, 0, 1]);
  });

  it('is part of the analytics of the account, as far back as its plan reaches', async () => {
    await resolve(new Date().toISOString(), await reserve(new Date().toISOString(), 10), 7);
    await render(new Date().toISOString(), 'completed', { seconds: 12 });
    await render(new Date().toISOString(), 'failed');
    const analytics = async <T>(path: string) =>
      (await httpClient(instance.api.url)<T>('GET', `/api/analytics/${path}`, { token: user.accessToken })).body;
    const overview = await analytics<{ period: object; renders: object; uploads: object; tokens: object }>(
      'overview?days=30&tz=Europe/Berlin',
    );
    expect(overview).toMatchObject({
      period: { time_zone: 'Europe/Berlin', limited_by_plan: true },
      renders: { total: 2, by_status: { queued: 0, completed: 1, failed: 1 }, success_rate: 0.5, video_seconds: 12 },
      uploads: { total: 0, by_status: { partial: 0 }, success_rate: null },
      tokens: { charged: 7, returned: 3 },
      quota: { uploads: 0, uploads_limit: 10, uploads_remaining: 10 },
      reach: { views: null, posts: 0, coverage: null, as_of: null, platforms: [] },
    });
    expect(await analytics('overview?tag=%23lake&platform=youtube')).toMatchObject({
      renders: { total: 0 },
      tokens: { charged: 0, returned: 0 },
    });
    expect(await analytics('overview?tag=two%20words')).toMatchObject({
      code: 'invalid_input',
      errors: [{ path: 'tag' }],
    });
    const series = await analytics<{ buckets: { renders: { completed: number }; tokens_charged: number }[] }>(
      'timeseries?days=2&interval=hour',
    );
    expect(series.buckets).toHaveLength(48);
    expect(series.buckets.reduce((sum, each) => sum + each.renders.completed, 0)).toBe(1);
    expect(series.buckets.reduce((sum, each) => sum + each.tokens_charged, 0)).toBe(7);
    const growth = await analytics<{ days: object[]; definitions: object[] }>('followers?days=7&tz=Asia/Kolkata');
    expect(growth).toMatchObject({ followers: null, gained: null, growth: null, coverage: null, accounts: [] });
    expect([growth.days.length, growth.definitions.length]).toEqual([7, 5]);
    // Percentiles are at most 2 % off.
    const about60: number = expect.closeTo(60, 0);
    const kpi = await httpClient(instance.api.url)<object>('GET', '/api/kpi/summary?days=7', {
      token: user.accessToken,
    });
    expect(kpi.body).toMatchObject({
      period: { limited_by_plan: false },
      renders: {
        created: 2,
        per_day: 2 / 7,
        outcomes: { completed: 1, partial: 0, failed: 1, cancelled: 0, unfinished: 0 },
        success_rate: 0.5,
        failure_rate: 0.5,
        latency: { mean: 60, p50: about60, p95: about60, p99: about60 },
        errors: [{ code: 'unknown', count: 1 }],
      },
      uploads: { created: 0, success_rate: null, latency: { p95: null }, platforms: [], top_platform_share: null },
      definitions: expect.arrayContaining([
        { metric: 'success_rate', definition: 'completed / (completed + partial + failed).' },
      ]),
    });
    expect(await analytics('timeseries?days=60&interval=hour')).toMatchObject({
      code: 'invalid_input',
      errors: [{ path: 'days' }],
    });
  });

  it('can be exported row by row on a plan with exports; texts of uploads need the right to read them', async () => {
    const call = httpClient(instance.api.url);
    const refused = await call<{ code: string }>('GET', '/api/kpi/raw', { token: user.accessToken });
    expect([refused.status, refused.body.code]).toEqual([403, 'tier_required']);
    await grantTier(instance.db, user.userId, 'growth');
    await waitUntil(async () => {
      const me = await call<{ entitlements: { tier: string } }>('GET', '/api/auth/me', { token: user.accessToken });
      return me.body.entitlements.tier === 'growth';
    });
    await instance.db.query(
      `insert into uploads (id, user_id, created_by, filename, title, size_bytes, content_type, storage, object_key, urls_end_at, privacy)
       values (gen_random_uuid(), $1, $1, 'ride.mp4', '=1+1', 1, 'video/mp4', 'disk', gen_random_uuid(), now(), 'public')`,
      [user.userId],
    );
    await render(new Date().toISOString(), 'completed', { seconds: 12 });

    const asJson = await call<{ period: object; rows: object[] }>('GET', '/api/kpi/raw?days=366', {
      token: user.accessToken,
    });
    expect(asJson.body).toEqual({
      period: expect.objectContaining({ time_zone: 'UTC', limited_by_plan: true }),
      rows: [
        expect.objectContaining({ type: 'upload', status: 'pending', title: '=1+1', filename: 'ride.mp4' }),
        expect.objectContaining({ type: 'render', status: 'completed', video_seconds: 12, tokens_charged: 1 }),
      ],
    });
    const asCsv = await call<string>('GET', '/api/kpi/raw?format=csv&type=upload', { token: user.accessToken });
    expect(asCsv.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(asCsv.headers.get('content-disposition')).toMatch(/^attachment; filename="reelway-[\d-]+-to-[\d-]+\.csv"$/);
    expect(asCsv.body).toMatch(/^"type","id",.*\r\n"upload",.*,"'=1\+1","ride\.mp4",.*\r\n$/);
    const asWorkbook = await fetch(`${instance.api.url}/api/kpi/raw?format=xlsx&type=upload`, {
      headers: { authorization: `Bearer ${user.accessToken}` },
    });
    expect(asWorkbook.headers.get('content-disposition')).toMatch(/\.xlsx"$/);
    const { sheets } = await readXlsx(new Uint8Array(await asWorkbook.arrayBuffer()));
    expect(sheets[0]?.rows).toEqual([expect.arrayContaining(['type', 'title']), expect.arrayContaining(['=1+1'])]);

    const key = await call<{ key: string }>('POST', '/api/keys', {
      token: user.accessToken,
      body: { name: 'figures', scopes: ['analytics:read'] },
    });
    const asLines = await fetch(`${instance.api.url}/api/kpi/raw?format=ndjson`, {
      headers: { 'x-api-key': key.body.key },
    });
    const lines = (await asLines.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ type: 'upload', title: null, filename: null }),
      expect.objectContaining({ type: 'render', title: null }),
    ]);
    const unknown = await call<{ code: string }>('GET', '/api/kpi/raw?status=lost', { token: user.accessToken });
    expect(unknown.body.code).toBe('invalid_input');
  });

  it('returns the 30 days up to today, and only the caller’s own data', async () => {
    await reserve(new Date().toISOString(), 3);
    const { days, total, from, to } = await usage();
    expect([days.length, days[0]?.date, days.at(-1)?.date]).toEqual([30, from, to]);
    expect(total.tokens_reserved).toBe(3);
    user = await signUp(instance.api.url);
    expect(await usage()).toMatchObject({ total: NONE, keys: [] });
  });

  it.each([
    'from=2026-02-30&to=2026-03-31',
    'from=2026-04-01&to=2026-03-31',
    'from=2024-01-01&to=2026-03-31',
    'from=yesterday',
    'tz=Middle-earth/Shire',
    'tz=US/Pacific-New',
    'tz=IST',
    'interval=hour',
    'api_key_id=mine',
  ])('refuses %s', async (query) => {
    expect((await usage(query)).code).toBe('invalid_input');
  });
});
