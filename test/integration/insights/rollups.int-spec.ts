import { randomUUID } from 'node:crypto';
import { type AnalyticsPeriod, AnalyticsRepository, KpiRepository, RollupsRepository } from '@app/insights';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { generatedHistory } from '../../support/harness/generated-history';
import { insightsSuite } from '../../support/harness/insights-suite';
import { type HistoryItem, storeHistory } from '../../support/harness/stored-history';

const JUNE: AnalyticsPeriod = { from: '2026-06-01', to: '2026-06-30', timeZone: 'Europe/Berlin' };

describe('figures of busy days, which are counted once,', () => {
  const app = insightsSuite();
  const { query } = app;
  beforeAll(async () => {
    // Uploads are stored in the states that they have in the end.
    for (const trigger of ['uploads_created', 'uploads_moved'])
      await query(`alter table uploads disable trigger ${trigger}`);
    await query('alter table publications disable trigger user');
  });

  const countChanged = (options = { quietSeconds: 0, busyRows: 1 }) =>
    app.get(DataSource).transaction((manager) => app.get(RollupsRepository).countChanged(manager, options));
  const countedDays = async (userId: string) =>
    (await query<[{ n: number }]>('select count(*)::int as n from rollup_days where user_id = $1', [userId]))[0].n;
  const figures = async (userId: string, period: AnalyticsPeriod) => {
    const [analytics, kpi] = [app.get(AnalyticsRepository), app.get(KpiRepository)];
    return {
      states: await analytics.states(userId, period),
      days: await analytics.series(userId, period, 'day'),
      hours: await analytics.series(userId, period, 'hour'),
      all: await kpi.of(userId, period, {}),
      failed: await kpi.of(userId, period, { status: 'failed' }),
      youtube: await kpi.of(userId, period, { platform: 'youtube' }),
    };
  };
  /** 120 uploads of one moment. */
  async function addBusyDay(at = '2026-06-10T12:00Z'): Promise<string> {
    const userId = await storeHistory(query, []);
    await query(
      `insert into uploads (id, user_id, created_by, filename, size_bytes, content_type, storage, object_key, urls_end_at, privacy, created_at)
       select gen_random_uuid(), $1, $1, 'ride.mp4', 1, 'video/mp4', 'disk', gen_random_uuid(), now(), 'public', $2 from generate_series(1, 120)`,
      [userId, at],
    );
    return userId;
  }

  async function addPost(): Promise<{ userId: string; postId: string }> {
    const item = { createdAt: new Date('2026-01-01T12:00Z'), finishedAt: null, seconds: 1 };
    const userId = await storeHistory(query, [{ ...item, kind: 'uploads', status: 'queued' }]);
    const [post] = await query<[{ id: string }]>(
      `insert into publications (id, user_id, upload_id, account_name, platform, status, file, texts, post_id, published_at)
       select gen_random_uuid(), user_id, id, 'A channel', 'youtube', 'published', '{}', '{}', 'a post', created_at from uploads where user_id = $1 returning id`,
      [userId],
    );
    return { userId, postId: post.id };
  }

  const change = fc.record({
    what: fc.constantFrom('retry', 'complete', 'cancel', 'delete', 'target', 'later'),
    index: fc.nat({ max: 26 }),
  });
  const CHANGES = {
    retry: `update uploads set status = 'queued', finished_at = null, error = null, cancel_reason = null, retries = retries + 1 where id = $1`,
    complete: `update uploads set status = 'completed', finished_at = created_at + interval '2 hours', error = null, cancel_reason = null where id = $1`,
    cancel: `update uploads set status = 'cancelled', finished_at = created_at + interval '30 hours', error = null, cancel_reason = 'owner' where id = $1`,
    delete: 'delete from uploads where id = $1',
    target: `insert into upload_targets (upload_id, platform, status, file, error)
      select id, platform, state, case state when 'ready' then 'a.mp4' end, case state when 'failed' then '{}'::json end
        from uploads, (values ('tiktok', 'failed'), ('youtube', 'ready'), ('facebook', 'pending')) made (platform, state)
        where id = $1 on conflict do nothing`,
    later: `update uploads set finished_at = finished_at + interval '25 hours' where id = $1`,
  } as const;

  /** So that the days of earlier cases take none of the room that one run has for busy days. */
  const countEverything = async () => {
    while ((await countChanged()) > 0);
  };
  /** Two uploads of one moment in the period: at least one of its days is busy. */
  const busyDay = ({ from }: { from: string }): HistoryItem[] =>
    [1, 2].map((seconds) => ({
      kind: 'uploads',
      status: 'queued',
      createdAt: new Date(`${from}T12:00Z`),
      finishedAt: null,
      seconds,
    }));

  it('are those of a recount after any change, whether the change was counted again or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        generatedHistory,
        fc.array(change, { minLength: 1, maxLength: 8 }),
        async ({ period, items }, changes) => {
          await countEverything();
          const userId = await storeHistory(query, [...items, ...busyDay(period)]);
          const fromRows = await figures(userId, period);
          await countChanged();
          expect(await countedDays(userId)).toBeGreaterThan(0);
          expect(await figures(userId, period)).toEqual(fromRows);
          const uploads = await query<{ id: string }[]>('select id from uploads where user_id = $1 order by id', [
            userId,
          ]);
          for (const { what, index } of changes) await query(CHANGES[what], [uploads[index]?.id ?? randomUUID()]);
          const changed = await figures(userId, period);
          await countChanged();
          const countedAgain = await figures(userId, period);
          await query('delete from rollup_days where user_id = $1', [userId]);
          const recounted = await figures(userId, period);
          expect(changed).toEqual(recounted);
          expect(countedAgain).toEqual(recounted);
        },
      ),
      { numRuns: 30 },
    );
  });

  const reading = fc.record({
    minute: fc.nat({ max: 8 * 1_440 }),
    views: fc.option(fc.nat({ max: 1_000 })),
    likes: fc.option(fc.integer({ min: -5, max: 50 })),
  });

  it('have the gains of posts of a recount after new and deleted readings, counted again or not', async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(
        generatedHistory,
        fc.array(reading, { minLength: 20, maxLength: 40 }),
        fc.array(reading, { maxLength: 10 }),
        async ({ period }, first, more) => {
          const { userId, postId } = await addPost();
          const from = Date.parse(`${period.from}T00:00:00Z`) - 36 * 3_600_000;
          const stored = new Map<number, { views: number; likes: number }>();
          const read = async (readings: typeof first) => {
            for (const { minute, views, likes } of readings) {
              const at = from + minute * 60_000;
              if (stored.has(at)) continue;
              stored.set(at, { views: views ?? 0, likes: likes ?? 0 });
              await query(
                `insert into publication_metric_readings (publication_id, user_id, fetched_at, views_gained, likes_gained) values ($1, $2, $3, $4, $5)`,
                [postId, userId, new Date(at), views, likes],
              );
            }
          };
          const expectGains = async () => {
            for (const interval of ['day', 'hour'] as const)
              for (const { start, end, views, likes } of await app
                .get(AnalyticsRepository)
                .series(userId, period, interval)) {
                const within = [...stored].filter(([at]) => at >= start.getTime() && at < end.getTime());
                const sum = (figure: 'views' | 'likes') =>
                  within.reduce((total, [, gains]) => total + gains[figure], 0);
                expect({ start, views, likes }).toEqual({ start, views: sum('views'), likes: sum('likes') });
              }
          };
          await read(first);
          await expectGains();
          await countChanged();
          counted += await countedDays(userId);
          await expectGains();
          await read(more);
          const until = from + 3 * 86_400_000;
          await query('delete from publication_metric_readings where publication_id = $1 and fetched_at < $2', [
            postId,
            new Date(until),
          ]);
          for (const at of stored.keys()) if (at < until) stored.delete(at);
          await expectGains();
          await countChanged();
          await expectGains();
        },
      ),
      { numRuns: 15 },
    );
    expect(counted).toBeGreaterThan(10);
  });

  it('are read instead of the rows, and only days with many rows are stored', async () => {
    const userId = await addBusyDay();
    const few = await storeHistory(query, [
      { kind: 'uploads', status: 'queued', createdAt: new Date('2026-06-10T12:00Z'), finishedAt: null, seconds: 1 },
    ]);
    await countChanged({ quietSeconds: 300, busyRows: 100 });
    expect(await countedDays(userId)).toBe(0);
    await countChanged({ quietSeconds: 0, busyRows: 100 });
    expect([await countedDays(userId), await countedDays(few)]).toEqual([1, 0]);
    await query('alter table uploads disable trigger user');
    await query('delete from uploads where user_id = $1', [userId]);
    await query('alter table uploads enable trigger user');
    for (const trigger of ['uploads_created', 'uploads_moved'])
      await query(`alter table uploads disable trigger ${trigger}`);
    const { states, days, all } = await figures(userId, JUNE);
    expect(states.uploads).toEqual({ pending: 120 });
    expect(days.map((day) => day.uploads_created)).toEqual(days.map((_, index) => (index === 9 ? 120 : 0)));
    expect(all.uploads.hours).toEqual(new Map([['14', 120]]));
  });

  it('include a change whose transaction ended after the day was counted', async () => {
    const userId = await addBusyDay();
    const other = app.get(DataSource).createQueryRunner();
    await other.startTransaction();
    try {
      await other.query(
        `update uploads set status = 'cancelled', cancel_reason = 'owner', finished_at = created_at where user_id = $1`,
        [userId],
      );
      await countChanged({ quietSeconds: 0, busyRows: 100 });
      expect(await countedDays(userId)).toBe(1);
      expect((await figures(userId, JUNE)).states.uploads).toEqual({ pending: 120 });
      await other.commitTransaction();
    } finally {
      await other.release();
    }
    expect((await figures(userId, JUNE)).states.uploads).toEqual({ cancelled: 120 });
    await countChanged({ quietSeconds: 0, busyRows: 100 });
    expect(await countedDays(userId)).toBe(1);
    expect((await figures(userId, JUNE)).states.uploads).toEqual({ cancelled: 120 });
  });
});
