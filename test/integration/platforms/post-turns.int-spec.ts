import { newId } from '@app/core';
import { JobPublisherService, JobsModule, queues } from '@app/jobs';
import {
  CallLimitsRepository,
  callLimitReached,
  PlatformsModule,
  PublicationsRepository,
  transfersBusy,
  WaitingPublicationsRepository,
} from '@app/platforms';
import { DataSource } from 'typeorm';
import {
  LARGE_BYTES,
  MOST_LARGE_TRANSFERS,
  TransferTurnsService,
} from '../../../apps/worker/src/publishing/transfer-turns.service';
import { UploadRows } from '../../support/harness/upload-rows';

const [CALLS, MINUTE] = [6, 60];
const facts = { bytes: 10, seconds: 1, width: 320, height: 180, frameRate: 25 };
const FILE = { storage: 'disk', key: 'uploads/a/b/c.mp4', sizeBytes: 10, contentType: 'video/mp4', facts };
const TEXTS = { title: 'A lap', description: 'Around the lake', tags: [], privacy: 'public' };

describe('posts take turns', () => {
  let here: UploadRows;
  beforeAll(async () => {
    Object.assign(process.env, { TIKTOK_CLIENT_KEY: 'key', TIKTOK_CLIENT_SECRET: 'secret' });
    here = await UploadRows.start({ imports: [JobsModule, PlatformsModule] });
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

  const account = async (userId = here.userId, externalId?: string) => {
    const id = newId();
    await here.query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
       values ($1, $2, 'tiktok', $3, 'A channel', 'sealed', now(), $2)`,
      [id, userId, externalId ?? id],
    );
    return id;
  };
  /** One upload for each account. */
  const posts = async (accounts: readonly string[]) => {
    const ids: string[] = [];
    for (const accountId of accounts) {
      const { id: uploadId } = await here.create();
      const time = { publishAt: null, localTime: null, timeZone: null };
      const post = { accountId, accountName: 'A channel', platform: 'tiktok', overrides: {}, ...time };
      const rows = here.service(PublicationsRepository);
      await here.transaction((manager) => rows.create({ ownerId: here.userId }, uploadId, [post], manager));
      const delivery = new Map([['tiktok', { file: FILE, texts: TEXTS }]]);
      const planned = await here.transaction((manager) => rows.release(uploadId, delivery, manager));
      ids.push(...planned.map(({ id }) => id));
    }
    return ids;
  };
  const some = (count: number, accountId: string) => posts(Array.from({ length: count }, () => accountId));

  describe('in the calls that a platform accepts in a minute', () => {
    /** Seconds until the turn of the post; 0: it makes its call now. */
    const wait = (id: string, accountId: string): Promise<number> =>
      here
        .service(CallLimitsRepository)
        .reserve({ id, accountId, platform: 'tiktok' }, 'open')
        .then(() => 0)
        .catch((error: unknown) => {
          if (!callLimitReached.is(error)) throw error;
          return error.options.retryAfterSeconds ?? 0;
        });
    const pass = (seconds: number) =>
      here.query(`update publication_calls set at = at - $1::int * interval '1 second'`, [seconds]);
    const madeInAMinute = async () => {
      const [{ most }] = await here.query<[{ most: number }]>(
        `select max(calls)::int as most from (select count(*) filter (where is_made) over (partition by account_id, step order by at
           range between interval '59.9 seconds' preceding and current row) as calls from publication_calls) as counted`,
      );
      return most;
    };

    it('lets as many through as it accepts, and gives the others turns in later minutes', async () => {
      const accountId = await account();
      const ids = await some(2 * CALLS + 2, accountId);
      const waits = await Promise.all(ids.map((id) => wait(id, accountId)));
      const inMinute = (from: number) => waits.filter((s) => s > (from - 1) * MINUTE && s <= from * MINUTE).length;
      expect([inMinute(0), inMinute(1), inMinute(2)]).toEqual([CALLS, CALLS, 2]);
      const [other] = await some(1, await account(await here.newUser()));
      expect(await wait(other ?? '', await account())).toBe(0);
    });

    it('counts those of all workspaces that have connected the account', async () => {
      const external = newId();
      const [own, foreign] = [await account(here.userId, external), await account(await here.newUser(), external)];
      for (const id of await some(CALLS, own)) expect(await wait(id, own)).toBe(0);
      const [other = ''] = await some(1, foreign);
      expect(await wait(other, foreign)).toBeGreaterThan(0);
    });

    it('keeps a turn, which comes when a minute has passed, before posts that came later', async () => {
      const accountId = await account();
      const ids = await some(2 * CALLS + 1, accountId);
      for (const id of ids.slice(0, CALLS)) expect(await wait(id, accountId)).toBe(0);
      const [early = '', late = ''] = [ids[CALLS], ids[2 * CALLS]];
      for (const id of ids.slice(CALLS)) expect(await wait(id, accountId)).toBeGreaterThan(0);
      expect(await wait(early, accountId)).toBeLessThanOrEqual(MINUTE);
      await pass(MINUTE);
      expect(await wait(late, accountId)).toBeGreaterThan(MINUTE - 10);
      expect(await wait(early, accountId)).toBe(0);
    });

    it('never makes more calls in a minute than it accepts, even if all come late', async () => {
      const accountId = await account();
      const ids = await some(3 * CALLS, accountId);
      const left = new Set(ids);
      for (const id of ids) if ((await wait(id, accountId)) === 0) left.delete(id);
      for (const seconds of [150, 5, 35, 20, 70, 70, 70]) {
        await pass(seconds);
        for (const id of left) if ((await wait(id, accountId)) === 0) left.delete(id);
        expect(await madeInAMinute()).toBeLessThanOrEqual(CALLS);
      }
      expect([...left]).toEqual([]);
    });
  });

  describe('in the large transfers of a worker', () => {
    const turns = () =>
      new TransferTurnsService(
        here.service(DataSource),
        here.service(WaitingPublicationsRepository),
        here.service(JobPublisherService),
      );
    const park = (ids: readonly string[], set = `status = 'waiting', waiting_for = 'transfers_busy'`) =>
      here
        .query(`update publications set status = 'publishing' where id = any($1) and status = 'scheduled'`, [ids])
        .then(() =>
          here.query(`update publications set ${set}, due_at = now() + interval '1 hour' where id = any($1)`, [ids]),
        );
    const due = async () =>
      (
        await here.query<{ id: string }[]>(
          `select p.id from publications p join outbox o on o.payload ->> 'publicationId' = p.id::text
           where p.due_at <= clock_timestamp() and o.name = 'publication.advance'`,
        )
      ).map(({ id }) => id);

    it('leaves most of the slots for other work, whatever is slow', async () => {
      const service = turns();
      const ends: (() => void)[] = [];
      const slow = () => new Promise<void>((resolve) => ends.push(resolve));
      const large = Array.from({ length: MOST_LARGE_TRANSFERS }, () => service.run(10 * 1024 ** 3, slow));
      const refused = await service.run(LARGE_BYTES + 1, slow).catch((error: unknown) => error);
      expect(transfersBusy.is(refused)).toBe(true);
      expect(await service.run(LARGE_BYTES, () => Promise.resolve('sent'))).toBe('sent');
      expect(MOST_LARGE_TRANSFERS).toBeLessThanOrEqual(queues.io.concurrency / 4);
      ends.forEach((end) => end());
      await Promise.all(large);
      expect(await service.run(LARGE_BYTES + 1, () => Promise.resolve('sent'))).toBe('sent');
    });

    it('offers a turn that becomes free to the workspace with the fewest posts in progress', async () => {
      const many = await some(3, await account());
      const [one = ''] = await (async () => {
        here.userId = await here.newUser();
        return some(1, await account());
      })();
      await park(many.slice(0, 1), `lease_until = now() + interval '1 minute'`);
      await park([...many.slice(1), one]);
      const service = turns();
      await service.run(LARGE_BYTES, () => Promise.resolve());
      expect(await due()).toEqual([]);
      await service.run(LARGE_BYTES + 1, () => Promise.reject(new Error('cut'))).catch(() => undefined);
      expect(await due()).toEqual([one]);
      await service.run(LARGE_BYTES + 1, () => Promise.resolve());
      expect(new Set(await due())).toEqual(new Set([one, many[1]]));
    });
  });

  it('of an owner in a minute, in the order in which they are due, those of one statement too', async () => {
    const [first, second, third] = [await account(), await account(), await account()];
    const { id: uploadId } = await here.create();
    const time = { publishAt: null, localTime: null, timeZone: null };
    const of = (accountId: string) => ({ accountId, accountName: 'A', platform: 'tiktok', overrides: {}, ...time });
    const rows = here.service(PublicationsRepository);
    await here.transaction((manager) =>
      rows.create({ ownerId: here.userId }, uploadId, [of(first), of(second), of(third)], manager),
    );
    const delivery = new Map([['tiktok', { file: FILE, texts: TEXTS }]]);
    const planned = await here.transaction((manager) => rows.release(uploadId, delivery, manager));
    expect(planned.map(({ priority }) => priority)).toEqual([0, 1, 2]);
  });
});
