import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineError } from '@app/core';
import { type ProbeWorker, startProbeWorker } from '../../support/harness/probe-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { type CuttingProxy, startCuttingProxy } from '../../support/servers/cutting-proxy';
import { jobQueueBackends } from '../../support/servers/job-queue-backends';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

jest.mock('../../../libs/jobs/src/contracts/job-contracts', () => {
  const { withProbe } = jest.requireActual<typeof import('../../support/harness/probe-job')>(
    '../../support/harness/probe-job',
  );
  return withProbe(jest.requireActual('../../../libs/jobs/src/contracts/job-contracts'));
});

const busy = defineError({ code: 'probe_busy', kind: 'unavailable', title: 'Busy', help: 'None.' });
const [postgres] = jobQueueBackends;

/** As after the failover of a database whose host is gone: nothing arrives any more, and nothing says so. */
describe('a worker whose connections to Postgres fall silent', () => {
  let database: TestDatabase;
  let proxy: CuttingProxy;
  let worker: ProbeWorker;
  const keepAlive = jest.spyOn(Socket.prototype, 'setKeepAlive');
  let asked: unknown[][];

  beforeAll(async () => {
    if (!postgres) throw new Error('the Postgres backend is always there');
    database = await createTestDatabase();
    proxy = await startCuttingProxy(database.url);
    proxy.silenceAfter(/listen "?bullmq_jobs/i);
    keepAlive.mockClear();
    worker = await startProbeWorker(postgres, proxy.url);
    await worker.publish('first');
    await waitUntil(() => worker.probes.of('first').length === 1);
    asked = [...keepAlive.mock.calls];
  });
  afterAll(async () => {
    await worker?.close();
    await proxy?.close();
    await database?.drop();
  });

  it('has the system check each of them after ten seconds without traffic', () => {
    // The changes, its own statements, those of the queues, and a listener for each queue.
    expect(asked.length).toBeGreaterThanOrEqual(6);
    expect(asked.filter(([isOn, delayMs]) => isOn !== true || delayMs !== 10_000)).toEqual([]);
  });

  it('takes a job that the queue cannot announce, although another one is not due for minutes', async () => {
    worker.probes.script = ({ text }) =>
      text === 'later' ? Promise.reject(busy('not yet', { retryAfterSeconds: 300 })) : undefined;
    const later = await worker.publish('later');
    await waitUntil(async () => (await worker.queues.get('heavy').getJob(later))?.isDelayed());
    // The worker waits for five seconds, and then until that job is due.
    await sleep(7_000);
    await worker.publish('now');
    await waitUntil(() => worker.probes.of('now').length === 1);
  });
});
