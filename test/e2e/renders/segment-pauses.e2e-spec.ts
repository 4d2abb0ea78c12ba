import type { ServerResponse } from 'node:http';
import { membersOf, processesWith, stateOf, textOf } from '../../support/harness/processes-in';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import type { TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';

jest.setTimeout(600_000);

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="red"/></svg>';
/** Every frame differs, so that a segment takes long on any machine. */
const LONG = {
  timeline: {
    tracks: Array.from({ length: 4 }, (_, index) => ({
      clips: [{ asset: { type: 'title', text: `Line ${index}` }, start: 0, length: 60, effect: 'zoomIn' }],
    })),
  },
  output: { format: 'mp4', resolution: '1080', fps: 30, quality: 'high' },
};

interface HeldSegment {
  id: string;
  epoch: number;
  attempts: number;
  state: string;
  leaseUntil: Date;
}

describeWithFfmpeg('a short render beside a long one', () => {
  let here: RenderInstallation;
  let remote: RemoteServer;
  /** Requests for the source of the short render, which decide how long it takes. */
  let asked: ServerResponse[];
  beforeAll(async () => {
    remote = await startRemoteServer();
    here = await RenderInstallation.start({ FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}` });
  });
  beforeEach(() => {
    asked = [];
    remote.respond((_request, response) => void asked.push(response));
  });
  afterEach(() => here.stopWorkers());
  afterAll(async () => {
    await here?.close();
    remote?.close();
  });

  const worker = () => here.worker({ WORKER_CONCURRENCY: '1', JOB_LOCK_SECONDS: '2' });
  const short = () =>
    here.render({
      timeline: {
        tracks: [{ clips: [{ asset: { type: 'image', src: `${remote.base}/a.svg` }, start: 0, length: 0.2 }] }],
      },
      output: { format: 'mp4', size: { width: 64, height: 36 } },
    });
  const answer = () => {
    for (const response of asked.splice(0)) response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(SVG);
  };
  const segments = async (id: string) =>
    (
      await here.sql.query<HeldSegment & { isHeld: boolean; framesDone: number }>(
        `select id, lease_epoch as epoch, attempts, state, lease_until as "leaseUntil", lease_until > now() as "isHeld",
           frames_done as "framesDone" from render_segments where render_id = $1 order by position`,
        [id],
      )
    ).rows;
  const settlements = async (id: string) =>
    (await here.sql.query<{ state: string }>('select state from token_holds where subject_id = $1', [id])).rows;
  /** The process group of the segment that this worker encodes, besides spare processes: the only one with an ffmpeg. */
  const groupOf = ({ pid }: TestWorker) =>
    waitUntil(() =>
      processesWith(/render-program\.js/)
        .filter((each) => new RegExp(`^PPid:\\s+${pid}$`, 'm').test(textOf(`/proc/${each}/status`)))
        .map(Number)
        .find((each) => membersOf(each).some((member) => textOf(`/proc/${member}/cmdline`).startsWith('ffmpeg'))),
    );
  const statesOf = (group: number) => [...new Set(membersOf(group).map(stateOf))];
  /** The worker has encoded some frames of a segment, and begins a short render. */
  async function pausedBy(own: TestWorker) {
    const long = await here.render(LONG);
    const held = await waitUntil(async () => (await segments(long)).find(({ framesDone }) => framesDone > 0), {
      timeoutMs: 240_000,
    });
    const group = await groupOf(own);
    const id = await short();
    await waitUntil(() => asked.length > 0, { timeoutMs: 240_000 });
    return { long, held, group, short: id };
  }

  it('ends before the segment that it found running, whose worker keeps it without a new attempt', async () => {
    const own = await worker();
    const { long, held, group, short: id } = await pausedBy(own);
    const segment = async () => (await segments(long)).find((each) => each.id === held.id);
    await waitUntil(() => statesOf(group).join() === 'T');
    const { leaseUntil } = (await segment()) ?? held;
    // The lease is renewed in the pause, which here is longer than a lease.
    await waitUntil(async () => Number((await segment())?.leaseUntil) - Number(leaseUntil) > 3_000);
    expect(statesOf(group)).toEqual(['T']);
    answer();
    await here.until(id, 'completed');
    const same = { id: held.id, epoch: held.epoch, attempts: 1, state: 'waiting', isHeld: true };
    expect(await segment()).toMatchObject(same);
    await waitUntil(() => !statesOf(group).includes('T'));
    const before = (await segment())?.framesDone ?? 0;
    await waitUntil(async () => Number((await segment())?.framesDone) > before, { timeoutMs: 240_000 });
    expect(await segment()).toMatchObject({ id: held.id, epoch: held.epoch, attempts: 1 });
    await here.call('DELETE', `/api/v1/job/${long}`);
    await here.until(long, 'cancelled');
    expect(await settlements(id)).toEqual([{ state: 'settled' }]);
  });

  it('goes on when the long one is cancelled, whose processes end at once', async () => {
    const own = await worker();
    const { long, held, group, short: id } = await pausedBy(own);
    await here.call('DELETE', `/api/v1/job/${long}`);
    await here.until(long, 'cancelled');
    await waitUntil(() => membersOf(group).length === 0);
    await waitUntil(async () => (await segments(long)).every(({ id: each, isHeld }) => each !== held.id || !isHeld));
    expect(asked).toHaveLength(1);
    answer();
    await here.until(id, 'completed');
    expect(await settlements(long)).toEqual([{ state: 'released' }]);
    expect(await settlements(id)).toEqual([{ state: 'settled' }]);
    // Its slot is free again.
    await here.until(await here.render(titleEdit()), 'completed');
  });

  it('is completed by another worker when its own is killed, as is the segment: nothing of it stays', async () => {
    const own = await worker();
    const { long, held, group, short: id } = await pausedBy(own);
    await own.stop('SIGKILL');
    await waitUntil(() => membersOf(group).length === 0);
    await waitUntil(() => processesWith(new RegExp(`kill -9.*\\x00${group}\\x00$`)).length === 0);
    remote.respond((_request, response) => response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(SVG));
    await worker();
    await here.until(id, 'completed');
    const again = await waitUntil(
      async () => (await segments(long)).find((each) => each.id === held.id && each.attempts === 2),
      { timeoutMs: 240_000 },
    );
    expect(again.epoch).toBe(held.epoch + 1);
    expect((await segments(long)).filter(({ attempts }) => attempts > 1)).toHaveLength(1);
    expect(await settlements(id)).toEqual([{ state: 'settled' }]);
    await here.call('DELETE', `/api/v1/job/${long}`);
    await here.until(long, 'cancelled');
    expect(await settlements(long)).toEqual([{ state: 'released' }]);
  });
});
