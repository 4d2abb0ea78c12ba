import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BillingModule, QuotaService } from '@app/billing';
import { ChangeFeedService, DatabaseModule, newId } from '@app/core';
import {
  isFinishedUpload,
  type NewUpload,
  UPLOAD_STATUSES,
  UPLOAD_TRANSITIONS,
  type Upload,
  UploadLeasesRepository,
  type UploadOptions,
  type UploadStatus,
  UploadsModule,
  UploadsRepository,
} from '@app/uploads';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { waitUntil } from '../../support/harness/wait-until';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

@Module({ imports: [DatabaseModule.forProcess(), BillingModule, UploadsModule] })
class UploadStatesModule {}

const OPTIONS: UploadOptions = {
  hud: null,
  telemetryOffsetMs: 0,
  speedingMph: 80,
  euphoriaMph: 100,
  fit: 'blur',
  reshapes: true,
  alwaysHashtags: [],
  blockedHashtags: [],
  maxHashtags: 5,
  captionTemplate: null,
  autoCaptions: false,
  speedUnit: 'mph',
};

describe('the states of an upload in the database', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let userId: string;
  const query = <T>(statement: string, parameters: unknown[] = []): Promise<T> =>
    app.get(DataSource).query<T>(statement, parameters);
  const uploads = () => app.get(UploadsRepository);
  const leases = () => app.get(UploadLeasesRepository);
  const transaction: DataSource['transaction'] = (work: never) => app.get(DataSource).transaction(work);

  beforeAll(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, { DATABASE_URL: database.url, DATABASE_POOL_SIZE: '12' });
    app = await NestFactory.createApplicationContext(UploadStatesModule, { logger: false, abortOnError: false });
    await waitUntil(() => app.get(ChangeFeedService).isLive);
  });
  beforeEach(async () => {
    userId = newId();
    await query('insert into users (id, email, name) values ($1, $2, $3)', [userId, `${userId}@example.com`, 'Tester']);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const newUpload = (): NewUpload => ({
    id: newId(),
    createdBy: userId,
    filename: 'ride.mp4',
    sizeBytes: 10,
    contentType: 'video/mp4',
    storage: 'disk',
    partSize: null,
    urlsEndAt: new Date(),
    telemetryFilename: null,
    telemetrySize: null,
    title: '',
    caption: '',
    hashtags: [],
    privacy: 'public',
    options: {},
    platforms: ['tiktok', 'youtube'],
  });
  const found = async (id: string) =>
    (await uploads().find({ ownerId: userId }, id)) ?? Promise.reject(new Error('the upload is missing'));
  async function create(more: Partial<NewUpload> = {}) {
    const upload = { ...newUpload(), ...more };
    await transaction((manager) => uploads().create({ ownerId: userId }, upload, manager));
    return found(upload.id);
  }
  const queued = async () => {
    const upload = await create();
    await transaction((manager) => uploads().receive(upload, OPTIONS, manager));
    return upload;
  };
  const statusOf = async (id: string) =>
    (await query<[{ status: UploadStatus }]>('select status from uploads where id = $1', [id]))[0].status;
  const historyOf = async (id: string) =>
    (
      await query<{ to: string }[]>('select to_status as to from upload_events where upload_id = $1 order by id', [id])
    ).map(({ to }) => to);
  /** Writes a status as anyone with database access could, with the columns that it needs. */
  const force = (id: string, to: UploadStatus) =>
    query(
      `update uploads set status = $2, received_at = now(), lease_until = null,
         finished_at = case when $3 then now() end, error = case when $2 = 'failed' then '{"code":"test"}'::json end,
         cancel_reason = case when $2 = 'cancelled' then 'owner' end where id = $1`,
      [id, to, isFinishedUpload(to)],
    );

  it('follow the table and nothing else, and every transition is in the history', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<UploadStatus>(...UPLOAD_STATUSES), { minLength: 1, maxLength: 12 }),
        async (wanted) => {
          const { id } = await create();
          const taken: UploadStatus[] = ['pending'];
          for (const to of wanted) {
            const from = taken.at(-1) ?? 'pending';
            const isAllowed = to === from || UPLOAD_TRANSITIONS[from].includes(to);
            const outcome = await force(id, to).then(
              () => true,
              (error: Error) => {
                expect(error.message).toContain(`from ${from} to ${to}`);
                return false;
              },
            );
            expect([from, to, outcome]).toEqual([from, to, isAllowed]);
            if (outcome && to !== from) taken.push(to);
          }
          expect(await historyOf(id)).toEqual(taken);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are completed once by many concurrent requests', async () => {
    const upload = await create();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => transaction((manager) => uploads().receive(upload, OPTIONS, manager))),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await historyOf(upload.id)).toEqual(['pending', 'queued']);
  });

  it('share a track: each clip sees the others that have arrived with it and did not fail', async () => {
    const withTrack = async ({ id }: Upload) => {
      await uploads().announceTelemetry(await found(id), 'ride.gpx', 10, new Date());
      expect(await uploads().receiveTelemetry(await found(id))).toBe(true);
      return found(id);
    };
    const clip = async (announced: Upload, trackOf?: string) => {
      if (trackOf) await query('update uploads set options = $2 where id = $1', [announced.id, { trackOf }]);
      await transaction((manager) => uploads().receive(announced, { ...OPTIONS, trackOf }, manager));
      return found(announced.id);
    };
    const first = await clip(await withTrack(await create()));
    const second = await clip(await withTrack(await create()), first.id);
    const failed = await clip(await withTrack(await create()), first.id);
    await force(failed.id, 'failed');
    await clip(await withTrack(await create()), newId());
    await clip(await create(), first.id);
    const announced = await withTrack(await create());
    await query(`update uploads set options = json_build_object('trackOf', $2::text) where id = $1`, [
      announced.id,
      first.id,
    ]);
    const others = async (id: string) => leases().clipsWithTrackOf(await found(id));
    expect(await others(first.id)).toEqual([{ filename: 'ride.mp4', probe: null }]);
    await query(`update uploads set probe = '{"seconds":3}' where id = $1`, [first.id]);
    expect(await others(second.id)).toEqual([{ filename: 'ride.mp4', probe: { seconds: 3 } }]);
  });

  it('are counted for the number of workers while they need one', async () => {
    const scaling = readFileSync(join(__dirname, '../../../deploy/k8s/worker-scaling.yaml'), 'utf8');
    const statement = /query: >-\n((?: {10}.+\n)+)/.exec(scaling)?.[1] ?? '';
    const unfinished = async () => Number(Object.values((await query<[object]>(statement))[0])[0]);
    const before = await unfinished();
    const [waiting] = [await queued(), await create()];
    expect(await unfinished()).toBe(before + 1);
    await force(waiting.id, 'failed');
    expect(await unfinished()).toBe(before);
  });

  it('keep the track that was announced while they were being completed, not the shared one', async () => {
    const shared = { ...OPTIONS, trackOf: 'first' };
    for (const isReplaced of [true, false]) {
      const before = await create({ options: { trackOf: 'first' } });
      if (isReplaced) await uploads().announceTelemetry(before, 'own.gpx', 20, new Date());
      await transaction((manager) => uploads().receive(before, shared, manager));
      expect((await found(before.id)).options).toEqual(isReplaced ? OPTIONS : shared);
    }
  });

  it('are cancelled immediately without a worker, and by their worker otherwise', async () => {
    const waiting = await queued();
    expect(await transaction((manager) => uploads().cancel(waiting, 'owner', manager))).toBe(true);
    const held = await queued();
    const taken = await leases().take(held.id, 30);
    expect(await transaction((manager) => uploads().cancel(held, 'owner', manager))).toBe(false);
    expect(await transaction((manager) => uploads().requestCancel(held, manager))).toBe(true);
    if (!taken) throw new Error('the upload was not taken');
    expect(await leases().renew(taken.lease, 30, 0.5)).toBe(true);
    await transaction((manager) => leases().cancel(taken.lease, manager));
    expect([await statusOf(waiting.id), await statusOf(held.id)]).toEqual(['cancelled', 'cancelled']);
  });

  it('fence off a worker that was overtaken by a cancellation', async () => {
    const upload = await queued();
    const taken = await leases().take(upload.id, 30);
    if (!taken) throw new Error('the upload was not taken');
    await query(`update uploads set lease_until = now() - interval '1 second' where id = $1`, [upload.id]);
    expect(await transaction((manager) => uploads().cancel(upload, 'owner', manager))).toBe(true);
    await expect(leases().renew(taken.lease, 30, 1)).rejects.toMatchObject({ code: 'row_lease_lost' });
    await expect(transaction((manager) => leases().finish(taken.lease, 'completed', manager))).rejects.toMatchObject({
      code: 'row_lease_lost',
    });
  });

  it('process two of an owner at a time, and start the next one when one ends', async () => {
    const all = await Promise.all([queued(), queued(), queued()]);
    const taken = await Promise.all(all.map(({ id }) => leases().take(id, 30)));
    expect(taken.filter(Boolean)).toHaveLength(2);
    const [first] = taken.filter((each) => each !== undefined);
    const left = all.find(({ id }) => !taken.some((each) => each?.lease.id === id));
    if (!first || !left) throw new Error('there must be one of each');
    await transaction(async (manager) => {
      await leases().finish(first.lease, 'completed', manager);
      expect(await leases().nextWaiting(userId, manager)).toBe(left.id);
    });
    expect(await leases().take(left.id, 30)).toBeDefined();
  });

  it('show progress that never decreases', async () => {
    const upload = await queued();
    const taken = await leases().take(upload.id, 30);
    if (!taken) throw new Error('the upload was not taken');
    for (const progress of [0.4, 0.2, 0.7, 0.1]) await leases().renew(taken.lease, 30, progress);
    const [row] = await query<[{ progress: number }]>('select progress from uploads where id = $1', [upload.id]);
    expect(row.progress).toBeCloseTo(0.7);
  });

  describe('and the quota', () => {
    const quota = () => app.get(QuotaService);
    const taken = async () => (await quota().usage(userId, 'uploads')).taken;
    const presigned = async () => {
      const upload = newUpload();
      await transaction(async (manager) => {
        await uploads().create({ ownerId: userId }, upload, manager);
        await quota().reserve(userId, 'uploads', upload.id, manager);
      });
      return upload.id;
    };

    it('are reserved together or not at all: with one unit left, one of ten uploads exists', async () => {
      for (let used = 0; used < 9; used += 1) await presigned();
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, presigned));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await taken()).toBe(10);
      const [{ count }] = await query<[{ count: number }]>(
        'select count(*)::int as count from uploads where user_id = $1',
        [userId],
      );
      expect(count).toBe(10);
    });

    it('returns a unit once, to its original month', async () => {
      const id = await presigned();
      const released = await Promise.all(Array.from({ length: 5 }, () => quota().release('uploads', id)));
      expect(released.filter(Boolean)).toHaveLength(1);
      expect(await taken()).toBe(0);
      const old = await presigned();
      await query(
        `with moved as (update quota_windows set starts_at = starts_at - interval '1 month', ends_at = starts_at where user_id = $1 returning starts_at)
         update quota_units set window_starts_at = moved.starts_at from moved where user_id = $1`,
        [userId],
      );
      expect(await taken()).toBe(0);
      const fresh = await presigned();
      expect(await quota().release('uploads', old)).toBe(true);
      expect(await taken()).toBe(1);
      expect(await quota().release('uploads', fresh)).toBe(true);
      expect(await taken()).toBe(0);
    });

    it('abandons uploads that were not completed after a day, and none before', async () => {
      const [old, young, complete] = [await presigned(), await presigned(), await presigned()];
      const upload = await found(complete);
      await transaction((manager) => uploads().receive(upload, OPTIONS, manager));
      await query(`update uploads set created_at = now() - interval '25 hours' where id = any($1)`, [[old, complete]]);
      const abandoned = await transaction((manager) => leases().abandon(manager));
      expect(abandoned).toEqual([old]);
      expect(await uploads().find({ ownerId: userId }, old)).toBeNull();
      expect(await statusOf(young)).toBe('pending');
    });
  });
});
