import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QuotaService } from '@app/billing';
import { newId } from '@app/core';
import {
  UPLOAD_STATUSES,
  UPLOAD_TRANSITIONS,
  type Upload,
  type UploadStatus,
  UploadTracksRepository,
} from '@app/uploads';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { UPLOAD_OPTIONS, UploadRows } from '../../support/harness/upload-rows';
import { withinOneHour } from '../../support/harness/within-one-hour';

describe('the states of an upload in the database', () => {
  let here: UploadRows;
  const uploads = () => here.uploads;
  const leases = () => here.leases;
  const tracks = () => here.service(UploadTracksRepository);
  const query = <T>(statement: string, parameters?: unknown[]): Promise<T> => here.query<T>(statement, parameters);
  const transaction: DataSource['transaction'] = (work: never) => here.transaction(work);

  beforeAll(async () => {
    here = await UploadRows.start();
  });
  const enter = () => here.enter();
  beforeEach(enter);
  afterAll(() => here?.close());

  const announce = (upload: Upload, sizeBytes = 10) => {
    const track = { filename: 'ride.gpx', sizeBytes, endsAt: new Date(), authorId: here.userId };
    return tracks().announce(upload, track);
  };

  it('follow the table and nothing else, and every transition is in the history', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<UploadStatus>(...UPLOAD_STATUSES), { minLength: 1, maxLength: 12 }),
        async (wanted) => {
          const { id } = await here.create();
          const taken: UploadStatus[] = ['pending'];
          for (const to of wanted) {
            const from = taken.at(-1) ?? 'pending';
            const isAllowed = to === from || UPLOAD_TRANSITIONS[from].includes(to);
            const outcome = await here.force(id, to).then(
              () => true,
              (error: Error) => {
                expect(error.message).toContain(`from ${from} to ${to}`);
                return false;
              },
            );
            expect([from, to, outcome]).toEqual([from, to, isAllowed]);
            if (outcome && to !== from) taken.push(to);
          }
          expect(await here.historyOf(id)).toEqual(taken);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are completed once by many concurrent requests', async () => {
    const upload = await here.create();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => transaction((manager) => uploads().receive(upload, UPLOAD_OPTIONS, manager))),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await here.historyOf(upload.id)).toEqual(['pending', 'queued']);
  });

  it('share a track: each clip sees the others that have arrived with it and did not fail', async () => {
    const withTrack = async ({ id }: Upload) => {
      await announce(await here.found(id), 10);
      expect(await tracks().receive(await here.found(id), 10)).toBe(true);
      return here.found(id);
    };
    const clip = async (announced: Upload, trackOf?: string) => {
      if (trackOf) await query('update uploads set options = $2 where id = $1', [announced.id, { trackOf }]);
      await transaction((manager) => uploads().receive(announced, { ...UPLOAD_OPTIONS, trackOf }, manager));
      return here.found(announced.id);
    };
    const first = await clip(await withTrack(await here.create()));
    const second = await clip(await withTrack(await here.create()), first.id);
    const failed = await clip(await withTrack(await here.create()), first.id);
    await here.force(failed.id, 'failed');
    await clip(await withTrack(await here.create()), newId());
    await clip(await here.create(), first.id);
    const announced = await withTrack(await here.create());
    await query(`update uploads set options = json_build_object('trackOf', $2::text) where id = $1`, [
      announced.id,
      first.id,
    ]);
    const others = async (id: string) => leases().clipsWithTrackOf(await here.found(id));
    expect(await others(first.id)).toEqual([{ filename: 'ride.mp4', probe: null }]);
    await query(`update uploads set probe = '{"seconds":3}' where id = $1`, [first.id]);
    expect(await others(second.id)).toEqual([{ filename: 'ride.mp4', probe: { seconds: 3 } }]);
  });

  it('are counted for the number of workers while they need one', async () => {
    const scaling = readFileSync(join(__dirname, '../../../deploy/k8s/worker-scaling.yaml'), 'utf8');
    const statement = /query: >-\n((?: {10}.+\n)+)/.exec(scaling)?.[1] ?? '';
    const unfinished = async () => Number(Object.values((await query<[object]>(statement))[0])[0]);
    const before = await unfinished();
    const [waiting] = [await here.queued(), await here.create()];
    expect(await unfinished()).toBe(before + 1);
    await here.force(waiting.id, 'failed');
    expect(await unfinished()).toBe(before);
  });

  it('keep the track that was announced while they were being completed, not the shared one', async () => {
    const shared = { ...UPLOAD_OPTIONS, trackOf: 'first' };
    const replaced = { ...UPLOAD_OPTIONS, changedBy: [here.userId] };
    for (const isReplaced of [true, false]) {
      const before = await here.create({ options: { trackOf: 'first' } });
      if (isReplaced) await announce(before, 20);
      await transaction((manager) => uploads().receive(before, shared, manager));
      expect((await here.found(before.id)).options).toEqual(isReplaced ? replaced : shared);
    }
  });

  it('are listed without the figures of their drives, which can be large', async () => {
    const { id, filename, createdAt } = await here.create();
    await query(`update uploads set telemetry = '{"format":"gpx"}' where id = $1`, [id]);
    expect((await here.found(id)).telemetry).toEqual({ format: 'gpx' });
    const { rows } = await uploads().list({ ownerId: here.userId }, {}, { limit: 10 });
    expect(rows).toEqual([expect.objectContaining({ id, filename, createdAt })]);
    expect((rows[0] as Upload).telemetry).toBeUndefined();
  });

  it('take a telemetry file only while they are as the request has found them, and none for a retry', async () => {
    const receive = (upload: Upload) => tracks().receive(upload, 10);
    const empty = await here.create();
    const now = () => here.found(empty.id);
    expect(await announce(empty)).toBe(true);
    const first = await now();
    expect([await receive(first), await announce(empty)]).toEqual([true, false]);
    expect(await announce(await now())).toBe(true);
    const second = await now();
    expect([await receive(first), await receive(second)]).toEqual([false, true]);
    // The same sizes again, under the other key.
    expect([await announce(await now()), await receive(second)]).toEqual([true, false]);
    await query('update uploads set retries = 1 where id = $1', [empty.id]);
    const retried = await now();
    expect([await announce(retried), await receive(retried)]).toEqual([false, false]);
  });

  it('are cancelled immediately without a worker, and by their worker otherwise', async () => {
    const waiting = await here.queued();
    expect(await transaction((manager) => uploads().cancel(waiting, 'owner', manager))).toBe(true);
    const held = await here.queued();
    const taken = await leases().take(held.id, 30);
    expect(await transaction((manager) => uploads().cancel(held, 'owner', manager))).toBe(false);
    expect(await transaction((manager) => uploads().requestCancel(held, manager))).toBe(true);
    if (!taken) throw new Error('the upload was not taken');
    expect(await leases().renew(taken.lease, 30, 0.5)).toBe(true);
    await transaction((manager) => leases().cancel(taken.lease, manager));
    expect([await here.statusOf(waiting.id), await here.statusOf(held.id)]).toEqual(['cancelled', 'cancelled']);
  });

  it('fence off a worker that was overtaken by a cancellation', async () => {
    const upload = await here.queued();
    const taken = await leases().take(upload.id, 30);
    if (!taken) throw new Error('the upload was not taken');
    await query(`update uploads set lease_until = now() - interval '1 second' where id = $1`, [upload.id]);
    expect(await transaction((manager) => uploads().cancel(upload, 'owner', manager))).toBe(true);
    await expect(leases().renew(taken.lease, 30, 1)).rejects.toMatchObject({ code: 'row_lease_lost' });
    await expect(transaction((manager) => leases().finish(taken.lease, 'completed', manager))).rejects.toMatchObject({
      code: 'row_lease_lost',
    });
  });

  it('show progress that never decreases', async () => {
    const upload = await here.queued();
    const taken = await leases().take(upload.id, 30);
    if (!taken) throw new Error('the upload was not taken');
    for (const progress of [0.4, 0.2, 0.7, 0.1]) await leases().renew(taken.lease, 30, progress);
    const [row] = await query<[{ progress: number }]>('select progress from uploads where id = $1', [upload.id]);
    expect(row.progress).toBeCloseTo(0.7);
  });

  describe('and the quota', () => {
    const quota = () => here.service(QuotaService);
    const taken = async () => (await quota().usage(here.userId, 'uploads')).taken;
    const presigned = async () => {
      const upload = here.newUpload();
      await transaction(async (manager) => {
        await uploads().create({ ownerId: here.userId }, upload, manager);
        await quota().reserve(here.userId, 'uploads', upload.id, manager);
      });
      return upload.id;
    };

    it('are reserved together or not at all: with one unit left, one of ten uploads exists', () =>
      withinOneHour(async () => {
        for (let used = 0; used < 9; used += 1) await presigned();
        const outcomes = await Promise.allSettled(Array.from({ length: 10 }, presigned));
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await taken()).toBe(10);
        const [{ count }] = await query<[{ count: number }]>(
          'select count(*)::int as count from uploads where user_id = $1',
          [here.userId],
        );
        expect(count).toBe(10);
      }, enter));

    it('returns a unit once, to its original month', () =>
      withinOneHour(async () => {
        const id = await presigned();
        const released = await Promise.all(Array.from({ length: 5 }, () => quota().release('uploads', id)));
        expect(released.filter(Boolean)).toHaveLength(1);
        expect(await taken()).toBe(0);
        const old = await presigned();
        await query(
          `with moved as (update quota_windows set starts_at = starts_at - interval '1 month', ends_at = starts_at where user_id = $1 returning starts_at)
           update quota_units set window_starts_at = moved.starts_at from moved where user_id = $1`,
          [here.userId],
        );
        expect(await taken()).toBe(0);
        const fresh = await presigned();
        expect(await quota().release('uploads', old)).toBe(true);
        expect(await taken()).toBe(1);
        expect(await quota().release('uploads', fresh)).toBe(true);
        expect(await taken()).toBe(0);
      }, enter));

    it('abandons uploads that were not completed after a day, and none before', async () => {
      const [old, young, complete] = [await presigned(), await presigned(), await presigned()];
      const upload = await here.found(complete);
      await transaction((manager) => uploads().receive(upload, UPLOAD_OPTIONS, manager));
      await query(`update uploads set created_at = now() - interval '25 hours' where id = any($1)`, [[old, complete]]);
      const abandoned = await transaction((manager) => leases().abandon(manager));
      expect(abandoned).toEqual([{ id: old, userId: here.userId }]);
      expect(await uploads().find({ ownerId: here.userId }, old)).toBeNull();
      expect(await here.statusOf(young)).toBe('pending');
    });
  });
});
