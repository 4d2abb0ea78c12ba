import { type ShotstackEmulator, startShotstackEmulator } from '../../support/emulators/shotstack-emulator';
import { RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import { SHORT_LOCK } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';

jest.setTimeout(240_000);

describe('renders with Shotstack', () => {
  let here: RenderInstallation;
  let shotstack: ShotstackEmulator;
  beforeAll(async () => {
    shotstack = await startShotstackEmulator();
    here = await RenderInstallation.start({
      SHOTSTACK_API_KEY: 'a-key',
      SHOTSTACK_API_URL: `${shotstack.url}/edit/v1`,
      FETCH_ALLOW_HOSTS: `127.0.0.1:${shotstack.port}`,
      RENDER_MAX_CONCURRENT_PER_USER: '100',
    });
  });
  beforeEach(async () => {
    await shotstack.control('PUT', '/faults', []);
    await shotstack.control('PUT', '/outcomes', []);
    await shotstack.control('PUT', '/callbacks', {
      silent: false,
      copies: 1,
      delay_seconds: 0,
      reversed: false,
      lose: 0,
    });
  });
  afterAll(async () => {
    await here?.close();
    await shotstack?.close();
  });

  let serial = 0;
  /** An edit whose text selects a planned outcome at the emulator. */
  const edit = (seconds = 30) => {
    const text = `edit-${process.pid}-${++serial}`;
    return { text, edit: titleEdit(seconds, { size: { width: 640, height: 360 } }, text) };
  };
  const submissionsOf = async (text: string) =>
    (await shotstack.score()).submissions.filter(({ edit: sent }) => JSON.stringify(sent).includes(text));
  const arrived = (text: string, count = 1) => waitUntil(async () => (await submissionsOf(text)).length >= count);
  /** Advances the emulator's time until the job has ended. */
  const finish = (id: string, status: string) =>
    waitUntil(
      async () => {
        await shotstack.advance(5);
        const job = await here.job(id);
        return job.status === status ? job : undefined;
      },
      { timeoutMs: 120_000, intervalMs: 100 },
    );
  /** Moves a render with an unknown outcome this far into the past. */
  const letTimePass = async (id: string, seconds: number) => {
    await here.sql.query(
      `update render_submissions set updated_at = updated_at - $2::float8 * interval '1 second' where render_id = $1`,
      [id, seconds],
    );
    await here.sql.query(
      `update renders set created_at = created_at - $2::float8 * interval '1 second', deadline_at = now() where id = $1`,
      [id, seconds],
    );
    await here.runMaintenance('30s');
  };

  it('are submitted once with our callback, stored with us and charged by their real length', async () => {
    await here.anyWorker();
    const before = await here.balance();
    const { text, edit: body } = edit(30);
    await shotstack.control('PUT', '/outcomes', [{ match: text, seconds: 20 }]);
    const id = await here.render({ ...body, webhook: 'https://example.com/mine' });
    const job = await finish(id, 'completed');
    expect(job).toMatchObject({ tokens: { reserved: 0.5, charged: 0.333334 }, result: { duration_seconds: 20 } });
    const [submission, ...more] = await submissionsOf(text);
    expect(more).toEqual([]);
    expect(submission?.callback).toMatch(new RegExp(`^${here.api.url}/api/v1/webhook/[\\w-]{43}$`));
    const file = await fetch(job.result?.video_url ?? '');
    expect(file.url.startsWith(here.api.url)).toBe(true);
    expect((await file.arrayBuffer()).byteLength).toBe(job.result?.size_bytes);
    expect(await here.balance()).toEqual([expect.closeTo(before[0] - 0.333334, 6), 0]);
    const live = await here.call<{ response: object }>('GET', `/api/v1/render/${submission?.id}`);
    expect(live.body.response).toMatchObject({ id, status: 'done', duration: 20 });
    expect(JSON.stringify(live.body)).not.toMatch(/owner|shotstack/);
  });

  it('have no media that Shotstack would generate at the expense of the operator', async () => {
    const generated = titleEdit();
    const clip = { asset: { type: 'image', prompt: 'a cat' }, start: 0, length: 2 };
    generated.timeline.tracks[0]?.clips.splice(0, 1, clip as never);
    expect(await here.call('POST', '/api/v1/render', generated)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'timeline.tracks[0].clips[0].asset.prompt', code: 'not_supported' }] },
    });
  });

  it('that Shotstack refuses cost nothing', async () => {
    await here.anyWorker();
    const before = await here.balance();
    const { text, edit: body } = edit();
    await shotstack.control('PUT', '/faults', [{ on: 'submit', match: text, status: 400 }]);
    const job = await here.until(await here.render(body), 'failed');
    expect(job).toMatchObject({ error: { code: 'render_rejected' }, tokens: { charged: 0 } });
    expect(await here.balance()).toEqual(before);
  });

  it('that fail late return their tokens and give the reason', async () => {
    await here.anyWorker();
    const before = await here.balance();
    const { text, edit: body } = edit();
    await shotstack.control('PUT', '/outcomes', [{ match: text, fail_at: 'saving', error: 'the disk was full' }]);
    expect(await finish(await here.render(body), 'failed')).toMatchObject({
      error: { message: 'the disk was full' },
      tokens: { charged: 0 },
    });
    expect(await here.balance()).toEqual(before);
  });

  it('that never end are given up, and their tokens are returned', async () => {
    await here.anyWorker();
    const { text, edit: body } = edit();
    await shotstack.control('PUT', '/outcomes', [{ match: text, stuck_at: 'rendering' }]);
    const id = await here.render(body);
    await arrived(text);
    await waitUntil(
      async () =>
        (await here.sql.query('select from renders where id = $1 and provider_render_id is not null', [id])).rowCount,
    );
    await letTimePass(id, 7_200);
    expect(await here.until(id, 'failed')).toMatchObject({
      error: { code: 'render_timed_out' },
      tokens: { charged: 0 },
    });
  });

  it('that Shotstack suddenly does not know are waited for, and then given up', async () => {
    await here.anyWorker();
    const { text, edit: body } = edit();
    const id = await here.render(body);
    await arrived(text);
    const known = await waitUntil(async () => {
      const { rows } = await here.sql.query<{ at: string }>(
        'select provider_render_id as at from renders where id = $1 and lease_until is null',
        [id],
      );
      return rows[0]?.at;
    });
    // Longer than the interval of a heartbeat, whose write does not count as a report of the provider.
    await shotstack.control('PUT', '/faults', [{ on: 'status', match: known, status: 404, delay_ms: 1_500 }]);
    const polls = async () =>
      (
        await here.sql.query<{ epoch: number }>(
          'select lease_epoch as epoch from renders where id = $1 and (lease_until is null or finished_at is not null)',
          [id],
        )
      ).rows[0]?.epoch ?? 0;
    const pollAfter = async (seconds: number) => {
      const before = await waitUntil(polls);
      await here.sql.query(
        `update renders set provider_seen_at = provider_seen_at - $2::float8 * interval '1 second',
           updated_at = updated_at - $2::float8 * interval '1 second', deadline_at = now() where id = $1`,
        [id, seconds],
      );
      await here.runMaintenance('30s');
      await waitUntil(async () => (await polls()) > before);
    };
    await pollAfter(90);
    expect(['failed', 'completed']).not.toContain((await here.job(id)).status);
    await pollAfter(60);
    expect(await here.until(id, 'failed')).toMatchObject({
      error: { message: 'The provider lost the render.' },
      tokens: { charged: 0 },
    });
  });

  it('wait while Shotstack is busy or down, and are submitted once', async () => {
    await here.anyWorker();
    const { text, edit: body } = edit();
    await shotstack.control('PUT', '/faults', [
      { on: 'submit', match: text, status: 429, headers: { 'retry-after': '1' }, times: 2 },
    ]);
    const id = await here.render(body);
    await arrived(text);
    await finish(id, 'completed');
    expect(await submissionsOf(text)).toHaveLength(1);
  });

  it('whose answer is lost are confirmed by their callback, not submitted again', async () => {
    await here.anyWorker();
    const { text, edit: body } = edit();
    await shotstack.control('PUT', '/faults', [{ on: 'submit', match: text, accept: true, end: 'drop' }]);
    const id = await here.render(body);
    await arrived(text);
    expect(await finish(id, 'completed')).toMatchObject({ tokens: { charged: 0.5 } });
    expect(await submissionsOf(text)).toHaveLength(1);
  });

  it('whose outcome stays unknown are submitted once more, and then given up', async () => {
    await here.anyWorker();
    const before = await here.balance();
    const { text, edit: body } = edit();
    await shotstack.control('PUT', '/callbacks', { silent: true });
    await shotstack.control('PUT', '/faults', [{ on: 'submit', match: text, accept: true, end: 'drop' }]);
    const id = await here.render(body);
    const isUnknown = (count: number) =>
      waitUntil(async () => {
        const { rows } = await here.sql.query<{ number: number }>(
          `select number from render_submissions join renders on renders.id = render_id
           where render_id = $1 and state = 'unknown' and lease_until is null`,
          [id],
        );
        return rows[0]?.number === count;
      });
    await isUnknown(1);
    await here.runMaintenance('30s');
    expect(await submissionsOf(text)).toHaveLength(1);
    await letTimePass(id, 200);
    await isUnknown(2);
    await letTimePass(id, 200);
    expect(await here.until(id, 'failed')).toMatchObject({
      error: { code: 'render_timed_out' },
      tokens: { charged: 0 },
    });
    expect(await submissionsOf(text)).toHaveLength(2);
    expect(await here.balance()).toEqual(before);
  });

  it('whose worker is killed while it submits are confirmed by their callback', async () => {
    await here.stopWorkers();
    await here.worker(SHORT_LOCK);
    const { text, edit: body } = edit();
    await shotstack.control('PUT', '/faults', [{ on: 'submit', match: text, accept: true, end: 'hang' }]);
    const id = await here.render(body);
    await arrived(text);
    await here.stopWorkers();
    await here.worker(SHORT_LOCK);
    await finish(id, 'completed');
    expect(await submissionsOf(text)).toHaveLength(1);
  });

  it('are polled when no callback arrives', async () => {
    await here.anyWorker();
    const { edit: body } = edit();
    await shotstack.control('PUT', '/callbacks', { silent: true });
    await finish(await here.render(body), 'completed');
  });

  it('are settled once, whatever callbacks say and however often', async () => {
    await here.anyWorker();
    const before = await here.balance();
    const { text, edit: body } = edit();
    await shotstack.control('PUT', '/callbacks', { copies: 3, reversed: true });
    const id = await here.render(body);
    await arrived(text);
    const [submission] = await submissionsOf(text);
    const forged = {
      type: 'edit',
      action: 'render',
      id: submission?.id,
      owner: 'x',
      status: 'done',
      url: 'https://evil.invalid/x.mp4',
      error: null,
      completed: 'now',
    };
    expect(
      (
        await fetch(submission?.callback ?? '', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(forged),
        })
      ).status,
    ).toBe(200);
    const wrong = await fetch(`${here.api.url}/api/v1/webhook/${'a'.repeat(43)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(forged),
    });
    expect(wrong.status).toBe(404);
    expect(['completed', 'failed']).not.toContain((await here.job(id)).status);
    await finish(id, 'completed');
    const ended = await here.job(id);
    for (const status of ['failed', 'done']) {
      await fetch(submission?.callback ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...forged, status }),
      });
    }
    expect(await here.job(id)).toMatchObject({ status: 'completed', tokens: ended.tokens });
    expect(await here.balance()).toEqual([expect.closeTo(before[0] - 0.5, 6), 0]);
    expect((await here.sql.query(`select from token_holds where subject_id = $1`, [id])).rowCount).toBe(1);
  });

  it('leave the ledger consistent', async () => expect(await here.violations()).toEqual([]));
});
