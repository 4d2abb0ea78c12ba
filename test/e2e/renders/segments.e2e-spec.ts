import { probeUrl } from '../../support/harness/probe-url';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { RenderInstallation } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { httpClient } from '../../support/servers/http-client';

jest.setTimeout(300_000);

const ADMIN_KEY = 'an operator key for tests, at least 32 characters';
const SECONDS = 26;
const FRAMES = 650;

/** Enough work for three segments by our estimate, but its titles are small, so that it is painted and encoded quickly. */
function inSegments(last: string) {
  const title = (text: string, start: number, length: number) => ({
    asset: { type: 'title', text, size: 'x-small' },
    start,
    length,
    effect: 'zoomInSlow',
  });
  const still = Array.from({ length: 38 }, (_, index) => ({ clips: [title(`Line ${index}`, 0, SECONDS)] }));
  return {
    timeline: { tracks: [{ clips: [title(last, SECONDS - 2, 2)] }, ...still] },
    output: { format: 'mp4', size: { width: 1280, height: 720 }, fps: 25, quality: 'high' },
  };
}

describeWithFfmpeg('a long render on two workers', () => {
  let here: RenderInstallation;
  beforeAll(async () => {
    here = await RenderInstallation.start({ ADMIN_API_KEY: ADMIN_KEY });
  });
  afterAll(() => here?.close());

  const holdsOf = async (id: string) =>
    (
      await here.sql.query<{ state: string; settled: string }>(
        `select state, settled_amount as settled from token_holds where subject_id = $1`,
        [id],
      )
    ).rows;

  it('loses no finished segment with a worker that is killed; a changed title encodes only its own', async () => {
    const one = { JOB_LOCK_SECONDS: '3', WORKER_CONCURRENCY: '1' };
    const [lost] = await Promise.all([here.worker(one), here.worker(one)]);
    const segmentsOf = async (id: string) =>
      (
        await here.sql.query<{ key: string; state: string; attempts: number; isHeld: boolean }>(
          `select object_key as key, state, attempts, lease_until > now() as "isHeld" from render_segments where render_id = $1 order by position`,
          [id],
        )
      ).rows;
    const id = await here.render(inSegments('First'));
    // On a busy machine the whole render may be finished before this looks again.
    const finished = await waitUntil(
      async () => {
        const all = await segmentsOf(id);
        const done = all.filter(({ state }) => state === 'done');
        const isEnough = done.length > 0 && (done.length === all.length || all.some(({ isHeld }) => isHeld));
        return isEnough ? done : undefined;
      },
      { timeoutMs: 120_000 },
    );
    await lost?.stop('SIGKILL');
    const done = await here.until(id, 'completed');
    expect(done).toMatchObject({ progress: 1, tokens: { charged: 0.433334 }, result: { duration_seconds: SECONDS } });
    expect(await holdsOf(id)).toEqual([{ state: 'settled', settled: '433334' }]);
    const facts = await probeUrl(done.result?.video_url ?? '');
    expect(facts.streams.find(({ width }) => width)).toMatchObject({ nb_frames: String(FRAMES) });
    const before = await segmentsOf(id);
    expect(before.length).toBeGreaterThanOrEqual(3);
    expect(before).toEqual(expect.arrayContaining(finished));

    const headers = { 'x-admin-key': ADMIN_KEY };
    const listed = await httpClient(here.api.url)<{ segments: object[] }>('GET', `/api/admin/renders/${id}/segments`, {
      headers,
    });
    expect(listed.status).toBe(200);
    expect(listed.body.segments).toHaveLength(before.length);
    const [bytes, time] = [expect.any(Number), expect.stringMatching(/Z$/)];
    for (const [index, segment] of listed.body.segments.entries())
      expect(segment).toMatchObject({
        index,
        state: 'done',
        bytes,
        worker: expect.stringMatching(/:\d+$/),
        finished_at: time,
      });

    const second = await here.render(inSegments('Second'));
    await here.until(second, 'completed');
    const after = await segmentsOf(second);
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1).map((segment) => ({ ...segment, attempts: 0 })));
    expect(after.at(-1)).toMatchObject({ state: 'done' });
    expect(after.at(-1)?.key).not.toBe(before.at(-1)?.key);
  });
});
