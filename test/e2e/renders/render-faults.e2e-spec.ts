import { execFileSync } from 'node:child_process';
import { Client } from 'pg';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { type Job, RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import { SHORT_LOCK, type TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';

jest.setTimeout(300_000);

/** Long enough that there is always time to interfere. */
const LONG = titleEdit(120, { size: { width: 640, height: 360 } });
/** Painted by one process for several heartbeats, which alone make its progress visible, on a fast machine as well. */
const moving = (length = 80, output: object = { size: { width: 640, height: 360 } }) => ({
  timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'MOVING' }, start: 0, length, effect: 'zoomIn' }] }] },
  output: { format: 'mp4', ...output },
});
const isPainting = ({ status, progress }: Job) => status === 'rendering' && progress > 0.11;

/** Every process below a worker, including the ffmpeg processes of its renders. */
function descendants(pid: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = (of: number): number[] =>
    table.filter(([, parent]) => parent === of).flatMap(([child = 0]) => [child, ...children(child)]);
  return children(pid);
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // A zombie has ended, but no process has read its status yet.
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
};

describeWithFfmpeg('a render', () => {
  let here: RenderInstallation;
  let remote: RemoteServer;
  beforeAll(async () => {
    remote = await startRemoteServer();
    here = await RenderInstallation.start({
      FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}`,
      RENDER_MAX_CONCURRENT_PER_USER: '2',
    });
  });
  afterAll(async () => {
    await here?.close();
    remote?.close();
  });

  const attemptsOf = async (id: string) =>
    (await here.sql.query<{ attempts: number }>('select attempts from renders where id = $1', [id])).rows[0]?.attempts;
  /** How many times its tokens were settled or released. */
  const settlements = async (id: string) => {
    const { rows } = await here.sql.query<{ state: string; settled: string }>(
      `select state, settled_amount as settled from token_holds where subject_id = $1`,
      [id],
    );
    return rows;
  };
  const kill = async (worker: TestWorker) => {
    const below = descendants(worker.pid);
    await worker.stop('SIGKILL');
    await waitUntil(() => below.every((pid) => !isAlive(pid)));
    return below.length;
  };

  it('whose worker is killed while it fetches is completed once by another one', async () => {
    let asked = 0;
    remote.respond((_request, response) => {
      asked += 1;
      response.writeHead(200, { 'content-type': 'image/svg+xml' });
      if (asked === 1) response.write('<svg');
      else
        response.end(
          '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="red"/></svg>',
        );
    });
    const worker = await here.worker(SHORT_LOCK);
    const id = await here.render({
      timeline: {
        tracks: [{ clips: [{ asset: { type: 'image', src: `${remote.base}/a.svg` }, start: 0, length: 0.2 }] }],
      },
      output: { format: 'mp4', size: { width: 64, height: 36 } },
    });
    await waitUntil(() => asked === 1);
    await here.until(id, ({ status }) => status === 'fetching' || status === 'queued');
    expect(await kill(worker)).toBeGreaterThan(0);
    await here.worker(SHORT_LOCK);
    await here.until(id, 'completed');
    expect(await settlements(id)).toEqual([{ state: 'settled', settled: '16667' }]);
    expect(await attemptsOf(id)).toBeGreaterThanOrEqual(2);
  });

  it('whose worker is killed while it paints is completed once by another one', async () => {
    await here.stopWorkers();
    const worker = await here.worker(SHORT_LOCK);
    const id = await here.render(moving());
    await here.until(id, isPainting);
    expect(await kill(worker)).toBeGreaterThan(0);
    await here.worker(SHORT_LOCK);
    expect(await here.until(id, 'completed')).toMatchObject({ tokens: { charged: 1.333334 } });
    expect(await settlements(id)).toEqual([{ state: 'settled', settled: '1333334' }]);
  });

  it('whose worker is killed between storing and settling is completed once by another one', async () => {
    await here.stopWorkers();
    const blocker = new Client({ connectionString: here.database.url });
    await blocker.connect();
    const id = await here.render(titleEdit(0.2));
    try {
      await blocker.query('begin');
      await blocker.query('select from token_accounts where user_id = $1 for update', [here.user.userId]);
      const worker = await here.worker(SHORT_LOCK);
      await here.until(id, 'transferring');
      const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      await waitUntil(async () => (await here.sql.query(waiting)).rowCount);
      await kill(worker);
      await blocker.query('rollback');
    } finally {
      await blocker.end();
    }
    await here.worker(SHORT_LOCK);
    await here.until(id, 'completed');
    expect(await settlements(id)).toEqual([{ state: 'settled', settled: '16667' }]);
  });

  it('is released by a worker that stops', async () => {
    await here.stopWorkers();
    const worker = await here.worker({ JOB_DRAIN_SECONDS: '0' });
    const id = await here.render(moving());
    await here.until(id, isPainting);
    expect(await worker.stop('SIGTERM')).toBe(0);
    expect(await attemptsOf(id)).toBe(0);
    await here.worker();
    await here.until(id, 'completed');
  });

  it('that is cancelled while it runs ends, with all its processes, and returns its tokens', async () => {
    const before = await here.balance();
    const worker = await here.anyWorker();
    const others = descendants(worker.pid);
    const id = await here.render(LONG);
    await here.until(id, ({ status }) => status === 'rendering');
    const below = await waitUntil(() => {
      const own = descendants(worker.pid).filter((pid) => !others.includes(pid));
      return own.length > 0 ? own : undefined;
    });
    // The answer waits for the end for a few seconds only.
    expect((await here.call('DELETE', `/api/v1/job/${id}`)).status).toBe(200);
    expect(await here.until(id, 'cancelled')).toMatchObject({ tokens: { charged: 0, refunded: 2 } });
    await waitUntil(() => below.every((pid) => !isAlive(pid)));
    expect(await here.balance()).toEqual(before);
    expect(await here.call('DELETE', `/api/v1/job/${id}`)).toMatchObject({
      status: 200,
      body: { status: 'cancelled' },
    });
    expect(await here.call('GET', `/api/v1/videos/${id}`)).toMatchObject({ status: 409 });
  });

  it('that is cancelled while it waits never starts', async () => {
    await here.stopWorkers();
    const before = await here.balance();
    const id = await here.render(LONG);
    expect((await here.call('DELETE', `/api/v1/job/${id}`)).status).toBe(200);
    await here.worker();
    expect(await here.until(id, 'cancelled')).toMatchObject({ timings: { fetching_at: null, rendering_at: null } });
    expect(await here.balance()).toEqual(before);
  });

  it('that is cancelled while its result is stored is not completed', async () => {
    await here.anyWorker();
    const before = await here.balance();
    // The cancellation arrives after every chance to notice it earlier.
    await here.sql.query(`
      create function cancel_late() returns trigger language plpgsql as $$
      begin
        new.cancel_requested_at := clock_timestamp();
        return new;
      end $$`);
    await here.sql.query(`create trigger cancel_late before update on renders for each row
      when (old.status <> 'transferring' and new.status = 'transferring') execute function cancel_late()`);
    const id = await here.render(titleEdit());
    await here.until(id, ({ status }) => status === 'cancelled' || status === 'completed');
    await here.sql.query('drop function cancel_late cascade');
    expect(await here.job(id)).toMatchObject({ status: 'cancelled', result: null, tokens: { charged: 0 } });
    expect(await here.balance()).toEqual(before);
    await waitUntil(
      async () => (await here.sql.query('select from renders where id = $1 and erased_at is not null', [id])).rowCount,
    );
  });

  it('that has ended cannot be cancelled', async () => {
    await here.anyWorker();
    const id = await here.render(titleEdit());
    await here.until(id, 'completed');
    expect(await here.call('DELETE', `/api/v1/job/${id}`)).toMatchObject({
      status: 409,
      body: { code: 'render_finished' },
    });
  });

  // render-work.int-spec shows that no more than two ever run.
  it('that waited because its owner had the maximum number running continues automatically', async () => {
    await here.anyWorker();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await here.render(titleEdit(0.5, {}, `Number ${count}`)));
    for (const id of ids) await here.until(id, 'completed');
  });

  it('whose job was lost is found and rendered', async () => {
    await here.stopWorkers();
    const id = await here.render(titleEdit());
    await here.sql.query('delete from outbox');
    await here.sql.query(`update renders set deadline_at = now() where id = $1`, [id]);
    await here.worker();
    await here.runMaintenance('30s');
    await here.until(id, 'completed');
  });

  it('leaves the ledger consistent', async () => expect(await here.violations()).toEqual([]));

  // Runs last: the processor time it used counts against its owner for an hour.
  it('that is too expensive fails immediately, costs nothing, and counts against its owner', async () => {
    await here.stopWorkers();
    await here.worker({ RENDER_BASE_SECONDS: '5', RENDER_ALLOWANCE_PERCENT: '1' });
    // Long enough for segments that need several times their limit.
    const id = await here.render(moving(150, { size: { width: 1920, height: 1080 }, fps: 60 }));
    const job = await here.until(id, 'failed', 240_000);
    expect(job).toMatchObject({ error: { code: 'render_too_expensive' }, tokens: { charged: 0 } });
    expect(job.error?.message).toMatch(/processor seconds/);
    // None for a render in segments: planning them is no attempt.
    expect(await attemptsOf(id)).toBeLessThanOrEqual(1);
    expect(await settlements(id)).toMatchObject([{ state: 'released' }]);
    const { rows } = await here.sql.query<{ overrun: number }>(
      'select overrun_seconds as overrun from renders where id = $1',
      [id],
    );
    expect(rows[0]?.overrun).toBeGreaterThan(5);
  });
});

describe('64 concurrent renders', () => {
  let here: RenderInstallation;
  beforeAll(async () => (here = await RenderInstallation.start()));
  afterAll(() => here?.close());

  it('with tokens for one: one is accepted, and 63 refusals say what is missing', async () => {
    const poor = await here.newUser(1);
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => here.call<{ code: string }>('POST', '/api/v1/render', titleEdit(60), poor)),
    );
    const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
    expect([count(201), count(402)]).toEqual([1, 63]);
    expect(answers.find(({ status }) => status === 402)?.body).toMatchObject({
      code: 'insufficient_tokens',
      needed: 1,
      available: 0,
    });
    expect(await here.balance(poor)).toEqual([0, 1]);
    expect((await here.sql.query('select from renders where user_id = $1', [poor.userId])).rowCount).toBe(1);
    expect(await here.violations()).toEqual([]);
  });

  it('with one idempotency key are one render', async () => {
    const user = await here.newUser(64);
    const headers = { authorization: `Bearer ${user.apiKey}`, 'content-type': 'application/json' };
    const request = {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': 'the-same' },
      body: JSON.stringify(titleEdit(60)),
    };
    const send = async () => {
      const answer = await fetch(`${here.api.url}/api/v1/render`, request);
      const isReplayed = answer.headers.has('idempotency-replayed');
      return { status: answer.status, isReplayed, body: (await answer.json()) as { job_id?: string; code?: string } };
    };
    const answers = await Promise.all(Array.from({ length: 64 }, send));
    const [created, ...more] = answers.filter(({ status, isReplayed }) => status === 201 && !isReplayed);
    expect(more).toEqual([]);
    const replay = { ...created, isReplayed: true };
    const early = { status: 409, isReplayed: false, body: { code: 'idempotency_in_progress' } };
    for (const answer of answers.filter((each) => each !== created))
      expect(answer).toMatchObject(answer.isReplayed ? replay : early);
    expect(await send()).toEqual(replay);
    const { rows } = await here.sql.query<{ id: string }>('select id from renders where user_id = $1', [user.userId]);
    expect(rows).toEqual([{ id: created?.body.job_id }]);
    expect(await here.balance(user)).toEqual([63, 1]);
  });
});
