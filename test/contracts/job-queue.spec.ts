import { setTimeout as sleep } from 'node:timers/promises';
import { defineError } from '@app/core';
import { DataSource } from 'typeorm';
import { briefProbeJob, probeJob } from '../support/harness/probe-job';
import { type ProbeWorker, startProbeWorker } from '../support/harness/probe-worker';
import { waitUntil } from '../support/harness/wait-until';
import { type JobQueueBackend, jobQueueBackends } from '../support/servers/job-queue-backends';
import { createTestDatabase, type TestDatabase } from '../support/servers/test-database';

jest.mock('../../libs/jobs/src/contracts/job-contracts', () => {
  const { withProbe } =
    jest.requireActual<typeof import('../support/harness/probe-job')>('../support/harness/probe-job');
  return withProbe(jest.requireActual('../../libs/jobs/src/contracts/job-contracts'));
});

const refused = defineError({ code: 'probe_refused', kind: 'invalid', title: 'Refused', help: 'None.' });
const busy = defineError({ code: 'probe_busy', kind: 'unavailable', title: 'Busy', help: 'None.' });

describe.each(jobQueueBackends)('the job queue on $name', (backend: JobQueueBackend) => {
  let database: TestDatabase;
  let worker: ProbeWorker;
  let dataSource: DataSource;
  let count = 0;
  const fresh = () => `probe-${++count}`;
  const queue = () => worker.queues.get('heavy');
  const stateOf = async (jobId: string) => (await queue().getJob(jobId))?.getState();
  const settled = (jobId: string, state: 'completed' | 'failed') =>
    waitUntil(async () => ((await stateOf(jobId)) === state ? queue().getJob(jobId) : undefined));
  const outboxRows = async () =>
    Number((await dataSource.query<{ n: string }[]>('select count(*) as n from outbox'))[0]?.n);

  beforeAll(async () => {
    database = await createTestDatabase();
    worker = await startProbeWorker(backend, database.url);
    dataSource = worker.app.get(DataSource);
  });
  afterEach(() => {
    worker.probes.script = () => undefined;
  });
  afterAll(async () => {
    await worker?.close();
    await database?.drop();
  });

  describe('publishing', () => {
    it('hands the payload and a request id to the handler', async () => {
      const text = fresh();
      const jobId = await worker.publish(text);
      await settled(jobId, 'completed');
      expect(worker.probes.of(text)).toMatchObject([
        {
          name: 'probe.run',
          jobId,
          attempt: 1,
          isLastAttempt: false,
          requestId: expect.stringMatching(/^[A-Za-z0-9-]{8,64}$/),
        },
      ]);
    });

    it('exists with the transaction, or not at all', async () => {
      const [rolledBack, committed] = [fresh(), fresh()];
      const failing = dataSource.transaction(async (manager) => {
        await worker.publish(rolledBack, { manager });
        throw new Error('roll back');
      });
      await expect(failing).rejects.toThrow('roll back');
      let seenBeforeCommit = 0;
      const jobId = await dataSource.transaction(async (manager) => {
        const id = await worker.publish(committed, { manager });
        await sleep(150);
        seenBeforeCommit = worker.probes.of(committed).length;
        return id;
      });
      await settled(jobId, 'completed');
      expect([seenBeforeCommit, worker.probes.of(committed).length, worker.probes.of(rolledBack).length]).toEqual([
        0, 1, 0,
      ]);
    });

    it('refuses a malformed payload and leaves nothing behind', async () => {
      for (const payload of [
        {},
        { text: 1 },
        { text: 'x', number: 1.5 },
        { text: 'x', extra: true },
        null,
        [],
        'text',
      ]) {
        await expect(worker.publisher.publish(probeJob, payload as never)).rejects.toMatchObject({
          code: 'job_payload_invalid',
        });
      }
      expect(await outboxRows()).toBe(0);
    });

    it.each(['a:b', '123', '-5', 'with space', 'x'.repeat(201)])('refuses the job id %j', async (jobId) => {
      await expect(worker.publish(fresh(), { jobId })).rejects.toMatchObject({ code: 'job_payload_invalid' });
    });

    it('waits exactly as long as requested, including fractions of a millisecond', async () => {
      const text = fresh();
      const startedAt = performance.now();
      await worker.publish(text, { delayMs: 300.7 });
      const [run] = await waitUntil(() => (worker.probes.of(text).length > 0 ? worker.probes.of(text) : undefined));
      expect((run?.at ?? 0) - startedAt).toBeGreaterThanOrEqual(299);
    });

    it('runs a job once however often its id is published', async () => {
      const text = fresh();
      const jobId = `probe.run-${text}`;
      for (let round = 0; round < 3; round += 1) await worker.publish(text, { jobId });
      await settled(jobId, 'completed');
      await worker.publish(text, { jobId });
      const last = await worker.publish(fresh());
      await settled(last, 'completed');
      expect(worker.probes.of(text)).toHaveLength(1);
    });

    it('keeps one job waiting per row, however often it is published, and one more for what arrives while it runs', async () => {
      const [blocker, row] = [fresh(), `row-${fresh()}`];
      const open = new Map<string, () => void>();
      const gates = new Map(
        [blocker, row].map((text) => [text, new Promise<void>((resolve) => open.set(text, resolve))]),
      );
      worker.probes.script = ({ text }) => gates.get(text);
      const waiting = async () =>
        (await queue().getJobCounts('wait', 'prioritized', 'delayed')) as Record<string, number>;
      await worker.publish(blocker);
      await waitUntil(() => worker.probes.of(blocker).length === 1);
      for (let round = 0; round < 5; round += 1) await worker.publish(row);
      await waitUntil(async () => (await outboxRows()) === 0);
      expect(Object.values(await waiting()).reduce((sum, count) => sum + count)).toBe(1);
      open.get(blocker)?.();
      await waitUntil(() => worker.probes.of(row).length === 1);
      for (let round = 0; round < 3; round += 1) await worker.publish(row);
      await waitUntil(async () => (await outboxRows()) === 0);
      open.get(row)?.();
      await waitUntil(() => worker.probes.of(row).length === 2);
      await settled(await worker.publish(fresh()), 'completed');
      expect(worker.probes.of(row)).toHaveLength(2);
    });

    it('puts aside a row that the queue refuses, briefly at first, and moves the others', async () => {
      const [before, after] = [fresh(), fresh()];
      await dataSource.query('alter table outbox drop constraint outbox_job_id_check');
      const ids = await dataSource.transaction(async (manager) => {
        const first = await worker.publish(before, { manager });
        await manager.query(
          `insert into outbox (queue, name, job_id, payload, request_id, due_at) values ('heavy', 'probe.run', '4711', '{"text":"poison"}', 'request-1', clock_timestamp())`,
        );
        return [first, await worker.publish(after, { manager })];
      });
      await Promise.all(ids.map((id) => settled(id, 'completed')));
      expect([before, after, 'poison'].map((text) => worker.probes.of(text).length)).toEqual([1, 1, 0]);
      const pauseLongerThan = (than: Date) =>
        waitUntil(async () => {
          const [row] = await dataSource.query<{ due_at: Date; pause_ms: number }[]>(
            `select due_at, extract(epoch from due_at - clock_timestamp())::float8 * 1000 as pause_ms from outbox where job_id = '4711'`,
          );
          return row && row.due_at > than && row.pause_ms > 0 ? row : undefined;
        });
      const first = await pauseLongerThan(new Date(0));
      expect(first.pause_ms).toBeLessThan(30_000);
      const second = await pauseLongerThan(first.due_at);
      expect(second.due_at.getTime() - first.due_at.getTime()).toBeGreaterThanOrEqual(2_000);
      await dataSource.query(`delete from outbox where job_id = '4711'`);
    });

    it.each([probeJob, briefProbeJob])('prefers $name by priority, and keeps the order otherwise', async (job) => {
      let release = () => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      worker.probes.script = () => gate;
      const blocker = await worker.publish(fresh());
      await waitUntil(async () => (await stateOf(blocker)) === 'active');
      const names = ['low', 'middle', 'high', 'first', 'second'].map((name) => `${name}-${fresh()}`);
      const priorities = [30, 20, 10, undefined, undefined];
      const ids: string[] = [];
      for (const [index, name] of names.entries())
        ids.push(await worker.publish(name, { priority: priorities[index] }, job));
      await waitUntil(async () => (await outboxRows()) === 0);
      release();
      await Promise.all(ids.map((id) => settled(id, 'completed')));
      const order = worker.probes.runs
        .filter(({ text }) => names.includes(text ?? ''))
        .map(({ text }) => text?.split('-')[0]);
      expect(order).toEqual(['first', 'second', 'high', 'middle', 'low']);
    });
  });

  describe('failing', () => {
    it('retries after a pause, as often as the contract says', async () => {
      const text = fresh();
      worker.probes.script = () => Promise.reject(new Error('not yet'));
      const job = await settled(await worker.publish(text), 'failed');
      const runs = worker.probes.of(text);
      expect(runs.map(({ attempt, isLastAttempt }) => [attempt, isLastAttempt])).toEqual([
        [1, false],
        [2, false],
        [3, true],
      ]);
      expect(Math.min(...runs.slice(1).map((run, index) => run.at - (runs[index]?.at ?? 0)))).toBeGreaterThanOrEqual(
        29,
      );
      expect(job.failedReason).toBe('not yet');
    });

    it('waits as long as the failure asks', async () => {
      const text = fresh();
      worker.probes.script = (_payload, run) =>
        run.attempt === 1 ? Promise.reject(busy('later', { retryAfterSeconds: 0.4005 })) : 'done';
      await settled(await worker.publish(text), 'completed');
      const [first, second] = worker.probes.of(text);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(400);
    });

    it('does not repeat what cannot succeed', async () => {
      const text = fresh();
      worker.probes.script = () => Promise.reject(refused('never'));
      const job = await settled(await worker.publish(text), 'failed');
      expect(worker.probes.of(text)).toHaveLength(1);
      expect(job.failedReason).toBe('probe_refused: never');
    });

    it.each([[{}], [{ payload: {} }], [{ payload: { text: 5 } }], [{ payload: null }], ['text']])(
      'does not repeat the malformed job %j',
      async (data) => {
        const job = await queue().add('probe.run', data, { attempts: 5, backoff: { type: 'contract' } });
        await settled(job.id ?? '', 'failed');
        expect((await queue().getJob(job.id ?? ''))?.attemptsMade).toBe(1);
      },
    );

    it('ignores fields that only a newer version knows', async () => {
      const text = fresh();
      const job = await queue().add('probe.run', { payload: { text, since: 'tomorrow' }, requestId: 'request-1' });
      await settled(job.id ?? '', 'completed');
      expect(worker.probes.of(text)).toMatchObject([{ requestId: 'request-1' }]);
    });

    it('leaves a job of a newer version to newer workers', async () => {
      const job = await queue().add(
        'probe.unheard_of',
        { payload: {} },
        { attempts: 2, backoff: { type: 'contract' } },
      );
      await waitUntil(async () => (await stateOf(job.id ?? '')) === 'delayed');
      await job.remove(); // Otherwise its next attempt is logged during another test.
    });

    it.each([[undefined], [null], ['text'], [{ code: 7 }]])('takes %p for an error', async (thrown) => {
      worker.probes.script = () => Promise.reject(thrown);
      const job = await settled(await worker.publish(fresh()), 'failed');
      expect(job.failedReason).toMatch(/^a handler threw/);
    });

    it('stores errors and results that a database cannot hold unchanged', async () => {
      const [failing, returning] = [fresh(), fresh()];
      worker.probes.script = ({ text }) => {
        if (text.startsWith(failing)) throw new Error(`NUL \u0000, half \ud800, ${'x'.repeat(3_000_000)}`);
        return { 'key\u0000': 'half \udc00', fraction: 0.1, none: undefined };
      };
      const [failed, completed] = await Promise.all([
        worker.publish(`${failing}\u0000\ud83d`).then((id) => settled(id, 'failed')),
        worker.publish(returning).then((id) => settled(id, 'completed')),
      ]);
      expect(worker.probes.runs.some(({ text }) => text === `${failing}\ufffd\ufffd`)).toBe(true);
      expect(failed.failedReason).toMatch(/^NUL \ufffd, half \ufffd, x+…$/);
      expect(failed.failedReason.length).toBeLessThan(2_100);
      expect(completed.returnvalue).toEqual({ 'key\ufffd': 'half \ufffd', fraction: 0.1 });
    });

    it('refuses a result of megabytes, without repeating the work', async () => {
      const text = fresh();
      worker.probes.script = () => 'x'.repeat(5_000_000);
      const job = await settled(await worker.publish(text), 'failed');
      expect(job.failedReason).toMatch(/^job_result_too_large/);
      expect(worker.probes.of(text)).toHaveLength(1);
    });

    it('stops work that takes too long and retries it', async () => {
      const text = fresh();
      worker.probes.script = (_payload, { attempt, signal }) =>
        attempt === 1 ? sleep(20_000, undefined, { signal }) : 'in time';
      const job = await settled(await worker.publish(text, {}, briefProbeJob), 'completed');
      expect([worker.probes.of(text).length, job.returnvalue]).toEqual([2, 'in time']);
    });

    it('logs each failure once, the last one as an error, and never a payload', async () => {
      const text = `secret-${fresh()}`;
      const before = worker.log.length;
      worker.probes.script = () => Promise.reject(new Error('broken'));
      await settled(await worker.publish(text), 'failed');
      const lines = worker.log.slice(before).filter(({ message }) => String(message).startsWith('job failed'));
      expect(lines.map(({ level }) => level)).toEqual(['warn', 'warn', 'error']);
      expect(JSON.stringify(worker.log)).not.toContain(text);
    });
  });
});
