import { commitGroup, newId, WORKER_NAME } from '@app/core';
import { Render } from '@app/render-proxy';
import { newRenderRow } from '../../support/harness/new-render-row';
import { LEASE_SECONDS, openSegmentStore, PLAN, segmentRow as segment } from '../../support/harness/segment-store';

describe('the segments of a render', () => {
  let store: Awaited<ReturnType<typeof openSegmentStore>>;
  let { source, work, plans, segments, renders, newOwner } = {} as typeof store;
  beforeAll(async () => {
    store = await openSegmentStore();
    ({ source, work, plans, segments, renders, newOwner } = store);
  });
  afterAll(() => store?.close());

  async function newRender({ ownerId }: { ownerId: string }): Promise<string> {
    const row = newRenderRow(ownerId);
    await commitGroup(source, await renders.insertions({ ownerId }, [row]));
    return row.id;
  }
  const takeRender = async (id: string, starts = true) => {
    const taken = await work.take(id, LEASE_SECONDS, { starts });
    if (!taken) throw new Error('there was no render to take');
    return taken.lease;
  };
  /** A new render in `count` segments, or in these. Returns its id and the ids of the waiting segments. */
  async function split(owner: { ownerId: string }, parts: number | ReturnType<typeof segment>[]) {
    const id = await newRender(owner);
    const lease = await takeRender(id);
    const list = typeof parts === 'number' ? Array.from({ length: parts }, (_, index) => segment(index)) : parts;
    const waiting = await source.transaction((manager) => plans.create(lease, PLAN, list, manager));
    return { id, ids: (waiting ?? []).map(({ id: segmentId }) => segmentId), waiting };
  }
  const take = async (id: string) => {
    const taken = await segments.take(id, LEASE_SECONDS);
    if (!taken) throw new Error('there was no segment to take');
    return taken;
  };
  const finish = (taken: Awaited<ReturnType<typeof take>>) =>
    source.transaction((manager) => segments.finish(taken, 9, manager));
  const rowOf = (id: string) => source.getRepository(Render).findOneByOrFail({ id });
  const age = (id: string, column: string) =>
    source.query(`update render_segments set ${column} = now() - interval '5 minutes' where render_id = $1`, [id]);
  const cancel = async (owner: { ownerId: string }, id: string) =>
    expect(await source.transaction((manager) => renders.requestCancel(owner, id, manager))).toBe(true);

  it('begin when the plan is stored, which lets the render go; later ones come after whole renders', async () => {
    const owner = await newOwner();
    const { id, waiting } = await split(owner, [segment(0), segment(1, newId(), 'done'), segment(2)]);
    expect(waiting?.map(({ priority }) => priority).sort()).toEqual([101, 103]);
    expect(await rowOf(id)).toMatchObject({ status: 'rendering', progress: expect.closeTo(0.1), attempts: 0 });
    expect(await plans.find(id)).toMatchObject({ plan: PLAN, segments: [{ position: 0 }, { state: 'done' }, {}] });
    await takeRender(id);
  });

  it('begin with the sound, which no other worker can share', async () => {
    const owner = await newOwner();
    const { waiting } = await split(owner, [segment(0), segment(1), segment(2, newId(), 'waiting', 'sound')]);
    expect(waiting?.map(({ priority }) => priority).sort()).toEqual([101, 101, 102]);
    const taken: (string | undefined)[] = [];
    for (let index = 0; index < 3; index += 1) {
      const [next] = await segments.nextWaiting(owner.ownerId, source.manager);
      taken.push((await take(next?.id ?? '')).segment.kind);
    }
    expect(taken.slice(0, 2)).toContain('sound');
  });

  it('are counted, and show which worker finished what', async () => {
    const before = await segments.count();
    const { id, ids } = await split(await newOwner(), [segment(0, newId(), 'done'), segment(1), segment(2)]);
    const taken = await take(ids[0] ?? '');
    expect(await segments.count()).toEqual({ running: before.running + 1, waiting: before.waiting + 1 });
    const unknown = { worker: null, startedAt: null, finishedAt: null, attempts: 0 };
    const running = {
      state: 'running',
      worker: WORKER_NAME,
      startedAt: expect.any(Date),
      attempts: 1,
      sizeBytes: null,
    };
    const byState = async () => {
      const all = (await plans.work(id)) ?? [];
      return Object.fromEntries(all.map((each) => [each.state, each]));
    };
    expect(await byState()).toMatchObject({
      done: { position: 0, sizeBytes: 7, framesDone: 30, ...unknown },
      running,
      waiting: { sizeBytes: null, framesDone: 0, ...unknown },
    });
    await finish(taken);
    expect((await plans.work(id))?.[taken.segment.position]).toMatchObject({
      ...running,
      state: 'done',
      sizeBytes: 9,
      finishedAt: expect.any(Date),
    });
    expect(await plans.work(newId())).toBeUndefined();
  });

  it('belong to one worker at a time; a worker that lost one changes nothing', async () => {
    const { id, ids } = await split(await newOwner(), 1);
    const first = await take(ids[0] ?? '');
    expect(first).toMatchObject({ plan: PLAN, render: { id, storage: 'local', queuePriority: 100 } });
    await expect(segments.take(first.segment.id, LEASE_SECONDS)).rejects.toMatchObject({ code: 'row_lease_held' });
    expect(await segments.nextWaiting(first.render.userId, source.manager)).toEqual([]);
    await age(id, 'lease_until');
    expect(await segments.nextWaiting(first.render.userId, source.manager)).toMatchObject([{ id: first.segment.id }]);
    const second = await take(first.segment.id);
    const lost = { code: 'row_lease_lost' };
    await expect(segments.renew(first, LEASE_SECONDS, 10)).rejects.toMatchObject(lost);
    await expect(finish(first)).rejects.toMatchObject(lost);
    expect(await segments.renew(second, LEASE_SECONDS, 15)).toBe(false);
    expect((await rowOf(id)).progress).toBeCloseTo(0.5);
    expect(await finish(second)).toBe(true);
    await expect(finish(second)).rejects.toMatchObject(lost);
    expect(await segments.take(second.segment.id, LEASE_SECONDS)).toBeUndefined();
  });

  it('that finish together announce their end exactly once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { ids } = await split(await newOwner(), 3);
      const taken = [];
      for (const id of ids) taken.push(await take(id));
      expect((await Promise.all(taken.map(finish))).filter(Boolean)).toHaveLength(1);
    }
  });

  it('of a cancelled render stop, are not taken, and never lead to a result', async () => {
    const owner = await newOwner();
    const unplanned = await newRender(owner);
    const lease = await takeRender(unplanned);
    await cancel(owner, unplanned);
    expect(await source.transaction((manager) => plans.create(lease, PLAN, [segment(0)], manager))).toBeUndefined();
    expect(await plans.find(unplanned)).toBeUndefined();
    await work.cancel(lease, source.manager);

    const { id, ids } = await split(owner, 2);
    const first = await take(ids[0] ?? '');
    await cancel(owner, id);
    expect(await segments.renew(first, LEASE_SECONDS)).toBe(true);
    expect(await segments.take(ids[1] ?? '', LEASE_SECONDS)).toBeUndefined();
    await work.cancel(await takeRender(id, false), source.manager);
    expect(await finish(first)).toBe(false);
    expect(await rowOf(id)).toMatchObject({ status: 'cancelled', charged: 0 });
  });

  it('that stand still are published again in place of their render, and the render once all are done', async () => {
    const { id, ids } = await split(await newOwner(), 1);
    const overdue = async () => ({
      renders: (await source.transaction((manager) => work.takeOverdue(manager))).filter((each) => each.id === id),
      segments: (await source.transaction((manager) => segments.takeOverdue(manager))).filter(
        (each) => each.id === ids[0],
      ),
    });
    const standStill = async () => {
      await age(id, 'deadline_at');
      await source.query(`update renders set deadline_at = now() - interval '1 minute' where id = $1`, [id]);
    };
    expect(await overdue()).toEqual({ renders: [], segments: [] });
    await standStill();
    expect(await overdue()).toMatchObject({ renders: [], segments: [{ id: ids[0], epoch: 0 }] });
    expect(await overdue()).toEqual({ renders: [], segments: [] });
    await finish(await take(ids[0] ?? ''));
    await standStill();
    expect(await overdue()).toMatchObject({ renders: [{ id }], segments: [] });
  });

  it('that a worker returns keep their attempts; those that are gone are encoded again', async () => {
    const { id, ids } = await split(await newOwner(), 3);
    const third = ids[2] ?? '';
    const [first, second] = [await take(ids[0] ?? ''), await take(ids[1] ?? '')];
    await segments.release(first.lease, { delaySeconds: 0, attempts: -1 }, source.manager);
    expect((await take(first.segment.id)).segment.attempts).toBe(1);
    const { userId } = first.render;
    const again = await take(third);
    expect(await segments.nextWaiting(userId, source.manager)).toEqual([]);
    await segments.release(again.lease, { delaySeconds: 60, attempts: -1 }, source.manager);
    expect(await segments.nextWaiting(userId, source.manager)).toEqual([]);
    await segments.release((await take(third)).lease, { delaySeconds: 0, attempts: -1 }, source.manager);
    expect(await segments.nextWaiting(userId, source.manager)).toMatchObject([{ id: third }]);
    expect(await finish(second)).toBe(false);
    const lease = await takeRender(id);
    const waiting = await source.transaction((manager) => plans.encodeAgain(lease, [second.segment.id], manager));
    expect(waiting.map((each) => each.id).sort()).toEqual([second.segment.id, third].sort());
  });

  it('are planned again once no worker has worked on them for a while, or never', async () => {
    const { id, ids } = await split(await newOwner(), 2);
    const first = await take(ids[0] ?? '');
    const lease = await takeRender(id);
    const abandon = () => source.transaction((manager) => plans.abandon(lease, manager));
    expect(await abandon()).toBe(false);
    await age(id, 'worked_at');
    await source.query(`update render_plans set planned_at = now() - interval '5 minutes' where render_id = $1`, [id]);
    expect(await abandon()).toBe(false);
    await age(id, 'lease_until');
    expect(await abandon()).toBe(true);
    expect(await plans.find(id)).toBeUndefined();
    await expect(finish(first)).rejects.toMatchObject({ code: 'row_lease_lost' });
    const again = await source.transaction((manager) => plans.create(lease, PLAN, [segment(0)], manager));
    expect(again).toHaveLength(1);
    // Unlike the first plan, so that a render that is planned again and again ends.
    expect(await rowOf(id)).toMatchObject({ attempts: 1 });
    await source.transaction((manager) => plans.renderWhole(lease, manager));
    expect(await plans.find(id)).toBe('whole');
    expect(await plans.ownKeys(id)).toHaveLength(3);
  });

  it('share their objects with other renders, and are deleted a day after the end of their render', async () => {
    const owner = await newOwner();
    const shared = newId();
    const old = await split(owner, [segment(0, shared), segment(1, 'changed')]);
    const fresh = await split(owner, [segment(0, shared), segment(1, 'title')]);
    expect(await plans.ownKeys(old.id)).toEqual(['videos/segments/changed']);
    await plans.remove(old.id);
    expect(await plans.find(old.id)).toBeDefined();
    const taken = await take(old.ids[0] ?? '');
    await work.cancel(await takeRender(old.id, false), source.manager);
    expect(await plans.isWorkedOn(old.id)).toBe(true);
    await segments.release(taken.lease, { delaySeconds: 0, attempts: -1 }, source.manager);
    expect(await plans.isWorkedOn(old.id)).toBe(false);
    const expired = () => source.transaction((manager) => plans.takeExpired(manager));
    expect(await expired()).not.toContain(old.id);
    await source.query(`update renders set finished_at = now() - interval '25 hours' where id = $1`, [old.id]);
    expect(await expired()).toContain(old.id);
    expect(await expired()).not.toContain(old.id);
    await plans.remove(old.id);
    expect(await plans.find(old.id)).toBeUndefined();
    expect(await plans.ownKeys(fresh.id)).toHaveLength(2);
  });
});
