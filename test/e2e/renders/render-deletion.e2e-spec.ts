import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { type Job, RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';

const SECRET = 'something personal';

describeWithFfmpeg('renders that their owner deletes', () => {
  let here: RenderInstallation;
  beforeAll(async () => {
    here = await RenderInstallation.start();
    await here.worker();
  });
  afterEach(async () => expect(await here.violations()).toEqual([]));
  afterAll(() => here?.close());

  const remove = (id: string, as = here.user) => here.call('DELETE', `/api/v1/renders/${id}`, undefined, as);
  const rowOf = async (id: string) =>
    (
      await here.sql.query<{ status: string; request: object; callback_url: string | null; charged: string }>(
        'select status, request, callback_url, charged from renders where id = $1 and erased_at is not null',
        [id],
      )
    ).rows[0];
  /** The answers that the owner gets at every address of the render. */
  const statuses = async (id: string, batchId: string) => {
    const paths = [`job/${id}`, `job/${id}/events`, `videos/${id}`, `render/${id}`, `batch/${batchId}`];
    const answers = await Promise.all(paths.map((path) => here.call('GET', `/api/v1/${path}`)));
    const shotstack = await Promise.all(
      [`/edit/v1/render/${id}`, `/serve/v1/assets/${id}`, `/serve/v1/assets/render/${id}`].map((path) =>
        here.call('GET', path),
      ),
    );
    return [...answers, ...shotstack].map(({ status }) => status);
  };

  it('are gone at once, their files and texts soon after; what they cost stays', async () => {
    const edit = { ...titleEdit(0.2, { poster: { capture: 0 } }, SECRET), callback: 'https://client.example.test/end' };
    const { body } = await here.call<{ batch_id: string; job_ids: string[] }>('POST', '/api/v1/batch-render', [edit]);
    const [id = ''] = body.job_ids;
    const { result, tokens } = await here.until(id, 'completed');
    const balance = await here.balance();
    expect(await statuses(id, body.batch_id)).toEqual(Array(8).fill(200));

    expect((await remove(id)).status).toBe(204);
    expect(await statuses(id, body.batch_id)).toEqual(Array(8).fill(404));
    const { body: list } = await here.call<{ jobs: Job[] }>('GET', '/api/v1/jobs?limit=100');
    expect(list.jobs.map(({ job_id }) => job_id)).not.toContain(id);
    const files = [result?.video_url ?? '', result?.poster_url ?? ''];
    for (const url of files) await waitUntil(async () => (await fetch(url)).status === 404);
    const row = await waitUntil(() => rowOf(id));
    expect(row).toEqual({ status: 'completed', request: {}, callback_url: null, charged: row.charged });
    expect(Number(row.charged) / 1e6).toBe(tokens.charged);
    expect(await here.balance()).toEqual(balance);
    const { body: usage } = await here.call<{ total: { tokens_charged: number } }>('GET', '/api/v1/usage');
    expect(usage.total.tokens_charged).toBe(tokens.charged);

    expect((await remove(id)).status).toBe(204);
    expect(await rowOf(id)).toEqual(row);
  });

  it('are cancelled first while they run, and their tokens come back', async () => {
    const before = await here.balance();
    const id = await here.render(titleEdit(100, { size: { width: 640, height: 360 } }, SECRET));
    await here.until(id, ({ status }) => status !== 'queued');
    expect((await remove(id)).status).toBe(204);
    expect((await here.call('GET', `/api/v1/job/${id}`)).status).toBe(404);
    expect(await waitUntil(() => rowOf(id))).toEqual({
      status: 'cancelled',
      charged: '0',
      request: {},
      callback_url: null,
    });
    await waitUntil(async () => JSON.stringify(await here.balance()) === JSON.stringify(before));
  });

  it('lose their texts as well when the files had gone before', async () => {
    const id = await here.render(titleEdit(0.2, {}, SECRET));
    await here.until(id, 'completed');
    await here.sql.query(
      `update renders set expires_at = now() - interval '1 second', deadline_at = now() where id = $1`,
      [id],
    );
    await here.runMaintenance('1h');
    expect(JSON.stringify((await waitUntil(() => rowOf(id))).request)).toContain(SECRET);
    await remove(id);
    await waitUntil(async () => JSON.stringify((await rowOf(id))?.request) === '{}');
  });

  it('are erased by maintenance when the job was lost', async () => {
    const id = await here.render(titleEdit(0.2, {}, SECRET));
    await here.until(id, 'completed');
    await here.sql.query('update renders set deleted_at = now(), deadline_at = now() where id = $1', [id]);
    await here.runMaintenance('1h');
    expect((await waitUntil(() => rowOf(id))).request).toEqual({});
  });

  it('leave no file behind when the job that deletes a video of Serve was lost', async () => {
    const id = await here.render(titleEdit(0.2, {}, SECRET));
    const { result } = await here.until(id, 'completed');
    const url = result?.video_url ?? '';
    await here.stopWorkers();
    expect((await here.call('DELETE', `/serve/v1/assets/${id}`)).status).toBe(204);
    await here.sql.query('delete from outbox');
    expect((await here.call('GET', `/serve/v1/assets/${id}`)).status).toBe(404);
    expect((await here.call('GET', `/api/v1/videos/${id}`)).status).toBe(410);
    expect((await here.job(id)).result).toBeNull();
    expect((await fetch(url)).status).toBe(200);
    await here.worker();
    await here.sql.query('update renders set deadline_at = now() where id = $1', [id]);
    await here.runMaintenance('1h');
    await waitUntil(async () => (await fetch(url)).status === 404);
    await waitUntil(() => rowOf(id));
  });

  it.each(['failed', 'cancelled'])('leave no file behind as %s ones when the job was lost', async (status) => {
    const id = await here.render(titleEdit(0.2, {}, SECRET));
    const url = (await here.until(id, 'completed')).result?.video_url ?? '';
    await here.sql.query(
      `update renders set status = $2, charged = 0, size_bytes = null, deadline_at = now(),
         error = case when $2 = 'failed' then '{"code":"internal_error","message":"test"}'::json end where id = $1`,
      [id, status],
    );
    await here.runMaintenance('1h');
    await waitUntil(async () => (await fetch(url)).status === 404);
    await waitUntil(() => rowOf(id));
  });

  it('do not exist for others, and need the right to write', async () => {
    const id = await here.render(titleEdit());
    await here.until(id, 'completed');
    const stranger = await here.newUser(1);
    expect((await remove(id, stranger)).status).toBe(404);
    expect((await remove('0199d0f0-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await remove('nonsense')).status).toBe(404);
    expect((await here.call('GET', `/api/v1/job/${id}`)).status).toBe(200);
    await here.sql.query(`update api_keys set scopes = array['render:read'] where user_id = $1`, [stranger.userId]);
    await waitUntil(async () => (await remove(id, stranger)).status === 403);
  });
});
