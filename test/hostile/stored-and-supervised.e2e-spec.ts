import { Client } from 'pg';
import { waitUntil } from '../support/harness/wait-until';
import { WatchedInstance } from '../support/harness/watched-instance';
import { httpClient } from '../support/servers/http-client';

jest.setTimeout(300_000);

const AWAITS_SEGMENTS = `exists (
  select from render_segments segment where segment.render_id = renders.id and segment.state = 'waiting')`;

describe('what is stored and free', () => {
  let here: WatchedInstance;
  let call: ReturnType<typeof httpClient>;
  beforeAll(async () => {
    here = await new WatchedInstance().start();
    call = httpClient(here.details.url);
  });
  afterAll(() => here?.dispose());

  it('templates have a total limit, and the export of the account still works', async () => {
    const token = here.stranger.accessToken;
    const template = {
      timeline: { tracks: [{ clips: [{ asset: { type: 'text', text: 'x'.repeat(900_000) }, start: 0, length: 1 }] }] },
      output: { format: 'mp4', resolution: 'sd' },
    };
    const refused = await here.during(async () => {
      for (let index = 0; index < 400; index += 1) {
        const answer = await here.attackJson('/edit/v1/templates', { name: `t${index}`, template });
        if (answer.status >= 400) return answer;
      }
      return undefined;
    });
    const { code } = JSON.parse(refused?.text ?? '{}') as { code?: string };
    expect([refused?.status, code]).toEqual([409, 'template_storage_full']);
    await here.during(async () => {
      expect((await call('GET', '/api/account/export', { token })).status).toBeLessThan(300);
      await waitUntil(
        async () => (await call<{ status: string }>('GET', '/api/account/export', { token })).body.status === 'ready',
        { timeoutMs: 120_000, intervalMs: 500 },
      );
    });
  });

  it('sources are fetched for confirmed addresses only', async () => {
    const { status, body } = await call<{ code: string }>('POST', '/ingest/v1/sources', {
      token: here.stranger.accessToken,
      body: { url: 'https://example.com/film.mp4' },
    });
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'email_not_verified' });
  });

  it('a backlog is one job for each waiting render and segment, however often it is found waiting', async () => {
    const token = here.details.api_key;
    // Few tokens, but enough work that most of the renders still wait after half a minute.
    const title = { asset: { type: 'title', text: 'BACKLOG' }, start: 0, length: 8, effect: 'zoomIn' };
    const film = {
      timeline: { tracks: [{ clips: [title] }] },
      output: { format: 'mp4', resolution: '1080', fps: 60 },
    };
    const database = new Client({ connectionString: here.details.database_url });
    await database.connect();
    try {
      const ids = await here.during(async () => {
        const { status, body: accepted } = await call<{ job_ids: string[] }>('POST', '/api/v1/batch-render', {
          token,
          body: { renders: Array.from({ length: 31 }, () => film) },
        });
        expect(status).toBe(201);
        // A render whose segments wait is never found: they are.
        await database.query(
          `update renders set deadline_at = now() where finished_at is null and not (${AWAITS_SEGMENTS})`,
        );
        await database.query(`update render_segments set deadline_at = now() where state = 'waiting'`);
        await waitUntil(
          async () =>
            (
              await database.query(
                `select from renders where deadline_at <= now() and not (${AWAITS_SEGMENTS})
                 union all select from render_segments where deadline_at <= now() and state = 'waiting'`,
              )
            ).rowCount === 0,
          { timeoutMs: 60_000, intervalMs: 250 },
        );
        await waitUntil(async () => (await database.query('select from outbox')).rowCount === 0);
        return accepted.job_ids;
      });
      const waiting = await waitUntil(async () => {
        const { body } = await call<{ checks: Record<string, { detail: string }> }>('GET', '/health');
        // A busy machine may be too slow to count.
        return /(\d+) waiting/.exec(body.checks.queue?.detail ?? '')?.[1];
      });
      const { rowCount: unfinished } = await database.query(
        `select from renders where finished_at is null
         union all select from render_segments where state = 'waiting'`,
      );
      // Queues are counted every two seconds.
      expect(Number(waiting)).toBeLessThanOrEqual(Number(unfinished) + 2);
      for (const id of ids) await call('DELETE', `/api/v1/job/${id}`, { token });
    } finally {
      await database.end();
    }
  });

  // Runs last, because it ends processes.
  it('processes that hang are noticed, killed and restarted', async () => {
    const parts = ['api', 'worker'] as const;
    const hung = parts.map((part) => here.pidOf(part));
    for (const pid of hung) process.kill(pid, 'SIGSTOP');
    // Twenty seconds, and up to four times as long on a machine with more work than processors.
    await waitUntil(() => parts.every((part, index) => here.pidOf(part) !== hung[index]), { timeoutMs: 150_000 });
    await waitUntil(async () => (await here.send('GET', '/health')).status === 200, { intervalMs: 500 });
  });
});
