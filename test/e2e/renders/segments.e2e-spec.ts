import { probeUrl } from '../../support/harness/probe-url';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { RenderInstallation } from '../../support/harness/render-installation';
import { SHORT_LOCK } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';

jest.setTimeout(300_000);

/** Long and detailed enough for segments, but its frames are equal, so that it is encoded quickly. */
function inSegments(last: string) {
  const title = (text: string, start: number, length: number) => ({ asset: { type: 'title', text }, start, length });
  const still = Array.from({ length: 32 }, (_, index) => ({ clips: [title(`Line ${index}`, 0, 24)] }));
  return {
    timeline: { tracks: [{ clips: [title(last, 22, 2)] }, ...still] },
    output: { format: 'mp4', size: { width: 1280, height: 720 }, fps: 25 },
  };
}

describeWithFfmpeg('a long render on two workers', () => {
  let here: RenderInstallation;
  beforeAll(async () => {
    here = await RenderInstallation.start();
  });
  afterAll(() => here?.close());

  const holdsOf = async (id: string) =>
    (
      await here.sql.query<{ state: string; settled: string }>(
        `select state, settled_amount as settled from token_holds where subject_id = $1`,
        [id],
      )
    ).rows;

  it('loses at most one with a worker that is killed; a changed title encodes only its own', async () => {
    const one = { ...SHORT_LOCK, WORKER_CONCURRENCY: '1' };
    const [lost] = await Promise.all([here.worker(one), here.worker(one)]);
    const segmentsOf = async (id: string) =>
      (
        await here.sql.query<{ key: string; state: string; attempts: number; isHeld: boolean }>(
          `select object_key as key, state, attempts, lease_until > now() as "isHeld" from render_segments where render_id = $1 order by position`,
          [id],
        )
      ).rows;
    const id = await here.render(inSegments('First'));
    await waitUntil(async () => (await segmentsOf(id)).filter(({ isHeld }) => isHeld).length === 2);
    await lost?.stop('SIGKILL');
    const done = await here.until(id, 'completed');
    expect(done).toMatchObject({ progress: 1, tokens: { charged: 0.4 }, result: { duration_seconds: 24 } });
    expect(await holdsOf(id)).toEqual([{ state: 'settled', settled: '400000' }]);
    const facts = await probeUrl(done.result?.video_url ?? '');
    expect(facts.streams.find(({ width }) => width)).toMatchObject({ nb_frames: '600' });
    const before = await segmentsOf(id);
    expect(before.length).toBeGreaterThanOrEqual(3);
    expect(before.reduce((sum, { attempts }) => sum + attempts, 0)).toBeLessThanOrEqual(before.length + 1);

    const second = await here.render(inSegments('Second'));
    await here.until(second, 'completed');
    const after = await segmentsOf(second);
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1).map((segment) => ({ ...segment, attempts: 0 })));
    expect(after.at(-1)).toMatchObject({ state: 'done', attempts: 1 });
    expect(after.at(-1)?.key).not.toBe(before.at(-1)?.key);
  });
});
