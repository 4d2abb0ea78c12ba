import type { PostMetricsPayload } from '@app/jobs';
import { FollowerReadingsRepository, PlatformAccountsRepository, PlatformDataSubjectRepository } from '@app/platforms';
import { FetchPostMetricsHandler } from '../../../apps/worker/src/publishing/fetch-post-metrics.handler';
import { PublishingMaintenanceService } from '../../../apps/worker/src/publishing/publishing-maintenance.service';
import { type PublishingTarget, startPublishingTarget } from '../../support/emulators/publishing-targets';
import { POST_METRICS_WORK } from '../../support/harness/post-metrics-work';
import { UploadRows } from '../../support/harness/upload-rows';
import { withinOneHour } from '../../support/harness/within-one-hour';

const SCOPE = 'https://www.googleapis.com/auth/youtube';
const SCOPES = [`${SCOPE}.upload`, `${SCOPE}.readonly`];
const HOUR = 3_600;

describe('readings of followers', () => {
  let here: UploadRows;
  let youtube: PublishingTarget;
  let [accountId, channel] = ['', ''];
  let connect: (ownerId?: string) => Promise<string>;
  beforeAll(async () => {
    youtube = await startPublishingTarget('youtube');
    Object.assign(process.env, youtube.emulator.env);
    here = await UploadRows.start(POST_METRICS_WORK);
  });
  const enter = async () => {
    await here.enter();
    await here.query('delete from follower_readings');
    await youtube.emulator.faults();
    const access = await youtube.connect();
    channel = access.externalId;
    await change({ followers: 250, is_hidden: false });
    const tokens = { ...access, accessExpiresAt: null, refreshExpiresAt: null, scopes: SCOPES };
    const profile = { externalId: channel, name: 'A channel', username: null, avatarUrl: null, login: null };
    connect = (ownerId = here.userId) =>
      here.transaction((manager) =>
        here
          .service(PlatformAccountsRepository)
          .connect('youtube', { ...profile, tokens }, { ownerId, connectedBy: ownerId }, manager),
      );
    accountId = await connect();
  };
  beforeEach(enter);
  afterAll(async () => {
    await here?.close();
    await youtube?.close();
  });

  const change = (audience: object) => youtube.emulator.control('PUT', `/accounts/${channel}/audience`, audience);
  /** Runs the maintenance task, then the jobs that it published. @returns their payloads */
  async function readDue(): Promise<PostMetricsPayload[]> {
    await here.query('update platform_accounts set followers_due_at = now() where id = $1', [accountId]);
    await here.transaction((manager) => here.service(PublishingMaintenanceService).readMetrics(manager));
    const [jobs] = await here.query<[{ payload: PostMetricsPayload }[]]>(
      `delete from outbox where name = 'post_metrics.fetch' returning payload`,
    );
    const job = { signal: new AbortController().signal } as Parameters<FetchPostMetricsHandler['handle']>[1];
    for (const { payload } of jobs) await here.service(FetchPostMetricsHandler).handle(payload, job);
    return jobs.map(({ payload }) => payload);
  }
  const readings = (id = accountId) =>
    here.query<{ followers: string | null; missing: string | null }[]>(
      'select followers, missing from insights_follower_readings where account_id = $1 order by fetched_at',
      [id],
    );
  const removeOld = () =>
    here.transaction((manager) => here.service(FollowerReadingsRepository).removeOld(1_000, manager));
  /** Moves the disconnection into the past by this time, and deletes old readings. */
  async function later(time: string): Promise<void> {
    await here.query('update follower_readings set kept_until = kept_until - $1::interval', [time]);
    await removeOld();
  }
  /** The owners of all readings. */
  const stored = async () => {
    const rows = await here.query<{ owner: string }[]>('select user_id as owner from follower_readings');
    return rows.map(({ owner }) => owner);
  };
  /** Another owner who has connected the same account, with a reading. */
  async function anotherOwner(): Promise<{ userId: string; accountId: string }> {
    const userId = await here.newUser();
    const id = await connect(userId);
    await here.service(FollowerReadingsRepository).store(id, 7);
    return { userId, accountId: id };
  }
  const state = () =>
    here.query('select status, problem, check_at, scopes, notice_due from platform_accounts where id = $1', [
      accountId,
    ]);
  const due = async () => {
    const [row] = await here.query<[{ seconds: number; after_midnight: number }]>(
      `select extract(epoch from followers_due_at - now())::float8 as seconds,
         extract(epoch from (followers_due_at at time zone 'UTC') - date_trunc('day', now() at time zone 'UTC'))::float8 as after_midnight
       from platform_accounts where id = $1`,
      [accountId],
    );
    return row;
  };
  /** Seconds until the next reading, rounded to hours. */
  const nextIn = async () => Math.round((await due()).seconds / HOUR) * HOUR;

  it('are made once a day, for the first time an hour after the connection, at a time of day of each account', () =>
    withinOneHour(async () => {
      expect(await nextIn()).toBe(HOUR);
      expect(await readDue()).toEqual([{ accountId, publicationIds: [], followers: true }]);
      expect(await readings()).toEqual([{ followers: '250', missing: null }]);
      const { after_midnight: first } = await due();
      expect(Math.floor(first / (24 * HOUR))).toBe(1);
      expect(first % (24 * HOUR)).toBeLessThan(22 * HOUR);
      // Yesterday's reading stays; the one of today is replaced.
      await here.query(
        `update follower_readings set read_on = read_on - 1, fetched_at = fetched_at - interval '24 hours' where user_id = $1`,
        [here.userId],
      );
      for (const followers of [260, 270]) {
        await change({ followers });
        await readDue();
      }
      expect(await readings()).toEqual([
        { followers: '250', missing: null },
        { followers: '270', missing: null },
      ]);
    }, enter));

  it('have no number while the account hides it, or while it did not permit reading it; then no call is made', () =>
    withinOneHour(async () => {
      await change({ is_hidden: true });
      await readDue();
      expect(await readings()).toEqual([{ followers: null, missing: 'hidden' }]);
      const requests = async () =>
        (await youtube.emulator.control<{ requests: object[] }>('GET', '/requests?op=yt.channels')).requests.length;
      const before = await requests();
      await here.query(`update platform_accounts set scopes = '{}' where id = $1`, [accountId]);
      await readDue();
      expect(await readings()).toEqual([{ followers: null, missing: 'no_permission' }]);
      expect(await requests()).toBe(before);
      // The permission that a new connection gives is used within an hour, whatever the time of day.
      expect(await connect()).toBe(accountId);
      expect(await nextIn()).toBeLessThanOrEqual(HOUR);
    }, enter));

  it('are tried less and less often while the platform fails, and the account stays as it is', async () => {
    await readDue();
    const before = await state();
    await youtube.emulator.faults({ op: 'yt.channels', times: -1, action: { type: 'html_502' } });
    await change({ followers: 1 });
    for (const hours of [1, 2, 4]) {
      await readDue();
      expect(await nextIn()).toBe(hours * HOUR);
    }
    expect([await state(), await readings()]).toEqual([before, [{ followers: '250', missing: null }]]);
  });

  it('are not made for accounts that must be reconnected', async () => {
    const broken = `status = 'needs_reconnection', problem = 'access_ended', problem_code = 'x'`;
    await here.query(`update platform_accounts set ${broken} where id = $1`, [accountId]);
    expect(await readDue()).toEqual([]);
  });

  it('continue when an account is connected again within seven days of its disconnection; otherwise they are deleted', async () => {
    await readDue();
    const others = await anotherOwner();
    await here.service(PlatformAccountsRepository).remove(accountId);
    expect(await readings()).toEqual([]);
    await later('6 days 23 hours');
    accountId = await connect();
    expect(await readings()).toEqual([{ followers: '250', missing: null }]);
    // Connected again, the account keeps them.
    await later('7 days');
    expect(await readings()).toHaveLength(1);
    await here.service(PlatformAccountsRepository).remove(accountId);
    await later('7 days');
    accountId = await connect();
    expect(await readings()).toEqual([]);
    expect(await readings(others.accountId)).toHaveLength(1);
  });

  it.each(['connected', 'disconnected'])(
    'of an account that is %s are deleted when its person demands it',
    async (state) => {
      const login = `meta:${here.userId}`;
      await readDue();
      const others = await anotherOwner();
      await here.query('update platform_accounts set login = $2 where id = $1', [accountId, login]);
      if (state === 'disconnected') await here.service(PlatformAccountsRepository).remove(accountId);
      await here.transaction((manager) => here.service(PlatformDataSubjectRepository).eraseLogin(login, manager));
      expect(await stored()).toEqual([others.userId]);
    },
  );

  it.each(['erase', 'disconnect'] as const)(
    'are deleted by the %s of their owner, of a disconnected account as well',
    async (way) => {
      await readDue();
      const others = await anotherOwner();
      await here.service(PlatformAccountsRepository).remove(accountId);
      await here.transaction(async (manager) => {
        await here.service(PlatformDataSubjectRepository)[way](here.userId, manager);
      });
      expect(await stored()).toEqual([others.userId]);
    },
  );

  it('are deleted when no period reaches them', async () => {
    await readDue();
    await here.query(
      `insert into follower_readings (user_id, platform, external_id, read_on, fetched_at, followers)
       select user_id, platform, external_id, read_on - days, fetched_at - days * interval '24 hours', 1
       from follower_readings, unnest('{370, 500}'::int[]) as days where user_id = $1`,
      [here.userId],
    );
    await removeOld();
    expect((await readings()).map(({ followers }) => followers)).toEqual(['1', '250']);
  });
});
