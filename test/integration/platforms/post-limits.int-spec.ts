import { DatabaseModule, newId } from '@app/core';
import {
  PlatformAccountsRepository,
  PlatformsModule,
  PostLimitsRepository,
  PublicationsRepository,
} from '@app/platforms';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

@Module({ imports: [DatabaseModule.forProcess(), PlatformsModule] })
class PostLimitsModule {}

const [MINUTE, DAY, OF_TIKTOK] = [60_000, 86_400_000, 15];
const ENV = {
  TIKTOK_CLIENT_KEY: 'key',
  TIKTOK_CLIENT_SECRET: 'secret',
  META_APP_ID: 'id',
  META_APP_SECRET: 'secret',
  GOOGLE_CLIENT_ID: 'id',
  GOOGLE_CLIENT_SECRET: 'secret',
  YOUTUBE_DAILY_UPLOADS: '5',
  YOUTUBE_DAILY_UPLOADS_PER_WORKSPACE: '3',
};

describe('the daily posts that platforms accept', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  const query = (statement: string, parameters: unknown[]) => app.get(DataSource).query<unknown>(statement, parameters);

  beforeAll(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, ENV, { DATABASE_URL: database.url, DATABASE_POOL_SIZE: '12' });
    process.env.TOKEN_ENC_KEYS = `v1:${Buffer.from('32 bytes that are just for tests').toString('base64')}`;
    app = await NestFactory.createApplicationContext(PostLimitsModule, { logger: false, abortOnError: false });
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  /** A workspace with an account. @param externalId default: an account that no other workspace has connected */
  const account = async (platform: string, externalId?: string, ownerId: string = newId()) => {
    const accountId = newId();
    await query('insert into users (id, email, name) values ($1, $2, $3) on conflict do nothing', [
      ownerId,
      `${ownerId}@example.com`,
      'T',
    ]);
    await query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
       values ($1, $2, $3, $4, 'A channel', 'sealed', now(), $2)`,
      [accountId, ownerId, platform, externalId ?? accountId],
    );
    return { ownerId, accountId, platform };
  };
  /** A new post at that time. @returns undefined when there is room, otherwise the next time with room */
  const refusal = async (
    { ownerId, accountId, platform }: Awaited<ReturnType<typeof account>>,
    at: number,
    options: Record<string, unknown> = {},
  ): Promise<string | null | undefined> => {
    const uploadId = newId();
    const time = { publishAt: new Date(at), localTime: null, timeZone: null };
    const post = { accountId, accountName: 'A channel', platform, overrides: { options }, ...time };
    return app
      .get(DataSource)
      .transaction(async (manager) => {
        await manager.query(
          `insert into uploads (id, user_id, created_by, filename, size_bytes, content_type, storage, object_key, urls_end_at, privacy)
           values ($1::uuid, $2, $2, 'ride.mp4', 10, 'video/mp4', 'disk', $1::text, now(), 'public')`,
          [uploadId, ownerId],
        );
        await app.get(PublicationsRepository).create({ ownerId }, uploadId, [post], manager);
        await app.get(PostLimitsRepository).reserve(uploadId, manager);
      })
      .then(
        () => undefined,
        (error: { code: string; options: { extra: { next_possible_at: string | null } } }) => {
          expect(error.code).toBe('daily_post_limit_reached');
          return error.options.extra.next_possible_at;
        },
      );
  };

  it('are never more than the platform accepts, however many requests come at the same time', async () => {
    const [at, rider] = [Date.now() + 2 * DAY, await account('tiktok')];
    const refusals = await Promise.all(Array.from({ length: 24 }, () => refusal(rider, at)));
    expect(refusals.filter((next) => next === undefined)).toHaveLength(OF_TIKTOK);
    expect(await refusal(await account('tiktok'), at)).toBeUndefined();
    await query(`update publications set status = 'cancelled' where account_id = $1`, [rider.accountId]);
    expect(await refusal(rider, at)).toBeUndefined();
  });

  it('count together for an account that several workspaces have connected, whose times they do not learn', async () => {
    const shared = newId();
    const [one, two] = [await account('tiktok', shared), await account('tiktok', shared)];
    const at = Date.now() + 2 * DAY;
    const refusals = await Promise.all(Array.from({ length: 24 }, (_, post) => refusal(post % 2 ? one : two, at)));
    expect(refusals.filter((next) => next === undefined)).toHaveLength(OF_TIKTOK);
    expect(new Set(refusals)).toEqual(new Set([undefined, null]));
    expect(await refusal(await account('facebook', shared), at)).toBeUndefined();
  });

  it('count also after their account was disconnected and connected again, if they were sent', async () => {
    const shared = newId();
    const [rider, other] = [await account('tiktok', shared), await account('tiktok', shared)];
    for (let post = 0; post < OF_TIKTOK; post += 1) expect(await refusal(rider, Date.now())).toBeUndefined();
    const move = (set: string) => query(`update publications set ${set} where account_id = $1`, [rider.accountId]);
    await move(`status = 'scheduled', file = '{}', texts = '{}'`);
    await move(`status = 'publishing'`);
    await move(`status = 'published', post_id = id::text, published_at = now()`);
    expect(await app.get(PlatformAccountsRepository).remove(rider.accountId)).toBe(true);
    expect(await app.get(PlatformAccountsRepository).remove(rider.accountId)).toBe(false);
    const again = await account('tiktok', shared, rider.ownerId);
    expect(Date.parse((await refusal(again, Date.now())) ?? '')).toBeGreaterThan(Date.now() + DAY / 2);
    expect(await refusal(other, Date.now())).toBeNull();
    expect(await refusal(await account('tiktok'), Date.now())).toBeUndefined();
    // Posts that were only planned are never published there.
    for (let post = 0; post < OF_TIKTOK; post += 1) expect(await refusal(again, Date.now() + 2 * DAY)).toBeUndefined();
    expect(await app.get(PlatformAccountsRepository).remove(again.accountId)).toBe(true);
    const third = await account('tiktok', shared, rider.ownerId);
    expect(await refusal(third, Date.now() + 2 * DAY)).toBeUndefined();
  });

  it('fit into any 24 hours of an account, and the next time with room is the earliest one', async () => {
    const rider = await account('tiktok');
    const start = Math.ceil((Date.now() + 3 * DAY) / MINUTE) * MINUTE;
    const taken: number[] = [];
    const fits = (at: number): boolean => {
      const all = [...taken, at];
      const begins = all.filter((begin) => begin > at - DAY && begin <= at);
      return begins.every((begin) => all.filter((each) => each >= begin && each < begin + DAY).length <= OF_TIKTOK);
    };
    for (let post = 0; post < 70; post += 1) {
      const at = start + ((post * 2_741) % 4_320) * MINUTE;
      let free = at;
      while (!fits(free)) free += MINUTE;
      const next = await refusal(rider, at);
      expect([post, next]).toEqual([post, free === at ? undefined : new Date(free).toISOString()]);
      if (next === undefined) taken.push(at);
    }
    expect(taken.length).toBeGreaterThan(2 * OF_TIKTOK);
    expect(taken.length).toBeLessThan(70);
  });

  it.each([
    ['tiktok', 15, { surface: 'inbox' }],
    ['facebook', 30, { surface: 'video' }],
  ])('on %s are %d, without those that the platform does not count', async (platform, most, exempt) => {
    const [at, rider] = [Date.now() + 2 * DAY, await account(platform)];
    for (let post = 0; post < most; post += 1) {
      expect(await refusal(rider, at, exempt)).toBeUndefined();
      expect(await refusal(rider, at, { surface: 'other' })).toBeUndefined();
    }
    expect(await refusal(rider, at)).toEqual(expect.any(String));
    expect(await refusal(rider, at, exempt)).toBeUndefined();
  });

  it('of an account include old ones that are still to be published', async () => {
    const rider = await account('tiktok');
    for (let post = 0; post < OF_TIKTOK; post += 1) expect(await refusal(rider, Date.now() + DAY / 2)).toBeUndefined();
    await query(
      `update publications set status = 'scheduled', file = '{}', texts = '{}', publish_at = publish_at - interval '5 days' where account_id = $1`,
      [rider.accountId],
    );
    expect(await refusal(rider, Date.now() + MINUTE)).toEqual(expect.any(String));
    await query(`update publications set status = 'cancelled' where account_id = $1`, [rider.accountId]);
    expect(await refusal(rider, Date.now() + MINUTE)).toBeUndefined();
  });

  it('of an account include old ones that waited for it, as soon as it works again', async () => {
    const rider = await account('tiktok');
    for (let post = 0; post < OF_TIKTOK; post += 1) expect(await refusal(rider, Date.now() + DAY / 2)).toBeUndefined();
    const set = (change: string) => query(`update publications set ${change} where account_id = $1`, [rider.accountId]);
    await set(`status = 'scheduled', file = '{}', texts = '{}', publish_at = publish_at - interval '2 days'`);
    await set(`status = 'publishing'`);
    await set(`status = 'waiting', waiting_for = 'account', due_at = null`);
    expect(await refusal(rider, Date.now() + MINUTE)).toBeUndefined();
    await query(`delete from publications where account_id = $1 and status = 'pending'`, [rider.accountId]);
    await set('due_at = clock_timestamp()');
    expect(await refusal(rider, Date.now() + MINUTE)).toEqual(expect.any(String));
  });

  it('of our app are shared by the workspaces, and begin again at midnight in California', async () => {
    const [one, two] = [await account('youtube'), await account('youtube')];
    // The clocks change in the night from the 7th to the 8th, at two o'clock.
    const [saturday, sunday] = [Date.parse('2099-03-07T20:00:00Z'), Date.parse('2099-03-08T20:00:00Z')];
    const [toSunday, toMonday] = ['2099-03-08T08:00:00.000Z', '2099-03-09T07:00:00.000Z'];
    for (const at of [saturday, sunday]) {
      for (let post = 0; post < 3; post += 1) expect(await refusal(one, at)).toBeUndefined();
      for (let post = 0; post < 2; post += 1) expect(await refusal(two, at + MINUTE)).toBeUndefined();
    }
    expect(await refusal(two, sunday)).toBe(toMonday);
    expect(await refusal(one, sunday)).toBe(toMonday);
    expect(await refusal(one, saturday)).toBe(toMonday);
    await query(`update publications set status = 'cancelled' where account_id = $1 and publish_at = $2`, [
      two.accountId,
      new Date(sunday + MINUTE),
    ]);
    // The share of the first workspace is used up, although the day has room again.
    expect(await refusal(one, saturday)).toBe(toMonday);
    expect(await refusal(two, saturday)).toBe(toSunday);
  });
});
