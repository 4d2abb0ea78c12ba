import { randomUUID } from 'node:crypto';
import { startDiscordEmulator } from '../../support/emulators/discord-emulator';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { httpClient } from '../../support/servers/http-client';
import { jobQueueBackends } from '../../support/servers/job-queue-backends';

describe.each(jobQueueBackends)('a job that failed for good on $name', (backend) => {
  let discord: Awaited<ReturnType<typeof startDiscordEmulator>>;
  let instance: TestInstallation;
  let admin: TestAccount;
  let user: TestAccount;

  beforeAll(async () => {
    discord = await startDiscordEmulator();
    const operators = { ADMIN_DISCORD_WEBHOOK_URL: 'https://discord.com/api/webhooks/9000/the-operators' };
    instance = await startTestInstallation({ worker: true, env: { ...backend.env(), ...discord.env, ...operators } });
    [admin, user] = [await signUp(instance.api.url), await signUp(instance.api.url)];
    await instance.db.query(`update users set role = 'admin' where id = $1`, [admin.userId]);
  });
  afterAll(async () => {
    await instance?.close();
    await discord?.close();
  });

  const call = <T>(method: string, path: string, token = admin.accessToken) =>
    httpClient(instance.api.url)<T>(method, path, { token, ...(method === 'POST' && { body: {} }) });
  const retry = (id: string, token?: string) => call<{ code?: string }>('POST', `/api/admin/jobs/${id}/retry`, token);
  const failed = async () => {
    const { body } = await call<{ checks: { queue: { detail: string } } }>('GET', '/health');
    return Number(/ (\d+) failed/.exec(body.checks.queue.detail)?.[1]);
  };
  const publish = (name: string, jobId: string, queue = 'light') =>
    instance.db.query(
      `insert into outbox (queue, name, job_id, payload, request_id, due_at) values ($3, $1, $2, '{}', 'request-1', now())`,
      [name, jobId, queue],
    );

  /** A post whose job is lost and whose deadline lies ahead. Its upload and its account do not matter here. */
  const overduePost = () =>
    instance.db.query(
      `begin; set local session_replication_role = replica;
       insert into publications (id, user_id, upload_id, account_name, platform, status, file, texts, publish_at, due_at, deadline_at)
       values (gen_random_uuid(), '${user.userId}', gen_random_uuid(), 'A channel', 'youtube', 'scheduled', '{}', '{}',
         now() - interval '1 hour', now() - interval '1 hour', now() + interval '1 hour');
       commit`,
    );

  /** Whether the queue dashboard shows the job in this state. */
  const isListed = async (jobId: string, state: 'failed' | 'completed', queue = 'light') => {
    const path = `/admin/queues/api/queues?activeQueue=${queue}&status=${state}&page=1&jobsPerPage=50`;
    const { queues } = (await call<{ queues: { name: string; jobs: { id: string }[] }[] }>('GET', path)).body;
    return queues.find(({ name }) => name === queue)?.jobs.some(({ id }) => id === jobId);
  };

  it('is counted in health, and runs again at the request of an administrator, whom the log names', async () => {
    const jobId = `system.reconcile-${randomUUID()}`;
    // A table that the job needs is missing, and the job has one attempt.
    await instance.db.query('alter table self_checks rename to self_checks_away');
    await publish('system.reconcile', jobId);
    await waitUntil(() => isListed(jobId, 'failed'));
    await waitUntil(async () => (await failed()) > 0);
    expect((await retry(jobId, user.accessToken)).status).toBe(403);
    const { jobs } = (await call<{ jobs: object[] }>('GET', '/api/admin/jobs?state=failed&limit=100')).body;
    expect(jobs).toContainEqual(
      expect.objectContaining({ id: jobId, name: 'system.reconcile', queue: 'light', state: 'failed', attempts: 1 }),
    );
    expect((await call('GET', '/api/admin/jobs?state=stuck')).body).toEqual({ jobs: [], next_cursor: null });
    const { queues } = (await call<{ queues: { name: string; failed: number }[] }>('GET', '/api/admin/queues')).body;
    expect(queues.find(({ name }) => name === 'light')?.failed).toBeGreaterThan(0);
    await instance.db.query('alter table self_checks_away rename to self_checks');
    expect(await retry(jobId)).toMatchObject({ status: 202, body: { job_id: jobId } });
    await waitUntil(() => isListed(jobId, 'completed'));
    expect(await retry(jobId)).toMatchObject({ status: 409, body: { code: 'job_not_failed' } });
    const { entries } = (
      await call<{ entries: object[] }>('GET', `/api/admin/audit-log?action=job.retried&actor_id=${admin.userId}`)
    ).body;
    expect(entries).toMatchObject([{ after: { job_id: jobId }, actor_email: admin.email }]);
  });

  it('is reported to the operators with others, and so are an altered audit log and an overdue post: once an hour', async () => {
    const report = async () => {
      const jobId = `operator_alerts.send-${randomUUID()}`;
      await publish('operator_alerts.send', jobId, 'io');
      await waitUntil(() => isListed(jobId, 'completed', 'io'));
    };
    const reports = async () => {
      const embeds = (await discord.messages('9000')).flatMap(({ embeds: some = [] }) => some);
      const about = (text: string) => embeds.filter(({ title }) => title.includes(text));
      const [jobs, log] = [about('jobs failed for good in the last hour'), about('The audit log was altered')];
      return { jobs, log, posts: about('1 post is overdue') };
    };
    const arrived = (times: number) =>
      waitUntil(async () => Object.values(await reports()).every(({ length }) => length >= times));
    const jobIds = Array.from({ length: 6 }, () => `system.reconcile-${randomUUID()}`);
    await instance.db.query('alter table self_checks rename to self_checks_away');
    for (const jobId of jobIds) await publish('system.reconcile', jobId);
    for (const jobId of jobIds) await waitUntil(() => isListed(jobId, 'failed'));
    await instance.db.query('alter table self_checks_away rename to self_checks');
    expect((await retry(jobIds[0] ?? '')).status).toBe(202);
    await overduePost();
    await instance.db.query('alter table audit_log disable trigger user');
    await instance.db.query(`update audit_log set action = 'job.altered'`);
    await instance.db.query('update audit_chains set verified_seq = 0');
    await instance.db.query('alter table audit_log enable trigger user');
    await report();
    await arrived(1);
    await report();
    const { jobs, log, posts } = await reports();
    expect([jobs.length, log.length, posts.length]).toEqual([1, 1, 1]);
    expect(jobs[0]?.description).toMatch(/^system\.reconcile: \d+$/m);
    // The clock cannot be moved in another process: the hour has passed.
    await instance.db.query('update operator_alerts set due_at = now()');
    await report();
    await arrived(2);
  });

  it('does not exist under another id', async () => {
    expect(await retry(`system.reconcile-${randomUUID()}`)).toMatchObject({
      status: 404,
      body: { code: 'job_unknown' },
    });
  });
});
