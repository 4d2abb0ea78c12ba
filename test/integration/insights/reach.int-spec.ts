import { randomUUID } from 'node:crypto';
import {
  AnalyticsExportRepository,
  AnalyticsRepository,
  KpiRepository,
  ReachRepository,
  type UploadFilter,
} from '@app/insights';
import { insightsSuite } from '../../support/harness/insights-suite';
import { storeHistory } from '../../support/harness/stored-history';

const JUNE = { from: '2026-06-01', to: '2026-06-03', timeZone: 'UTC' };
const NOON = new Date('2026-06-01T12:00Z');
const [FIRST, SECOND] = [randomUUID(), randomUUID()];

describe('analytics of uploads with posts', () => {
  const app = insightsSuite();
  const { query } = app;
  let userId: string;
  beforeAll(async () => {
    // Uploads and posts are stored in the states that they have in the end.
    for (const table of ['uploads', 'publications']) await query(`alter table ${table} disable trigger user`);
    await addHistory();
  });

  /** Of three uploads, the first has posts on both accounts, the second on one, and one of them is cancelled. */
  async function addHistory(): Promise<void> {
    const item = { createdAt: NOON, finishedAt: NOON, seconds: 1 };
    userId = await storeHistory(query, [
      { ...item, kind: 'uploads', status: 'completed' },
      { ...item, kind: 'uploads', status: 'partial' },
      { ...item, kind: 'uploads', status: 'failed' },
      { ...item, kind: 'renders', status: 'completed' },
    ]);
    await query(`update uploads set hashtags = '{Cycling,lake}' where user_id = $1 and status = 'completed'`, [userId]);
    await query(
      `insert into upload_targets (upload_id, platform)
       select id, unnest(case status when 'completed' then array['tiktok', 'youtube'] when 'partial' then array['youtube'] else '{}' end) from uploads where user_id = $1`,
      [userId],
    );
    for (const [id, platform] of [
      [FIRST, 'youtube'],
      [SECOND, 'tiktok'],
    ])
      await query(
        `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
         values ($1::uuid, $2, $3, $1::text, 'A channel', 'sealed', now(), $2)`,
        [id, userId, platform],
      );
    await addPost('completed', FIRST, 'youtube', 'published');
    await addPost('completed', SECOND, 'tiktok', 'published');
    await addPost('partial', FIRST, 'youtube', 'published');
    await addPost('partial', SECOND, 'tiktok', 'cancelled');
    await read('completed', FIRST, '2026-06-01T13:00Z', { views: 10, likes: 4 });
    await read('completed', FIRST, '2026-06-02T13:00Z', { views: 25, likes: 3 });
    await read('completed', SECOND, '2026-06-02T13:00Z', { views: 100 });
  }

  const addPost = (upload: string, accountId: string, platform: string, status: string) =>
    query(
      `insert into publications (id, user_id, upload_id, account_id, account_name, platform, status, file, texts, post_id, published_at)
       select gen_random_uuid(), user_id, id, $3, 'A channel', $4, $5, '{}', '{}', 'a post', $6 from uploads where user_id = $1 and status = $2`,
      [userId, upload, accountId, platform, status, NOON],
    );

  /** Stores a reading of a post, which becomes the latest. */
  async function read(upload: string, accountId: string, at: string, figures: { views: number; likes?: number }) {
    const [post] = await query<[{ id: string }]>(
      `select p.id from publications p join uploads u on u.id = p.upload_id where u.user_id = $1 and u.status = $2 and account_id = $3`,
      [userId, upload, accountId],
    );
    const values = [post.id, at, figures.views, figures.likes ?? null];
    await query(
      `insert into publication_metrics (publication_id, fetched_at, views, likes) values ($1, $2, $3, $4)
       on conflict (publication_id) do update set fetched_at = excluded.fetched_at, views = excluded.views, likes = excluded.likes`,
      values,
    );
    await query(
      `insert into publication_metric_readings (publication_id, user_id, fetched_at, views, likes, views_gained, likes_gained)
       select $1, $5, $2, $3, $4, $3 - coalesce(max(views), 0), $4 - coalesce(max(likes), 0) from publication_metric_readings where publication_id = $1`,
      [...values, userId],
    );
  }

  it.each<[string, UploadFilter, string[]]>([
    ['a platform', { platform: 'tiktok' }, ['completed']],
    ['an account', { accountId: FIRST }, ['completed', 'partial']],
    ['an account, where a cancelled post does not count', { accountId: SECOND }, ['completed']],
    ['a hashtag in any case', { tag: 'cyclinG' }, ['completed']],
    ['a hashtag that nothing has', { tag: 'sailing' }, []],
    ['several of them', { platform: 'youtube', accountId: FIRST, tag: 'lake' }, ['completed']],
    ['several that nothing passes', { platform: 'tiktok', accountId: FIRST, tag: 'sailing' }, []],
  ])('can be restricted to %s, on every route', async (_, filter, expected) => {
    const states = Object.fromEntries(expected.map((status) => [status, 1]));
    const found = await app.get(AnalyticsRepository).states(userId, JUNE, filter);
    expect(found).toEqual({ renders: {}, uploads: states, videoSeconds: 0 });
    const [first] = await app.get(AnalyticsRepository).series(userId, JUNE, 'day', filter);
    expect(first).toMatchObject({
      uploads_created: expected.length,
      uploads_completed: Number(expected.includes('completed')),
      uploads_partial: Number(expected.includes('partial')),
      renders_created: 0,
      video_seconds: 0,
    });
    const kpi = await app.get(KpiRepository).of(userId, JUNE, filter);
    expect([Object.fromEntries(kpi.uploads.states), kpi.renders.states.size]).toEqual([states, 0]);
    const exported = [];
    for await (const batch of app.get(AnalyticsExportRepository).batches(userId, JUNE, filter)) exported.push(...batch);
    expect(exported.map(({ status }) => status).sort()).toEqual([...expected].sort());
  });

  it('have the latest figures of their posts, in total and by platform, and their coverage', async () => {
    const reach = (filter: UploadFilter) => app.get(ReachRepository).of(userId, JUNE, filter);
    const figures = { comments: null, shares: null, readSince: new Date('2026-06-02T13:00Z') };
    expect(await reach({})).toEqual({
      total: { platform: null, ...figures, views: 125, likes: 3, posts: 3, measuredPosts: 2 },
      platforms: [
        { platform: 'tiktok', ...figures, views: 100, likes: null, posts: 1, measuredPosts: 1 },
        { platform: 'youtube', ...figures, views: 25, likes: 3, posts: 2, measuredPosts: 1 },
      ],
    });
    expect((await reach({ tag: 'LAKE', accountId: FIRST })).total).toMatchObject({ views: 25, posts: 1 });
    expect((await reach({ tag: 'sailing' })).total).toMatchObject({ views: null, posts: 0, readSince: null });
  });

  it('have what their posts gained between two readings, at the time of the later one', async () => {
    const gains = async (filter: UploadFilter) =>
      (await app.get(AnalyticsRepository).series(userId, JUNE, 'day', filter)).map(({ views, likes }) => [
        views,
        likes,
      ]);
    expect(await gains({})).toEqual([
      [10, 4],
      [115, -1],
      [0, 0],
    ]);
    expect(await gains({ platform: 'youtube' })).toEqual([
      [10, 4],
      [15, -1],
      [0, 0],
    ]);
  });
});
