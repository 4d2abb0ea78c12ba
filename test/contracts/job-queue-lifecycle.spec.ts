import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@app/core';
import { reconcile, SchedulesService, schedules } from '@app/jobs';
import { Worker } from 'bullmq';
import { DataSource } from 'typeorm';
import { type ProbeWorker, startProbeWorker } from '../support/harness/probe-worker';
import { waitUntil } from '../support/harness/wait-until';
import { type JobQueueBackend, jobQueueBackends } from '../support/servers/job-queue-backends';
import { createTestDatabase, type TestDatabase } from '../support/servers/test-database';

jest.mock('../../libs/jobs/src/contracts/job-contracts', () => {
  const { withProbe } =
    jest.requireActual<typeof import('../support/harness/probe-job')>('../support/harness/probe-job');
  return withProbe(jest.requireActual('../../libs/jobs/src/contracts/job-contracts'));
});

const declared = schedules.map(({ contract }) => contract.name).sort();

describe.each(jobQueueBackends)('the lifecycle of a worker on $name', (backend: JobQueueBackend) => {
  let database: TestDatabase;
  let worker: ProbeWorker;
  let count = 0;
  const fresh = () => `probe-${++count}`;
  const queue = () => worker.queues.get('heavy');
  const stateOf = async (jobId: string) => (await queue().getJob(jobId))?.getState();
  const settled = (jobId: string, state: 'completed' | 'failed') =>
    waitUntil(async () => ((await stateOf(jobId)) === state ? queue().getJob(jobId) : undefined));

  beforeAll(async () => {
    database = await createTestDatabase();
    worker = await startProbeWorker(backend, database.url);
  });
  afterEach(() => {
    worker.probes.script = () => undefined;
  });
  afterAll(async () => {
    await worker?.close();
    await database?.drop();
  });

  describe('schedules', () => {
    it('exist after the start, with their first run', async () => {
      await waitUntil(() => worker.probes.runs.some(({ name }) => name === 'system.reconcile'));
      const wanted = {
        'ledger.audit': '37 * * * *',
        'system.daily': '47 3 * * *',
        'system.hourly': '17 * * * *',
        'system.reconcile': 30_000,
      };
      // They are written one after the other; the first may run before the last exists.
      const known = await waitUntil(async () => {
        const found = await worker.queues.get('light').getJobSchedulers();
        return found.length >= Object.keys(wanted).length ? found : undefined;
      });
      expect(
        Object.fromEntries(known.map(({ key, every, pattern }) => [key, every ? Number(every) : pattern])),
      ).toEqual(wanted);
    });

    it('fire again and again, change, and end with their declaration', async () => {
      const keeper = worker.app.get(SchedulesService);
      await keeper.stop();
      const system = worker.queues.get('light');
      const runs = () => worker.probes.runs.filter(({ name }) => name === 'system.reconcile').length;
      const before = runs();
      expect((await keeper.keep([{ contract: reconcile, every: { seconds: 1 } }])).sort()).toEqual(declared);
      await waitUntil(() => runs() >= before + 2);
      expect(await keeper.keep([])).toEqual(['system.reconcile']);
      expect(await system.getJobSchedulersCount()).toBe(0);
      expect((await keeper.keep()).sort()).toEqual(declared);
      expect(await keeper.keep()).toEqual([]);
    });
  });

  it('reconciles while every other scheduled job of its queue hangs', async () => {
    const hanging = schedules.flatMap(({ contract }) =>
      contract.queue === reconcile.queue && contract !== reconcile ? [contract.name] : [],
    );
    const runs = (name: string) => worker.probes.runs.filter((run) => run.name === name).length;
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    worker.probes.others = (name) => (hanging.includes(name) ? gate : undefined);
    try {
      const before = new Map(hanging.map((name) => [name, runs(name)]));
      for (const { contract } of schedules)
        if (hanging.includes(contract.name)) await worker.publisher.publish(contract as typeof reconcile, {});
      await waitUntil(() => hanging.every((name) => runs(name) > (before.get(name) ?? 0)));
      const healed = runs(reconcile.name);
      await worker.publisher.publish(reconcile, {});
      await waitUntil(() => runs(reconcile.name) > healed);
      expect(hanging.length).toBeGreaterThan(1);
    } finally {
      worker.probes.others = () => undefined;
      release();
    }
  });

  it('runs a job that waits under the name of an earlier release, in the outbox or in the queue', async () => {
    const [inOutbox, inQueue] = [`checkouts.close-${fresh()}`, `checkouts.close-${fresh()}`];
    const payload = { userId: newId() };
    await worker.app.get(DataSource).query(
      `insert into outbox (queue, name, job_id, payload, request_id, due_at)
       values ('io', 'checkouts.close', $1, $2, $3, clock_timestamp())`,
      [inOutbox, JSON.stringify(payload), newId()],
    );
    await worker.queues.get('io').add('checkouts.close', { payload, requestId: newId() }, { jobId: inQueue });
    const ran = () => worker.probes.runs.filter(({ jobId }) => jobId === inOutbox || jobId === inQueue);
    await waitUntil(() => ran().length === 2);
    expect(ran().map(({ name }) => name)).toEqual(['account_deletion.follow', 'account_deletion.follow']);
  });

  it('leaves what only a newer version knows in the outbox, for the workers of that version', async () => {
    const db = worker.app.get(DataSource);
    await db.query(
      `insert into outbox (queue, name, job_id, payload, request_id, due_at) values ('heavy', 'future.job', 'future', '{}', 'request-1', now())`,
    );
    await settled(await worker.publish(fresh()), 'completed');
    expect(await queue().getJob('future')).toBeUndefined();
    expect(await db.query(`delete from outbox where job_id = 'future' returning name`)).toEqual([
      [{ name: 'future.job' }],
      1,
    ]);
  });

  describe('stopping and starting', () => {
    it('lets a running job finish', async () => {
      const other = await startProbeWorker(backend, database.url, { WORKER_CONCURRENCY: '1' });
      const [text, started] = [fresh(), jest.fn()];
      let release = () => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      other.probes.script = worker.probes.script = () => {
        started();
        return gate;
      };
      const jobIds = [await other.publish(text), await other.publish(text)];
      await waitUntil(() => started.mock.calls.length === 2);
      const closing = other.close().then(() => 'closed');
      expect(await Promise.race([closing, sleep(300, 'waits')])).toBe('waits');
      release();
      await closing;
      expect(await Promise.all(jobIds.map(stateOf))).toContain('completed');
      await Promise.all(jobIds.map((jobId) => settled(jobId, 'completed')));
      expect([other.probes.of(text).length, worker.probes.of(text).length]).toEqual([1, 1]);
    });

    it('gives back what does not finish in time, without counting the attempt', async () => {
      await worker.close();
      const hasty = await startProbeWorker(backend, database.url, { JOB_DRAIN_SECONDS: '0' });
      const text = fresh();
      hasty.probes.script = (_payload, { signal }) => sleep(20_000, undefined, { signal });
      const jobId = await hasty.publish(text);
      await waitUntil(() => hasty.probes.of(text).length === 1);
      await hasty.close();
      worker = await startProbeWorker(backend, database.url);
      await settled(jobId, 'completed');
      expect(worker.probes.of(text)).toMatchObject([{ attempt: 1, isLastAttempt: false }]);
    });

    it('takes over from a dead worker soon after its lock expired', async () => {
      const text = fresh();
      let release = () => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      worker.probes.script = (payload) => (payload.text === text ? undefined : gate);
      const blocker = await worker.publish(fresh());
      await waitUntil(async () => (await stateOf(blocker)) === 'active');
      const jobId = await worker.publish(text);
      await waitUntil(async () => (await stateOf(jobId)) === 'waiting');
      const { connection, prefix } = queue().opts;
      const dead = new Worker('heavy', null, { connection, prefix, autorun: false, lockDuration: 1_000 });
      expect((await dead.getNextJob('token of the dead', { block: false }))?.id).toBe(jobId);
      release();
      const job = await settled(jobId, 'completed');
      expect(worker.probes.of(text)).toHaveLength(1);
      expect(job.attemptsStarted).toBe(2);
      await dead.close();
    });

    it('loses only what the store lost, and continues', async () => {
      await backend.empty(database.url);
      await expect(worker.app.get(SchedulesService).keep()).resolves.toHaveLength(declared.length);
      await settled(await worker.publish(fresh()), 'completed');
    });
  });
});
