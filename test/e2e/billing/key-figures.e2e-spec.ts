import { randomUUID } from 'node:crypto';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { installation } from '../../support/harness/test-installation';
import { httpClient } from '../../support/servers/http-client';

const NO_POSTS = { published: 0, at_once: 0, failed: 0, at_once_rate: null };

describe('key figures', () => {
  const instance = installation();
  let user: TestAccount;
  beforeEach(async () => {
    user = await signUp(instance.api.url);
  });

  const get = async (path: string) =>
    (await httpClient(instance.api.url)<Record<string, object>>('GET', `/api/${path}`, { token: user.accessToken }))
      .body;
  /** An upload of 30 days ago whose file arrived an hour ago. */
  const addUpload = async (): Promise<void> => {
    await instance.db.query(
      `insert into uploads (id, user_id, created_by, filename, size_bytes, content_type, storage, object_key, urls_end_at, privacy, created_at)
       values ($1::uuid, $2, $2, 'ride.mp4', 1, 'video/mp4', 'disk', $1::uuid::text, now(), 'public', now() - interval '30 days')`,
      [randomUUID(), user.userId],
    );
    await instance.db.query(
      `update uploads set status = 'queued', received_at = now() - interval '61 minutes' where user_id = $1`,
      [user.userId],
    );
  };

  it('show the backlog of any age, and the quality of the period', async () => {
    await addUpload();
    const aboutAnHour: number = expect.closeTo(3_660, -3);
    const kpi = await get('kpi/summary?days=7');
    expect(kpi).toMatchObject({
      renders: {
        backlog: { total: 0, by_status: [], oldest_seconds: null },
        quality: { at_once: 0, at_once_rate: null },
      },
      uploads: {
        created: 0,
        backlog: {
          total: 1,
          by_status: [{ status: 'queued', count: 1, oldest_seconds: aboutAnHour }],
          by_age: { under_5_minutes: 0, under_1_hour: 0, under_1_day: 1, older: 0 },
          oldest_seconds: aboutAnHour,
        },
        quality: {
          at_once: 0,
          at_once_rate: null,
          renditions: { made: 0, failed: 0, success_rate: null },
          posts: NO_POSTS,
        },
      },
    });
    expect(await get('kpi/summary?days=7&tag=lake')).toMatchObject({ uploads: { backlog: { total: 0 } } });
  });

  it('define every figure', async () => {
    const { uploads = {}, definitions } = await get('kpi/summary');
    const figures = Object.entries(uploads).flatMap(([name, figure]) =>
      ['backlog', 'quality'].includes(name) ? Object.keys(figure as object).map((part) => `${name}.${part}`) : [name],
    );
    const defined = (definitions as unknown as { metric: string }[]).map(({ metric }) => metric);
    expect(defined.sort()).toEqual(figures.sort());
  });

  it('come with what the plan allows and what of it is used, whatever the period and the filters are', async () => {
    // Of this month and of the next one, which may begin meanwhile.
    await instance.db.query(
      `insert into quota_windows (user_id, quota, starts_at, ends_at, taken)
       select $1, 'uploads', start + n * interval '1 month', start + (n + 1) * interval '1 month', 4
       from date_trunc('month', now(), 'UTC') as start, generate_series(0, 1) as n`,
      [user.userId],
    );
    const quota = { uploads: 4, uploads_limit: 10, uploads_remaining: 6 };
    expect(await get('analytics/overview?days=1&platform=tiktok')).toMatchObject({ quota });
    const { usage } = await get('auth/me');
    expect((await get('analytics/overview')).quota).toEqual(usage);
    await instance.db.query('update quota_windows set taken = 12 where user_id = $1', [user.userId]);
    expect(await get('analytics/overview')).toMatchObject({ quota: { uploads: 12, uploads_remaining: 0 } });
  });
});
