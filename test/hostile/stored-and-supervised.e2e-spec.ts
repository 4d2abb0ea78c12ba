import { waitUntil } from '../support/harness/wait-until';
import { WatchedInstance } from '../support/harness/watched-instance';
import { httpClient } from '../support/servers/http-client';

jest.setTimeout(300_000);

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
    expect(refused?.status).toBeGreaterThanOrEqual(400);
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
});

describe('a process that hangs', () => {
  let here: WatchedInstance;
  beforeAll(async () => (here = await new WatchedInstance().start()));
  afterAll(() => here?.dispose());

  it.each(['api', 'worker'] as const)('the %s is noticed, killed and restarted', async (part) => {
    const hung = here.pidOf(part);
    process.kill(hung, 'SIGSTOP');
    await waitUntil(() => here.pidOf(part) !== hung, { timeoutMs: 90_000 });
    await waitUntil(async () => (await here.send('GET', '/health')).status === 200, {
      timeoutMs: 60_000,
      intervalMs: 500,
    });
  });
});
