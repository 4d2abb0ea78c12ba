import { commitGroup } from '@app/core';
import { newRenderRow } from '../../support/harness/new-render-row';
import { LEASE_SECONDS, openSegmentStore, PLAN, segmentRow } from '../../support/harness/segment-store';

describe('the room that segments leave to the renders of their owner', () => {
  let store: Awaited<ReturnType<typeof openSegmentStore>>;
  let { source, work, plans, segments, renders, newOwner } = {} as typeof store;
  beforeAll(async () => {
    store = await openSegmentStore();
    ({ source, work, plans, segments, renders, newOwner } = store);
  });
  afterAll(() => store?.close());

  async function newRender({ ownerId }: { ownerId: string }, { isShort = true } = {}): Promise<string> {
    const row = newRenderRow(ownerId, { isShort });
    await commitGroup(source, await renders.insertions({ ownerId }, [row]));
    return row.id;
  }
  const start = (id: string) => work.take(id, LEASE_SECONDS, { starts: true });
  const takeRender = async (id: string) => {
    const taken = await start(id);
    if (!taken) throw new Error('there was no room for the render');
    return taken.lease;
  };
  /** A new render in `count` segments. */
  async function split(owner: { ownerId: string }, count: number) {
    const id = await newRender(owner);
    return { id, ids: await plan(await takeRender(id), count) };
  }
  const plan = async (lease: Awaited<ReturnType<typeof takeRender>>, count: number) => {
    const parts = Array.from({ length: count }, (_, position) => segmentRow(position));
    const waiting = await source.transaction((manager) => plans.create(lease, PLAN, parts, manager));
    return (waiting ?? []).map(({ id }) => id);
  };
  const take = async (id: string) => {
    const taken = await segments.take(id, LEASE_SECONDS);
    if (!taken) throw new Error('there was no room for the segment');
    return taken;
  };
  const finish = (taken: Awaited<ReturnType<typeof take>>) =>
    source.transaction((manager) => segments.finish(taken, 9, manager));

  it('counts running segments as renders, and the next ones follow', async () => {
    const owner = await newOwner();
    const long = await split(owner, 4);
    const short = [await newRender(owner), await newRender(owner)];
    const running = [await take(long.ids[0] ?? ''), await take(long.ids[1] ?? '')];
    const lease = await takeRender(short[0] ?? '');
    expect(await start(short[1] ?? '')).toBeUndefined();
    expect(await segments.take(long.ids[2] ?? '', LEASE_SECONDS)).toBeUndefined();
    await work.cancel(lease, source.manager);
    expect(await work.nextWaiting(owner.ownerId, source.manager)).toMatchObject([{ id: short[1] }]);
    expect(await segments.nextWaiting(owner.ownerId, source.manager)).toMatchObject([
      { id: long.ids[2], priority: 103 },
    ]);
    await take(long.ids[2] ?? '');
    expect(await start(short[1] ?? '')).toBeUndefined();
    await finish(running[0] as (typeof running)[0]);
    await takeRender(short[1] ?? '');
  });

  it('keeps long renders waiting, but not short ones, while split renders fill all slots', async () => {
    const owner = await newOwner();
    const first = await split(owner, 1);
    await split(owner, 1);
    const last = await split(owner, 1);
    const long = await newRender(owner, { isShort: false });
    const short = await newRender(owner);
    expect(await start(long)).toBeUndefined();
    const waiting = (await work.nextWaiting(owner.ownerId, source.manager)).map(({ id }) => id);
    expect(waiting.sort()).toEqual([long, short].sort());
    await work.cancel(await takeRender(short), source.manager);
    await takeRender(await newRender(await newOwner(), { isShort: false }));

    // A segment that waits for its next attempt leaves its slot to others.
    await source.query(`update render_segments set due_at = now() + interval '1 hour' where render_id = $1`, [
      first.id,
    ]);
    const lease = await takeRender(long);
    await source.query(`update render_segments set due_at = now() where render_id = $1`, [first.id]);
    await plan(lease, 1);
    const next = await newRender(owner, { isShort: false });
    await source.transaction((manager) => renders.requestCancel(owner, first.id, manager));
    expect(await start(next)).toBeUndefined();
    await finish(await take(last.ids[0] ?? ''));
    await takeRender(next);
  });
});
