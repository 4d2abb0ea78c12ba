import { eraseAccount, JobPublisherService } from '@app/jobs';
import { probeUrl } from '../../support/harness/probe-url';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { type Job, RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';

const pictureClip = (src: string) => ({ asset: { type: 'image', src }, start: 0, length: 1 });

describeWithFfmpeg('renders with the local engine', () => {
  let here: RenderInstallation;
  let remote: RemoteServer;
  beforeAll(async () => {
    remote = await startRemoteServer();
    here = await RenderInstallation.start({ FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}` });
    await here.worker();
  });
  afterAll(async () => {
    await here?.close();
    remote.close();
  });

  it('end in a video at a signed address, charged by its length', async () => {
    const [before] = await here.balance();
    const accepted = await here.call<{ success: boolean; job_id: string; estimated_tokens: number }>(
      'POST',
      '/api/v1/render',
      titleEdit(1.2),
    );
    expect(accepted).toMatchObject({ status: 201, body: { success: true, estimated_tokens: 0.033334 } });
    const { job_id: id } = accepted.body;
    const job = await here.until(id, 'completed');
    expect(job).toMatchObject({
      progress: 1,
      error: null,
      tokens: { reserved: 0.033334, charged: 0.033334, refunded: 0 },
      result: { duration_seconds: 1.2 },
    });
    const { created_at: created, fetching_at, rendering_at, saving_at, transferring_at, finished_at } = job.timings;
    const times = [created, fetching_at, rendering_at, saving_at, transferring_at, finished_at];
    expect(times).toEqual([...times].sort((a, b) => String(a).localeCompare(String(b))));
    expect(times).not.toContain(null);
    const facts = await probeUrl(job.result?.video_url ?? '');
    expect(facts.streams.find(({ width }) => width)).toMatchObject({
      codec_name: 'h264',
      width: 64,
      height: 36,
      nb_frames: '30',
    });
    expect(await here.balance()).toEqual([expect.closeTo(before - 0.033334, 6), 0]);
    const video = await here.call('GET', `/api/v1/videos/${id}`);
    expect(video).toMatchObject({
      status: 200,
      body: { transfer_status: 'completed', duration_seconds: 1.2, render_id: id, expires_at: null },
    });
    expect((await here.call('GET', `/api/v1/render/${id}`)).body).toMatchObject({
      success: true,
      response: { id, status: 'done', duration: 1.2 },
    });
  });

  it('are visible immediately, followed by events, and listed', async () => {
    const id = await here.render(titleEdit(0.4, {}, 'Followed'));
    expect(await here.job(id)).toMatchObject({ job_id: id, tokens: { charged: null } });
    const stream = await fetch(`${here.api.url}/api/v1/job/${id}/events`, {
      headers: { authorization: `Bearer ${here.user.apiKey}` },
    });
    expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const events = (await stream.text()).split('\n\n').flatMap((block) => /^data: (\{.*)$/m.exec(block)?.[1] ?? []);
    const jobs = events.map((data) => JSON.parse(data) as Job);
    expect(jobs.at(-1)).toMatchObject({ job_id: id, status: 'completed', progress: 1 });
    expect(jobs.map(({ progress }) => progress)).toEqual(jobs.map(({ progress }) => progress).sort((a, b) => a - b));
    const listed = (await here.call<{ jobs: Job[] }>('GET', '/api/v1/jobs?status=completed,failed&limit=100')).body
      .jobs;
    expect(listed[0]?.job_id).toBe(id);
    expect((await here.call<{ jobs: Job[] }>('GET', '/api/v1/jobs?status=queued')).body.jobs).toEqual([]);
    expect(await here.call('GET', '/api/v1/jobs?status=nonsense')).toMatchObject({ status: 422 });
  });

  it('keep the warnings of their edit', async () => {
    const asset = { type: 'html', html: '<p>Hello</p>', css: 'p { color: red; float: left }' };
    const edit = { ...titleEdit(), timeline: { tracks: [{ clips: [{ asset, start: 0, length: 'end' }] }] } };
    const { body } = await here.call<{ job_id: string; warnings: object[] }>('POST', '/api/v1/render', edit);
    expect(body.warnings).toMatchObject([
      { path: 'timeline.tracks[0].clips[0].asset.css', code: 'no_effect' },
      { path: 'timeline.tracks[0].clips[0].length', code: 'no_timeline_end' },
    ]);
    expect(await here.until(body.job_id, 'completed')).toMatchObject({ warnings: body.warnings });
    expect((await here.call('GET', '/api/v1/jobs?limit=1')).body).toMatchObject({
      jobs: [{ warnings: body.warnings }],
    });
  });

  it('explain what is wrong with an edit, before anything is created or held', async () => {
    const before = await here.balance();
    const edit = titleEdit(1, { format: 'mp5' });
    expect(await here.call('POST', '/api/v1/render', edit)).toMatchObject({
      status: 422,
      body: { code: 'invalid_edit', errors: [{ path: 'output.format' }] },
    });
    expect(
      await here.call('POST', '/api/v1/render', { ...titleEdit(), callback: 'http://169.254.169.254/' }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'callback' }] },
    });
    const sources = ['http://169.254.169.254/a.png', 'http://[::]/a.png', 'http://127.1/a.png', 'http://0x7f.1/a.png'];
    const tracks = [{ clips: [...sources, `${remote.base}/a.png`].map(pictureClip) }];
    const errors = sources.map((_, index) => ({ path: `timeline.tracks[0].clips[${index}].asset.src` }));
    for (const route of ['render', 'estimate']) {
      const answer = await here.call<{ errors: object[] }>('POST', `/api/v1/${route}`, {
        ...titleEdit(),
        timeline: { tracks },
      });
      expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_edit', errors } });
      expect(answer.body.errors).toHaveLength(errors.length);
    }
    expect(await here.call('POST', '/api/v1/render', titleEdit(4_000))).toMatchObject({
      status: 422,
      body: { code: 'invalid_edit' },
    });
    expect(await here.balance()).toEqual(before);
  });

  it('in batches are accepted all or none, in order', async () => {
    const before = await here.balance();
    const bad = await here.call('POST', '/api/v1/batch-render', {
      renders: [titleEdit(), titleEdit(1, { format: 'mp5' })],
    });
    expect(bad).toMatchObject({ status: 422, body: { errors: [{ path: 'renders[1].output.format' }] } });
    for (const renders of [[], Array.from({ length: 51 }, () => titleEdit())]) {
      expect(await here.call('POST', '/api/v1/batch-render', { renders })).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'renders' }] },
      });
    }
    expect(await here.balance()).toEqual(before);
    const { status, body } = await here.call<{
      batch_id: string;
      total_jobs: number;
      job_ids: string[];
      estimated_tokens_total: number;
    }>('POST', '/api/v1/batch-render', [titleEdit(0.2), titleEdit(0.2, { format: 'png' })]);
    expect({ status, body }).toMatchObject({ status: 201, body: { total_jobs: 2, estimated_tokens_total: 0.033334 } });
    for (const id of body.job_ids) await here.until(id, 'completed');
    const batch = await here.call<{ jobs: Job[] }>('GET', `/api/v1/batch/${body.batch_id}`);
    expect(batch.body).toMatchObject({ batch_status: 'completed', total_jobs: 2, completed_jobs: 2, failed_jobs: 0 });
    expect(batch.body.jobs.map(({ job_id }) => job_id)).toEqual(body.job_ids);
  });

  it('are estimated without being created', async () => {
    const jobs = async () => (await here.call<{ jobs: Job[] }>('GET', '/api/v1/jobs?limit=100')).body.jobs.length;
    const before = await jobs();
    expect(await here.call('POST', '/api/v1/estimate', titleEdit(90))).toMatchObject({
      status: 200,
      body: { duration_seconds: 90, estimated_tokens: 1.5, exact: true },
    });
    const auto = titleEdit();
    auto.timeline.tracks[0]?.clips.splice(0, 1, {
      asset: { type: 'video', src: 'https://nobody.invalid/a.mp4' },
      start: 0,
      length: 'auto',
    } as never);
    expect(await here.call('POST', '/api/v1/estimate', auto)).toMatchObject({
      body: { duration_seconds: 60, exact: false, unknown_sources: ['https://nobody.invalid/a.mp4'] },
    });
    expect(await jobs()).toBe(before);
  });

  it('that fail return their tokens and give the reason', async () => {
    const before = await here.balance();
    remote.respond((_request, response) => response.writeHead(404).end());
    const timeline = { tracks: [{ clips: [pictureClip(`${remote.base}/missing.png`)] }] };
    const id = await here.render({ timeline, output: { format: 'mp4', size: { width: 64, height: 36 } } });
    const job = await here.until(id, 'failed');
    expect(job.error).toMatchObject({
      code: 'render_source_refused',
      errors: [{ path: 'timeline.tracks[0].clips[0].asset.src' }],
    });
    expect(job.tokens).toMatchObject({ charged: 0 });
    expect(await here.balance()).toEqual(before);
    expect(await here.call('GET', `/api/v1/videos/${id}`)).toMatchObject({
      status: 409,
      body: { code: 'render_has_no_video' },
    });
  });

  it('belong only to their owner', async () => {
    const id = await here.render(titleEdit());
    await here.until(id, 'completed');
    const stranger = await here.newUser(1);
    const { batch_id: batch } = (await here.call<{ batch_id: string }>('POST', '/api/v1/batch-render', [titleEdit()]))
      .body;
    for (const [method, path] of [
      ['GET', `job/${id}`],
      ['GET', `job/${id}/events`],
      ['DELETE', `job/${id}`],
      ['GET', `videos/${id}`],
      ['GET', `render/${id}`],
      ['GET', `batch/${batch}`],
    ] as const) {
      expect(await here.call(method, `/api/v1/${path}`, undefined, stranger)).toMatchObject({ status: 404 });
    }
    expect((await here.call<{ jobs: Job[] }>('GET', '/api/v1/jobs', undefined, stranger)).body.jobs).toEqual([]);
  });

  it('whose retention has expired lose their files, not their rows', async () => {
    const id = await here.render(titleEdit());
    const url = (await here.until(id, 'completed')).result?.video_url ?? '';
    await here.sql.query(
      `update renders set expires_at = now() - interval '1 second', deadline_at = now() where id = $1`,
      [id],
    );
    await here.runMaintenance('1h');
    await waitUntil(async () => (await here.call('GET', `/api/v1/videos/${id}`)).status === 410);
    await waitUntil(async () => (await fetch(url)).status === 404);
    expect(await here.job(id)).toMatchObject({ status: 'completed', result: null });
  });

  it("are erased with their owner's account: files, texts and templates; the rows stay for billing", async () => {
    const owner = await here.newUser(10);
    const text = 'something personal';
    const done = await here.render(titleEdit(0.2, {}, text), owner);
    const url = await waitUntil(async () => (await here.job(done, owner)).result?.video_url);
    const running = await here.render(titleEdit(100, { size: { width: 640, height: 360 } }, text), owner);
    await here.call('POST', '/edit/v1/templates', { name: text, template: titleEdit(1, {}, text) }, owner);
    await here.sql.query(`update users set deletion_due_at = now() - interval '1 second' where id = $1`, [
      owner.userId,
    ]);
    await here.api.app.get(JobPublisherService, { strict: false }).publish(eraseAccount, { userId: owner.userId });
    const isErased = async () =>
      (await here.sql.query(`select from users where id = $1 and status = 'deleted'`, [owner.userId])).rowCount === 1;
    await waitUntil(isErased);
    expect((await fetch(url)).status).toBe(404);
    const { rows } = await here.sql.query<{ id: string; status: string; request: object }>(
      'select id, status, request from renders where user_id = $1 order by id',
      [owner.userId],
    );
    expect(rows).toEqual([
      { id: done, status: 'completed', request: {} },
      { id: running, status: 'cancelled', request: {} },
    ]);
    expect((await here.sql.query('select from render_templates where user_id = $1', [owner.userId])).rowCount).toBe(0);
    expect(await here.balance(owner)).toEqual([expect.closeTo(10 - 0.016667, 6), 0]);
  });

  it('leave the ledger consistent', async () => expect(await here.violations()).toEqual([]));
});
