import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsRegistry, newId } from '@app/core';
import {
  type Edit,
  EditCheckService,
  RenderLeasesRepository,
  RenderProviders,
  RendersRepository,
  renderTooExpensive,
  type SegmentPlan,
  type StartedRender,
  segmentSourceChanged,
} from '@app/render-proxy';
import { ObjectStores, storageUnavailable } from '@app/storage';
import { CancelRenderHandler } from '../../../apps/worker/src/renders/cancel-render.handler';
import { RunRenderHandler } from '../../../apps/worker/src/renders/run-render.handler';
import { RunSegmentHandler } from '../../../apps/worker/src/renders/run-segment.handler';
import { SegmentFilesService } from '../../../apps/worker/src/renders/segment-files.service';
import { RenderWork } from '../../support/harness/render-work';
import { waitUntil } from '../../support/harness/wait-until';

const FRAMES = 25;
const planOf = (hashes: readonly string[]): SegmentPlan => {
  const segments = hashes.map((contentHash, position) => {
    const span = { fromFrame: position * FRAMES, toFrame: (position + 1) * FRAMES };
    return { position, kind: 'video' as const, contentHash, ...span, estimatedProcessorSeconds: 20, sources: [] };
  });
  return { segments, frames: hashes.length * FRAMES, seconds: hashes.length } as unknown as SegmentPlan;
};

/** The handlers of the worker on a real database and store; the engine only says what it would have made. */
describe('a render in segments', () => {
  let here: RenderWork;
  const get: RenderWork['get'] = (type) => here.get(type);
  beforeAll(async () => {
    here = await RenderWork.start();
  });
  afterAll(() => here?.close());
  afterEach(() => jest.restoreAllMocks());

  const made = () => {
    const path = join(here.folder, newId());
    writeFileSync(path, 'made');
    return { path, discard: () => Promise.resolve(rmSync(path)) };
  };
  const finished = (): Promise<StartedRender> => {
    const { path: video, discard } = made();
    const output = { kind: 'files' as const, video, discard };
    return Promise.resolve({ providerRenderId: null, state: { status: 'done', seconds: 2, output } });
  };
  /** The engine, which makes what it is asked for at once. */
  function engine(hashes = [newId(), newId()]) {
    const provider = get(RenderProviders).named('local');
    if (!provider.segments) throw new Error('The engine does not split renders.');
    jest.spyOn(get(EditCheckService), 'read').mockResolvedValue({ timeline: { tracks: [] } } as unknown as Edit);
    return {
      plan: jest.spyOn(provider.segments, 'plan').mockImplementation(() => Promise.resolve(planOf(hashes))),
      encode: jest.spyOn(provider.segments, 'encode').mockImplementation(() => {
        const { path: file, discard } = made();
        return Promise.resolve({ file, discard });
      }),
      join: jest.spyOn(provider.segments, 'join').mockImplementation(finished),
      whole: jest.spyOn(provider, 'start').mockImplementation(finished),
    };
  }

  async function newRender(of?: string) {
    const ownerId = of ?? (await here.newOwner());
    return { id: await here.newRender(ownerId, { heldSeconds: 2 }), ownerId };
  }

  const job = () => {
    const { signal } = new AbortController();
    return { jobId: newId(), attempt: 1, isLastAttempt: false, requestId: 'test', signal };
  };
  const run = (renderId: string) => get(RunRenderHandler).handle({ renderId }, job());
  const encode = (segmentId: string) => get(RunSegmentHandler).handle({ segmentId }, job());
  const rows = <Row>(query: string, id: string) => here.dataSource.query<Row[]>(query, [id]);
  const segmentsOf = (id: string) =>
    rows<{ id: string; state: string; attempts: number; key: string }>(
      'select id, state, attempts, object_key as key from render_segments where render_id = $1 order by position',
      id,
    );
  async function rowOf(id: string) {
    const [row] = await rows<Record<'status' | 'progress', unknown> & { times: Date[] }>(
      `select status, progress, array[fetching_at, rendering_at, saving_at, transferring_at, finished_at] as times from renders where id = $1`,
      id,
    );
    if (!row) throw new Error('The render does not exist.');
    return row;
  }
  /** Until it can be joined. */
  async function runWithSegments(id: string): Promise<void> {
    await run(id);
    for (const segment of await segmentsOf(id)) await encode(segment.id);
  }
  const holdsOf = (id: string) =>
    rows('select state, settled_amount::int as settled from token_holds where subject_id = $1', id);
  const erasuresOf = (id: string) =>
    rows(`select 1 from outbox where name = 'render.erase' and payload ->> 'renderId' = $1`, id);
  const cancel = (ownerId: string, id: string) =>
    here.dataSource.transaction((manager) => get(RendersRepository).requestCancel({ ownerId }, id, manager));

  it('enters its stages in order, has three attempts to join, is charged once, and keeps no copy of its edit', async () => {
    const { plan, join: joined } = engine();
    const { id } = await newRender();
    let planning: unknown;
    plan.mockImplementation(async (_, { onProgress }) => {
      // Every step of the engine ends with this report.
      onProgress('saving', 1);
      planning = await waitUntil(async () => {
        const row = await rowOf(id);
        return Number(row.progress) > 0 && row;
      });
      return planOf([newId(), newId()]);
    });
    await run(id);
    expect(planning).toMatchObject({ status: 'fetching', progress: expect.closeTo(0.1) });
    expect(await rowOf(id)).toMatchObject({ status: 'rendering', progress: expect.closeTo(0.1) });
    for (const segment of await segmentsOf(id)) await encode(segment.id);
    expect(await rowOf(id)).toMatchObject({ status: 'rendering', progress: expect.closeTo(0.9) });
    joined.mockRejectedValueOnce(new Error('broken')).mockRejectedValueOnce(new Error('broken'));
    for (const _attempt of [1, 2, 3]) await run(id);
    const done = await rowOf(id);
    expect(done).toMatchObject({ status: 'completed', progress: 1 });
    const times = done.times.map((time) => time.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    await run(id);
    expect(joined).toHaveBeenCalledTimes(3);
    expect(await holdsOf(id)).toEqual([{ state: 'settled', settled: 33_334 }]);
    expect(await rows('select plan from render_plans where render_id = $1', id)).toEqual([{ plan: null }]);
  });

  it('fails when six workers in turn are killed while they plan it', async () => {
    const { plan } = engine();
    const { id } = await newRender();
    // A killed worker releases nothing: its lease expires.
    for (let killed = 0; killed < 6; killed += 1) await get(RenderLeasesRepository).take(id, 0, { starts: true });
    await run(id);
    expect(plan).not.toHaveBeenCalled();
    expect(await rowOf(id)).toMatchObject({ status: 'failed' });
    expect(await holdsOf(id)).toMatchObject([{ state: 'released' }]);
  });

  it('is rendered whole, once, when a source serves other bytes each time', async () => {
    const { encode: encoded, join: joined, whole } = engine();
    encoded.mockRejectedValue(segmentSourceChanged());
    const { id } = await newRender();
    await runWithSegments(id);
    expect(encoded).toHaveBeenCalledTimes(1);
    await run(id);
    await run(id);
    expect(whole).toHaveBeenCalledTimes(1);
    expect(joined).not.toHaveBeenCalled();
    expect(await rowOf(id)).toMatchObject({ status: 'completed' });
    expect(await holdsOf(id)).toMatchObject([{ state: 'settled' }]);
  });

  it('fails once, without a charge, when two are too expensive; all that was used counts', async () => {
    const { encode: encoded } = engine([newId(), newId(), newId()]);
    const { id } = await newRender();
    await run(id);
    const [first, ...segments] = await segmentsOf(id);
    await encode(first?.id ?? '');
    encoded.mockRejectedValue(renderTooExpensive(undefined, { extra: { processor_seconds: 90 } }));
    // The queue repeats a job that found the render in use.
    await Promise.allSettled(segments.map((segment) => encode(segment.id)));
    for (const segment of segments) await encode(segment.id);
    expect(await rowOf(id)).toMatchObject({ status: 'failed' });
    expect(await holdsOf(id)).toMatchObject([{ state: 'released' }]);
    expect(await erasuresOf(id)).toHaveLength(1);
    expect(await rows('select overrun_seconds as used from renders where id = $1', id)).toEqual([{ used: 110 }]);
  });

  it('ends without a result when its owner cancels it before or during the join', async () => {
    const { join: joined } = engine();
    const [before, during] = [await newRender(), await newRender()];
    for (const { id } of [before, during]) await runWithSegments(id);
    await cancel(before.ownerId, before.id);
    await get(CancelRenderHandler).handle({ renderId: before.id });
    await run(before.id);
    expect(joined).not.toHaveBeenCalled();
    joined.mockImplementation(async (_, __, { signal }) => {
      await cancel(during.ownerId, during.id);
      await waitUntil(() => signal.aborted);
      signal.throwIfAborted();
      return finished();
    });
    await run(during.id);
    for (const { id } of [before, during]) {
      expect(await rowOf(id)).toMatchObject({ status: 'cancelled' });
      expect(await holdsOf(id)).toMatchObject([{ state: 'released' }]);
    }
  });

  it('waits for a store that fails, and encodes again only what the store has lost', async () => {
    const { encode: encoded } = engine();
    const store = get(ObjectStores).named('local');
    const { id } = await newRender();
    await run(id);
    const [first, second] = await segmentsOf(id);
    if (!first || !second) throw new Error('The render was not split.');
    jest.spyOn(store, 'put').mockRejectedValueOnce(storageUnavailable());
    await encode(first.id);
    expect(await segmentsOf(id)).toMatchObject([{ state: 'waiting', attempts: 0 }, {}]);
    for (const segment of [first, second]) await encode(segment.id);
    await store.delete(first.key);
    await run(id);
    expect(await segmentsOf(id)).toMatchObject([{ state: 'waiting' }, { state: 'done' }]);
    await encode(first.id);
    await run(id);
    expect(encoded).toHaveBeenCalledTimes(4);
    expect(await rowOf(id)).toMatchObject({ status: 'completed' });
  });

  it('waits for a store for a day from the first failure, however old it is', async () => {
    engine();
    jest.spyOn(get(ObjectStores).named('local'), 'put').mockRejectedValue(storageUnavailable());
    const { id } = await newRender();
    await run(id);
    await rows(`update renders set created_at = created_at - interval '25 hours' where id = $1`, id);
    const [segment] = await segmentsOf(id);
    const failFor = async (hours: number) => {
      await rows(
        `update render_segments set failing_since = now() - interval '${hours} hours' where render_id = $1`,
        id,
      );
      await encode(segment?.id ?? '');
    };
    await encode(segment?.id ?? '');
    await failFor(23);
    expect([await segmentsOf(id), await rowOf(id)]).toMatchObject([
      [{ state: 'waiting', attempts: 0 }, {}],
      { status: 'rendering' },
    ]);
    await failFor(25);
    expect(await rowOf(id)).toMatchObject({ status: 'failed' });
  });

  it('counts the segments that workers encode, lose to a fault of ours, and find encoded', async () => {
    const counted = async () => {
      const metric = await metricsRegistry.getSingleMetric('render_segments_total')?.get();
      return Object.fromEntries((metric?.values ?? []).map(({ labels, value }) => [labels.outcome, value]));
    };
    const { encoded: done = 0, lost = 0, reused = 0 } = await counted();
    const { encode: encoded } = engine([newId(), newId()]);
    const owner = await here.newOwner();
    const { id } = await newRender(owner);
    await run(id);
    encoded.mockRejectedValueOnce(new Error('ffmpeg crashed'));
    const [first, second] = await segmentsOf(id);
    for (const each of [first, first, second]) await encode(each?.id ?? '');
    expect(await counted()).toMatchObject({ encoded: done + 2, lost: lost + 1 });
    await run((await newRender(owner)).id);
    expect(await counted()).toEqual({ encoded: done + 2, lost: lost + 1, reused: reused + 2 });
  });

  it('leaves no file when a render with equal segments is erased at the same time', async () => {
    const hashes = [newId(), newId()];
    const { encode: encoded } = engine(hashes);
    const owner = await here.newOwner();
    const [one, other] = [await newRender(owner), await newRender(owner)];
    for (const { id } of [one, other]) {
      await runWithSegments(id);
      await run(id);
    }
    expect(encoded).toHaveBeenCalledTimes(2);
    const [stores, files] = [get(ObjectStores), get(SegmentFilesService)];
    const keys = (await segmentsOf(one.id)).map(({ key }) => key);
    expect((await segmentsOf(other.id)).map(({ key }) => key)).toEqual(keys);
    const stored = () => Promise.all(keys.map(async (key) => (await stores.named('local').head(key)) !== undefined));
    expect(await stored()).toEqual([true, true]);
    const deleteAll = stores.deleteAll.bind(stores);
    jest.spyOn(stores, 'deleteAll').mockImplementationOnce(async (...args) => {
      await files.erase({ id: other.id, storage: 'local' });
      await deleteAll(...args);
    });
    await files.erase({ id: one.id, storage: 'local' });
    expect(await stored()).toEqual([false, false]);
    expect([await segmentsOf(one.id), await segmentsOf(other.id)]).toEqual([[], []]);
  });
});
