import { commitGroup } from '@app/core';
import {
  RENDER_STATUSES,
  Render,
  RenderLeasesRepository,
  type RenderProxyConfig,
  type RenderStatus,
  RendersRepository,
} from '@app/render-proxy';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { newRenderRow } from '../../support/harness/new-render-row';
import { createTestUser } from '../../support/harness/test-credentials';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

/** Long enough never to expire during the test. */
const LEASE_SECONDS = 600;
const ODD = { path: 'timeline', code: 'no_effect', message: 'It does nothing.' };
const SHORT = { path: 'timeline.tracks[0].clips[0].length', code: 'longer_than_source', message: 'It ends.' };
const FILES = { seconds: 1, sizeBytes: 10, posterKey: null, thumbnailKey: null, warnings: [SHORT] };
const CONFIG = {
  RENDER_MAX_CONCURRENT_PER_USER: 2,
  RENDER_BASE_SECONDS: 60,
  VIDEO_RETENTION_DAYS: 0,
  RENDER_EDITS_MB: 10,
} as RenderProxyConfig;

describe('the state of a render', () => {
  let database: TestDatabase;
  let source: DataSource;
  let work: RenderLeasesRepository;
  let renders: RendersRepository;
  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource({ type: 'postgres', url: database.url, entities: [Render] }).initialize();
    work = new RenderLeasesRepository(source, CONFIG);
    renders = new RendersRepository(source.getRepository(Render), CONFIG);
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  const newOwner = async () => ({ ownerId: (await createTestUser(database.url)).userId });
  async function newRender(owner: { ownerId: string }, request: object = { some: 'edit' }): Promise<string> {
    const row = newRenderRow(owner.ownerId, { request, warnings: [ODD] });
    await commitGroup(source, await renders.insertions(owner, [row]));
    return row.id;
  }
  const rowOf = (id: string) => source.getRepository(Render).findOneByOrFail({ id });
  const take = async (id: string, starts = true) => {
    const taken = await work.take(id, LEASE_SECONDS, { starts });
    if (!taken) throw new Error('there was nothing to take');
    return taken;
  };
  const endLease = (id: string) => source.query('update renders set lease_until = now() where id = $1', [id]);

  describe('kept edits', () => {
    const edit = (megabytes: number) => ({ text: 'x'.repeat(megabytes * 2 ** 20) });
    const kept = async (owner: { ownerId: string }) =>
      (
        await source.query<{ id: string }[]>(
          'select id from renders where user_id = $1 and request is not null order by created_at',
          [owner.ownerId],
        )
      ).map(({ id }) => id);
    const finish = async (id: string) => work.cancel((await take(id)).lease, source.manager);

    it('of finished renders are deleted, oldest first, when they exceed what an account may keep', async () => {
      const [owner, other] = [await newOwner(), await newOwner()];
      const theirs = await newRender(other, edit(4));
      const ids: string[] = [];
      for (let count = 0; count < 3; count += 1) {
        ids.push(await newRender(owner, edit(4)));
        await finish(ids[count] as string);
      }
      expect(await kept(owner)).toEqual(ids.slice(1));
      const small = await newRender(owner);
      expect(await kept(owner)).toEqual([...ids.slice(1), small]);
      expect(await kept(other)).toEqual([theirs]);
      expect((await renders.findWithRequest(owner, ids[0] as string))?.request).toBeNull();
    });

    it('of unfinished renders stay, and leave no room for more', async () => {
      const owner = await newOwner();
      const ids = [await newRender(owner, edit(4)), await newRender(owner, edit(4))];
      await expect(newRender(owner, edit(4))).rejects.toMatchObject({ code: 'edit_storage_full' });
      expect(await kept(owner)).toEqual(ids);
      await finish(ids[0] as string);
      await newRender(owner, edit(4));
    });
  });

  it('belongs to one worker at a time; a worker that lost it changes nothing', async () => {
    const id = await newRender(await newOwner());
    const first = await take(id);
    await expect(work.take(id, LEASE_SECONDS, { starts: true })).rejects.toMatchObject({ code: 'row_lease_held' });
    await endLease(id);
    const second = await take(id);
    const lost = { code: 'row_lease_lost' };
    await expect(work.renew(first.lease, LEASE_SECONDS)).rejects.toMatchObject(lost);
    await expect(work.beginTransfer(first.lease, null)).rejects.toMatchObject(lost);
    await expect(work.complete(first.lease, FILES, 100, source.manager)).rejects.toMatchObject(lost);
    await expect(work.fail(first.lease, { code: 'x', message: 'x' }, null, source.manager)).rejects.toMatchObject(lost);
    await expect(work.cancel(first.lease, source.manager)).rejects.toMatchObject(lost);
    await expect(work.release(first.lease, { delaySeconds: 0, attempts: 0 }, source.manager)).rejects.toMatchObject(
      lost,
    );
    await work.complete(second.lease, FILES, 100, source.manager);
    expect(await rowOf(id)).toMatchObject({
      status: 'completed',
      charged: 100,
      progress: 1,
      attempts: 2,
      warnings: [ODD, SHORT],
    });
  });

  it('is final once it has ended', async () => {
    const id = await newRender(await newOwner());
    const { lease } = await take(id);
    await work.cancel(lease, source.manager);
    await expect(work.renew(lease, LEASE_SECONDS, { stage: 'saving', progress: 0.9 })).rejects.toMatchObject({
      code: 'row_lease_lost',
    });
    expect(await work.take(id, LEASE_SECONDS, { starts: true })).toBeUndefined();
    await expect(work.complete(lease, FILES, 100, source.manager)).rejects.toMatchObject({ code: 'row_lease_lost' });
    expect(await rowOf(id)).toMatchObject({ status: 'cancelled', charged: 0 });
    expect(await renders.requestCancel({ ownerId: (await rowOf(id)).userId }, id, source.manager)).toBe(false);
  });

  it.each([
    [0, null],
    [1, 1],
    [7, 7],
  ])('with VIDEO_RETENTION_DAYS=%i, says when its files will be deleted', async (VIDEO_RETENTION_DAYS, days) => {
    const { lease } = await take(await newRender(await newOwner()));
    const config = { ...CONFIG, VIDEO_RETENTION_DAYS };
    await new RenderLeasesRepository(source, config).complete(lease, FILES, 100, source.manager);
    const { finishedAt, expiresAt } = await rowOf(lease.id);
    const kept = expiresAt && (expiresAt.getTime() - (finishedAt?.getTime() ?? 0)) / 86_400_000;
    if (days === null) expect(kept).toBeNull();
    else expect(kept).toBeCloseTo(days, 3);
  });

  it('never returns to an earlier stage, whatever is reported in whatever order', async () => {
    const stage = fc.constantFrom<RenderStatus>('queued', 'fetching', 'rendering', 'saving', 'transferring');
    const reports = fc.array(fc.tuple(stage, fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 6,
    });
    const owner = await newOwner();
    await fc.assert(
      fc.asyncProperty(reports, async (reported) => {
        const id = await newRender(owner);
        const { lease } = await take(id, false);
        let before = { status: 0, progress: 0 };
        for (const [status, progress] of reported) {
          await work.renew(lease, LEASE_SECONDS, { stage: status, progress });
          const row = await rowOf(id);
          const now = { status: RENDER_STATUSES.indexOf(row.status), progress: row.progress };
          expect(now.status).toBeGreaterThanOrEqual(before.status);
          expect(now.progress).toBeGreaterThanOrEqual(before.progress);
          before = now;
        }
        await work.cancel(lease, source.manager);
      }),
      { numRuns: 30 },
    );
  });

  it('starts only while its owner has room, however many workers try', async () => {
    const owner = await newOwner();
    const ids = await Promise.all(Array.from({ length: 8 }, () => newRender(owner)));
    const taken = (await Promise.all(ids.map((id) => work.take(id, LEASE_SECONDS, { starts: true })))).filter(
      (each) => each !== undefined,
    );
    expect(taken).toHaveLength(2);
    const stranger = await newRender(await newOwner());
    await take(stranger);
    for (const { lease } of taken) await work.cancel(lease, source.manager);
    const [next] = await work.nextWaiting(owner.ownerId, source.manager);
    expect(next?.queuePriority).toBe(100);
    expect(ids).toContain(next?.id);
    await take(next?.id ?? '');
  });

  describe('of an owner whose renders were stopped for their cost', () => {
    const stop = async (id: string, overrunSeconds: number) =>
      work.fail((await take(id)).lease, { code: 'render_too_expensive', message: 'x' }, overrunSeconds, source.manager);
    const start = (id: string) => work.take(id, LEASE_SECONDS, { starts: true });
    const finishAll = () =>
      source.query(
        `update renders set status = 'cancelled', charged = 0, lease_until = null, finished_at = clock_timestamp() where finished_at is null`,
      );
    beforeEach(finishAll);

    it('loses one slot for each share of processor time', async () => {
      const owner = await newOwner();
      await stop(await newRender(owner), 59);
      const [first, second] = [await newRender(owner), await newRender(owner)];
      expect(await start(first)).toBeDefined();
      expect(await start(second)).toBeUndefined();
    });

    it('starts after those of all others, and is published again when they have ended', async () => {
      const [owner, other] = [await newOwner(), await newOwner()];
      await stop(await newRender(owner), 120);
      const [costly, usual] = [await newRender(owner), await newRender(other)];
      expect(await start(costly)).toBeUndefined();
      const { lease } = await take(usual);
      await work.cancel(lease, source.manager);
      expect(await work.nextWaiting(other.ownerId, source.manager)).toEqual([{ id: costly, queuePriority: 100 }]);
      expect(await start(costly)).toBeDefined();
    });

    it('is free again after an hour', async () => {
      const [owner, other] = [await newOwner(), await newOwner()];
      const stopped = await newRender(owner);
      await stop(stopped, 1_000);
      await source.query(`update renders set finished_at = finished_at - interval '61 minutes' where id = $1`, [
        stopped,
      ]);
      await newRender(other);
      expect(await start(await newRender(owner))).toBeDefined();
    });
  });

  it('is polled on schedule only if nobody has polled since', async () => {
    const id = await newRender(await newOwner());
    const { lease } = await take(id);
    await work.followRemote(lease, { id: 'theirs', stage: 'fetching', progress: 0.1, askInSeconds: 5 }, source.manager);
    expect(await work.take(id, LEASE_SECONDS, { starts: false, epoch: lease.epoch - 1 })).toBeUndefined();
    const { lease: next } = (await work.take(id, LEASE_SECONDS, { starts: false, epoch: lease.epoch })) ?? {};
    expect(next?.epoch).toBe(lease.epoch + 1);
  });

  it('records when its provider last knew it, which no heartbeat changes', async () => {
    const id = await newRender(await newOwner());
    const { lease } = await take(id);
    await work.followRemote(lease, { id: 'theirs', stage: 'fetching', progress: 0.1, askInSeconds: 5 }, source.manager);
    await source.query(`update renders set updated_at = updated_at - interval '1 second' where id = $1`, [id]);
    const { providerSeenAt, updatedAt } = await rowOf(id);
    await work.renew(lease, LEASE_SECONDS, { stage: 'rendering', progress: 0.5 });
    const after = await rowOf(id);
    expect([after.providerSeenAt, after.updatedAt > updatedAt]).toEqual([providerSeenAt, true]);
    expect(providerSeenAt).not.toBeNull();
  });

  it('is found again after its deadline, once', async () => {
    const id = await newRender(await newOwner());
    await source.query(`update renders set deadline_at = now() - interval '1 second' where id = $1`, [id]);
    const found = async () => (await work.takeOverdue(source.manager)).filter((render) => render.id === id);
    expect(await found()).toEqual([{ id, queuePriority: 100, provider: 'local', providerRenderId: null, epoch: 0 }]);
    expect(await found()).toEqual([]);
  });
});
