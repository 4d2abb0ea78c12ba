import { newId } from '@app/core';
import type { PostMetricsPayload } from '@app/jobs';
import { PlatformAccountsRepository, PublicationMetricsRepository, PublicationsRepository } from '@app/platforms';
import fc from 'fast-check';
import { PublicationResponse } from '../../../apps/api/src/responses/publication.response';
import { FetchPostMetricsHandler } from '../../../apps/worker/src/publishing/fetch-post-metrics.handler';
import { PublishingMaintenanceService } from '../../../apps/worker/src/publishing/publishing-maintenance.service';
import { run } from '../../support/emulators/publishing-on';
import {
  countedSource,
  type PublishingTarget,
  startPublishingTarget,
} from '../../support/emulators/publishing-targets';
import { POST_METRICS_WORK } from '../../support/harness/post-metrics-work';
import { UploadRows } from '../../support/harness/upload-rows';

const SCOPE = 'https://www.googleapis.com/auth/youtube';
const SCOPES = [`${SCOPE}.upload`, `${SCOPE}.readonly`];
const [HOUR, DAY] = [3_600, 86_400];
const REFUSAL = { type: 'http', status: 403, json: { error: { errors: [{ reason: 'rateLimitExceeded' }] } } };

describe('the figures of live posts', () => {
  let here: UploadRows;
  let youtube: PublishingTarget;
  let [uploadId, id, accountId, postId] = ['', '', '', ''];
  beforeAll(async () => {
    youtube = await startPublishingTarget('youtube');
    Object.assign(process.env, youtube.emulator.env);
    here = await UploadRows.start(POST_METRICS_WORK);
  });
  beforeEach(async () => {
    await here.enter();
    await youtube.emulator.faults();
    const access = await youtube.connect();
    const source = countedSource(1_000);
    const texts = { title: 'A lap', description: `Around the lake ${newId()}`, tags: [], privacy: 'public' };
    const session = await youtube.publisher.open(access, { ...texts, fileName: 'a.mp4' }, source);
    postId = await youtube.publisher.commit(access, session, source, run);
    const tokens = { ...access, accessExpiresAt: null, refreshExpiresAt: null, scopes: SCOPES };
    const profile = { externalId: access.externalId, name: 'A channel', username: null, avatarUrl: null, login: null };
    const origin = { ownerId: here.userId, connectedBy: here.userId };
    accountId = await here.transaction((manager) =>
      here.service(PlatformAccountsRepository).connect('youtube', { ...profile, tokens }, origin, manager),
    );
    uploadId = (await here.create()).id;
    const time = { publishAt: null, localTime: null, timeZone: null };
    const post = { accountId, accountName: 'A channel', platform: 'youtube', overrides: {}, ...time };
    await here.transaction(async (manager) => {
      await here.service(PublicationsRepository).create({ ownerId: here.userId }, uploadId, [post], manager);
      [{ id }] = await manager.query<[{ id: string }]>('select id from publications where upload_id = $1', [uploadId]);
      for (const status of ['scheduled', 'publishing', 'published', 'verified'])
        await manager.query(
          `update publications set status = $2, file = '{}', texts = '{}', post_id = $3, published_at = now(),
             verified_at = case when $2 = 'verified' then now() end where id = $1`,
          [id, status, postId],
        );
      await here.service(PublicationMetricsRepository).begin(id, undefined, manager);
    });
  });
  afterAll(async () => {
    await here?.close();
    await youtube?.close();
  });

  const shown = async () => {
    const post = await here.service(PublicationsRepository).find({ ownerId: here.userId }, uploadId, id);
    return post && PublicationResponse.of(post).metrics;
  };
  /** The maintenance task, then the jobs that it published. @returns their number */
  async function readDue(): Promise<number> {
    await here.query('update publication_metrics set due_at = now() where due_at is not null');
    await here.transaction((manager) => here.service(PublishingMaintenanceService).readMetrics(manager));
    const [jobs] = await here.query<[{ payload: PostMetricsPayload }[]]>(
      `delete from outbox where name = 'post_metrics.fetch' returning payload`,
    );
    const job = { signal: new AbortController().signal } as Parameters<FetchPostMetricsHandler['handle']>[1];
    for (const { payload } of jobs) await here.service(FetchPostMetricsHandler).handle(payload, job);
    return jobs.length;
  }
  /** Seconds until they are read again, rounded to hours; null: never. */
  const nextIn = async () => {
    const [{ seconds }] = await here.query<[{ seconds: number | null }]>(
      'select extract(epoch from due_at - now())::float8 as seconds from publication_metrics where publication_id = $1',
      [id],
    );
    return seconds === null ? null : Math.round(seconds / HOUR) * HOUR;
  };
  const publishedBefore = (days: number) =>
    here.query(`update publications set published_at = now() - make_interval(days => $2) where id = $1`, [id, days]);
  const readings = () =>
    here.query<{ views: string; is_latest: boolean }[]>(
      `select r.views, r.fetched_at = m.fetched_at as is_latest
       from publication_metric_readings r join publication_metrics m using (publication_id)
       where publication_id = $1 order by r.fetched_at`,
      [id],
    );

  it('[peers 3.24] are those of the platform, with the time of each reading: hourly on the first day, daily for 30', async () => {
    expect([await shown(), await nextIn()]).toEqual([null, HOUR]);
    await youtube.emulator.control('PUT', `/posts/${postId}/figures`, { views: 7, likes: 2 });
    const since = Date.now();
    expect(await readDue()).toBe(1);
    const first = await shown();
    expect(first).toMatchObject({ views: 7, likes: 2, comments: 0, shares: null, status: 'current' });
    expect(Math.abs(Date.parse(first?.fetched_at ?? '') - since)).toBeLessThan(60_000);
    expect(await nextIn()).toBe(HOUR);
    await youtube.emulator.control('PUT', `/posts/${postId}/figures`, { views: 9 });
    await publishedBefore(2);
    await readDue();
    expect([(await shown())?.views, await nextIn()]).toEqual([9, DAY]);
    await publishedBefore(31);
    await readDue();
    expect([(await shown())?.status, await nextIn(), await readDue()]).toEqual(['final', null, 0]);
    expect(await readings()).toEqual([
      { views: '7', is_latest: false },
      { views: '9', is_latest: false },
      { views: '9', is_latest: true },
    ]);
  });

  it('[peers 3.24] say when they are old; a platform that fails is called less and less, and the post and its account stay', async () => {
    await readDue();
    await here.query(`update publication_metrics set fetched_at = fetched_at - interval '3 days'`);
    const state = () =>
      here.query(
        `select p.status, p.revision, p.fault, p.updated_at, a.status as account from publications p join platform_accounts a on a.id = p.account_id
         where p.id = $1`,
        [id],
      );
    const before = await state();
    for (const [action, hours] of [
      [{ type: 'html_502' }, 1],
      [REFUSAL, 2],
      [{ type: 'http', status: 418, text: 'a teapot' }, 4],
    ] as const) {
      await youtube.emulator.faults({ op: 'yt.videos', times: -1, action });
      await readDue();
      expect([await nextIn(), (await shown())?.status]).toEqual([hours * HOUR, 'stale']);
    }
    expect(await state()).toEqual(before);
  });

  it('have what each reading gained since the one before it, also after a figure was missing', async () => {
    const figure = () => fc.option(fc.nat({ max: 1_000 }), { nil: null });
    const reading = fc.record({ views: figure(), likes: figure(), comments: figure(), shares: figure() });
    await fc.assert(
      fc.asyncProperty(fc.array(reading, { minLength: 1, maxLength: 6 }), async (given) => {
        await here.query('delete from publication_metric_readings where publication_id = $1', [id]);
        await here.query(
          'update publication_metrics set views = null, likes = null, comments = null, shares = null where publication_id = $1',
          [id],
        );
        for (const figures of given) await here.service(PublicationMetricsRepository).store(id, figures);
        const gained = (name: 'views' | 'likes' | 'comments' | 'shares') =>
          given.map((each, index) => (each[name] === null ? null : each[name] - (given[index - 1]?.[name] ?? 0)));
        const found = await here.query<Record<string, string | null>[]>(
          'select * from insights_post_gains where user_id = $1 and upload_id = $2 order by fetched_at',
          [here.userId, uploadId],
        );
        for (const name of ['views', 'likes', 'comments', 'shares'] as const)
          expect(found.map((row) => (row[`${name}_gained`] === null ? null : Number(row[`${name}_gained`])))).toEqual(
            gained(name),
          );
      }),
      { numRuns: 20 },
    );
  });

  it('are grouped by the local hour of the week in which the posts were published', async () => {
    await here.query(
      `insert into publication_metrics (publication_id, views, fetched_at) values ($1, 40, now()) on conflict (publication_id) do update set views = 40, fetched_at = now()`,
      [id],
    );
    const results = (timeZone: string) =>
      here.service(PublicationMetricsRepository).hourResults({ ownerId: here.userId }, timeZone);
    expect(await results('UTC')).toEqual([]);
    // A Sunday in UTC at 23:10, already Monday in Kolkata.
    const [{ at }] = await here.query<[{ at: Date }]>(
      `select date_trunc('week', now() at time zone 'UTC') at time zone 'UTC' - interval '7 days 50 minutes' as at`,
    );
    await here.query('update publications set published_at = $2 where id = $1', [id, at]);
    const result = { platform: 'youtube', posts: 1, views: 40 };
    expect(await results('UTC')).toEqual([{ ...result, weekday: 0, hour: 23 }]);
    expect(await results('Asia/Kolkata')).toEqual([{ ...result, weekday: 1, hour: 4 }]);
    const publishedBefore = (days: number) =>
      here.query('update publications set published_at = now() - make_interval(days => $2) where id = $1', [id, days]);
    await publishedBefore(179);
    expect(await results('UTC')).toHaveLength(1);
    await publishedBefore(181);
    expect(await results('UTC')).toEqual([]);
    await here.query('update publications set published_at = $2 where id = $1', [id, at]);
  });

  it('are not requested from accounts that did not permit it, must be reconnected or are gone', async () => {
    const requests = async () =>
      (await youtube.emulator.control<{ requests: object[] }>('GET', '/requests?op=yt.videos')).requests.length;
    const before = await requests();
    await here.query(`update platform_accounts set scopes = '{}' where id = $1`, [accountId]);
    expect([await readDue(), await nextIn()]).toEqual([1, DAY]);
    const broken = `status = 'needs_reconnection', problem = 'access_ended', problem_code = 'x'`;
    await here.query(`update platform_accounts set scopes = $2, ${broken} where id = $1`, [accountId, SCOPES]);
    expect([await readDue(), await nextIn()]).toEqual([0, DAY]);
    await here.query('delete from platform_accounts where id = $1', [accountId]);
    expect([await readDue(), await nextIn()]).toEqual([0, null]);
    expect(await requests()).toBe(before);
  });
});
