import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { type InstanceDetails, TestInstance } from '../../support/harness/instance-harness';
import { hasFfmpeg } from '../../support/harness/render-harness';
import { waitUntil } from '../../support/harness/wait-until';
import { createTestDatabase } from '../../support/servers/test-database';

// Takes several minutes only on a busy machine.
jest.setTimeout(600_000);

const HEAL_MS = 120_000;

/** A job through API, queue and worker into the database. */
async function selfCheck({ url, api_key: key }: InstanceDetails): Promise<string> {
  const headers = { authorization: `Bearer ${key}` };
  const accepted = await fetch(`${url}/api/v1/self-checks`, { method: 'POST', headers });
  const { id: created, self_check_id: unfinished } = (await accepted.json()) as { id?: string; self_check_id?: string };
  const id = created ?? unfinished;
  if (!id) throw new Error(`a self-check was answered with ${accepted.status}`);
  return waitUntil(
    async () => {
      const { status } = (await (await fetch(`${url}/api/v1/self-checks/${id}`, { headers })).json()) as {
        status: string;
      };
      return status === 'completed' ? status : undefined;
    },
    { timeoutMs: HEAL_MS, intervalMs: 100 },
  );
}

/** Follows the instructions that the start prints, as a person would, and inspects the resulting video. */
async function tryPrintedCommands(output: string) {
  const [render = '', jobs = ''] = output.split('\n').filter((line) => line.startsWith('  curl -s'));
  const run = (command: string) => JSON.parse(execFileSync('bash', ['-c', command], { encoding: 'utf8' })) as unknown;
  expect(run(render)).toMatchObject({ success: true });
  const video = await waitUntil(
    () => (run(jobs) as { jobs: { result: { video_url: string } | null }[] }).jobs[0]?.result?.video_url,
    { timeoutMs: HEAL_MS },
  );
  const probe = ['-v', 'error', '-of', 'json', '-show_streams', '-select_streams', 'v', video];
  const { streams } = JSON.parse(execFileSync('ffprobe', probe, { encoding: 'utf8' })) as {
    streams: { width: number; height: number; nb_frames: string }[];
  };
  return streams.map(({ width, height, nb_frames: frames }) => ({ width, height, frames }))[0];
}

/** `/health` once the queue has noticed its workers, a moment after the start. */
const healthy = ({ url }: InstanceDetails) =>
  waitUntil(
    async () => {
      const health = (await (await fetch(`${url}/health`)).json()) as { checks: Record<string, { status: string }> };
      return health.checks.database?.status === 'ok' && health.checks.queue?.status === 'ok' ? health : undefined;
    },
    { timeoutMs: HEAL_MS, intervalMs: 100 },
  );

/** The first request that succeeds, allowing for the time that a recovery may take. */
const eventually = <T>(work: () => Promise<T>) => waitUntil(work, { timeoutMs: HEAL_MS, intervalMs: 200 });

describe('npm start', () => {
  let instance: TestInstance;
  beforeEach(() => (instance = new TestInstance()));
  afterEach(() => instance.dispose());

  it('starts everything, prints where it is, refuses a second start, and leaves no process', async () => {
    const details = await instance.start();
    expect(instance.modeOf('instance.json')).toBe('600');
    expect(instance.modeOf('secrets.json')).toBe('600');
    const { checks } = await healthy(details);
    expect(checks).toMatchObject({
      storage: { status: expect.stringMatching(/ok|degraded/) },
      render_provider: { status: expect.stringMatching(/ok|degraded/) },
    });
    expect((await fetch(details.docs_url)).status).toBe(200);
    expect(await selfCheck(details)).toBe('completed');
    const login = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(details.admin),
    };
    expect((await fetch(`${details.url}/api/auth/login`, login)).status).toBe(200);
    await waitUntil(() => instance.output.includes('Try it'));
    if (hasFfmpeg)
      expect(await tryPrintedCommands(instance.output)).toEqual({ width: 1024, height: 576, frames: '75' });
    for (const word of [
      details.url,
      details.api_key,
      details.admin.password,
      details.mail_dir,
      '/dev/mail',
      '/admin/queues',
    ])
      expect(instance.output).toContain(word);

    const second = instance.run();
    expect(second).toEqual({ status: 1, output: expect.stringContaining(`already runs at ${details.url}`) });
    expect((await fetch(`${details.url}/health/live`)).status).toBe(200);

    expect(await instance.stop('SIGINT')).toBe(0);
    expect(instance.processes()).toEqual([]);
    expect(instance.details()).toBeUndefined();
  });

  it('recovers when its parts are killed, one by one', async () => {
    const details = await instance.start();
    for (const part of ['api', 'worker', 'postgres'] as const) {
      const before = instance.pidOf(part);
      process.kill(before, 'SIGKILL');
      await eventually(async () => instance.pidOf(part) !== before);
      expect(await eventually(() => selfCheck(details))).toBe('completed');
    }
    expect(await instance.stop('SIGTERM')).toBe(0);
    expect(instance.processes()).toEqual([]);
  });

  it('takes over the database of a killed supervisor, with the same administrator and key', async () => {
    const before = await instance.start();
    const postgres = instance.pidOf('postgres');
    expect(await instance.stop('SIGKILL')).toBeNull();
    const after = await instance.start();
    expect(instance.pidOf('postgres')).toBe(postgres);
    expect(after).toMatchObject({ api_key: before.api_key, admin: before.admin, database_url: before.database_url });
    expect(await selfCheck({ ...after, api_key: before.api_key })).toBe('completed');
    expect(await instance.stop('SIGINT')).toBe(0);
    expect(instance.processes()).toEqual([]);
  });

  it('uses the database of DATABASE_URL and leaves it running', async () => {
    const database = await createTestDatabase();
    const external = new TestInstance({ DATABASE_URL: database.url });
    try {
      const details = await external.start('--no-worker');
      expect(details.database_url).toBe(database.url);
      expect((await fetch(`${details.url}/health/ready`)).status).toBe(200);
      expect(await external.stop('SIGTERM')).toBe(0);
      expect(external.processes()).toEqual([]);
    } finally {
      await external.dispose();
      await database.drop();
    }
  });
});

describe('npm start explains', () => {
  const run = async (args: string[], env: Record<string, string> = {}) => {
    const instance = new TestInstance(env);
    try {
      return { ...instance.run(...args), left: instance.processes() };
    } finally {
      await instance.dispose();
    }
  };
  const refused = (words: RegExp) => ({ status: 1, output: expect.stringMatching(words), left: [] });

  it('its options', async () => {
    expect(await run(['--help'])).toEqual({
      status: 0,
      output: expect.stringMatching(/--port N[\s\S]*--data-dir DIR[\s\S]*--with-emulators/),
      left: [],
    });
  });

  it('an unknown option', async () => {
    expect(await run(['--prot', '1'])).toEqual(refused(/--prot/));
  });

  it('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    try {
      const { port } = await waitUntil(() => server.address() as { port: number } | null);
      expect(await run(['--port', String(port)])).toEqual(refused(new RegExp(`Port ${port} .*in use.*--port`)));
    } finally {
      server.close();
    }
  });

  it('a data directory that cannot be created', async () => {
    // Answers as a file system that accepts no folders does: always with ENOENT.
    const result = await run(['--data-dir', '/proc/nope/data']);
    expect(result).toEqual(refused(/Cannot write to the data directory \/proc\/nope\/data .*--data-dir DIR/));
  });

  it('a database that does not answer', async () => {
    const result = await run([], { DATABASE_URL: 'postgres://someone:hidden@127.0.0.1:1/nothing' });
    expect(result).toEqual(refused(/DATABASE_URL \(127\.0\.0\.1:1\/nothing\).*ECONNREFUSED/));
    expect(result.output).not.toContain('hidden');
  });

  it('what production requires', async () => {
    expect(await run([], { ENVIRONMENT: 'production' })).toEqual(
      refused(/BASE_URL[\s\S]*FRONTEND_URL[\s\S]*JWT_SECRET[\s\S]*TOKEN_ENC_KEYS[\s\S]*MAIL_FROM[\s\S]*SMTP_URL/),
    );
  });
});
