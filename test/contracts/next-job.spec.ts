import { JobListService, NextJobService, QueueMonitorService } from '@app/jobs';
import { type ProbeWorker, startProbeWorker } from '../support/harness/probe-worker';
import { waitUntil } from '../support/harness/wait-until';
import { type JobQueueBackend, jobQueueBackends } from '../support/servers/job-queue-backends';
import { createTestDatabase, type TestDatabase } from '../support/servers/test-database';

jest.mock('../../libs/jobs/src/contracts/job-contracts', () => {
  const { withProbe } =
    jest.requireActual<typeof import('../support/harness/probe-job')>('../support/harness/probe-job');
  return withProbe(jest.requireActual('../../libs/jobs/src/contracts/job-contracts'));
});

describe.each(jobQueueBackends)('the next job of a full queue on $name', (backend: JobQueueBackend) => {
  let database: TestDatabase;
  let worker: ProbeWorker;
  let ends: Map<string, () => void>;
  const queue = () => worker.queues.get('heavy');
  const stateOf = async (jobId: string) => (await queue().getJob(jobId))?.getState();
  const end = async (text: string) => (await waitUntil(() => ends.get(text)))();

  beforeAll(async () => {
    database = await createTestDatabase();
    worker = await startProbeWorker(backend, database.url);
  });
  afterAll(async () => {
    await worker?.close();
    await database?.drop();
  });
  beforeEach(async () => {
    ends = new Map();
    worker.probes.runs.length = 0;
    worker.probes.script = ({ text }) => new Promise<void>((resolve) => ends.set(text, resolve));
    await worker.publish('occupies the slot');
    await waitUntil(() => ends.has('occupies the slot'));
  });
  afterEach(async () => {
    worker.probes.script = () => undefined;
    for (const each of ends.values()) each();
    await waitUntil(async () => (await queue().getJobCountByTypes('active', 'waiting', 'prioritized')) === 0);
  });
  /** Waits behind the job that occupies the slot. */
  async function published(text: string, priority = 0): Promise<string> {
    const id = await worker.publish(text, { priority });
    await waitUntil(async () => ['waiting', 'prioritized'].includes((await stateOf(id)) ?? ''));
    return id;
  }
  const take = (accepts: (text: string) => boolean) =>
    worker.app
      .get(NextJobService)
      .take('heavy', ({ payload }) => Promise.resolve(accepts((payload as { text: string }).text)));
  const order = () => worker.probes.runs.flatMap(({ text }) => text ?? []);

  it('runs like any other while the slot stays occupied, and reports its end', async () => {
    const id = await published('next');
    const run = await take((text) => text === 'next');
    const ended = run?.();
    await end('next');
    await ended;
    expect(await stateOf(id)).toBe('completed');
    expect(order()).toEqual(['occupies the slot', 'next']);
    const failing = await published('fails');
    worker.probes.script = () => Promise.reject(new Error('broken'));
    await (await take(() => true))?.();
    expect(await queue().getJob(failing)).toMatchObject({
      attemptsMade: 1,
      failedReason: expect.stringMatching('broken'),
    });
    await queue().remove(failing);
  });

  it.each([
    ['without a priority is the oldest one', [0, 0, 7], ['a', 'b', 'c']],
    ['with a priority comes after those without', [9, 7, 0], ['c', 'b', 'a']],
  ])('%s', async (_, priorities, expected) => {
    for (const [index, text] of ['a', 'b', 'c'].entries()) await published(text, priorities[index]);
    for (const text of expected) {
      const run = await take(() => true);
      const ended = run?.();
      await end(text);
      await ended;
    }
    expect(await take(() => true)).toBeUndefined();
    expect(order()).toEqual(['occupies the slot', ...expected]);
  });

  it('stays untouched when it is not accepted, and nothing overtakes it', async () => {
    const [first, second] = [await published('first', 5), await published('second', 6)];
    expect(await take((text) => text === 'second')).toBeUndefined();
    expect([await stateOf(first), await stateOf(second)]).toEqual(['prioritized', 'prioritized']);
    expect((await queue().getJob(first))?.attemptsStarted).toBe(0);
  });

  it.each([0, 5])('of priority %d returns to its place when another worker took the accepted one', async (priority) => {
    const [first, second, third] = [
      await published('first', priority),
      await published('second', priority),
      await published('third', priority),
    ];
    const looked: string[] = [];
    const service = worker.app.get(NextJobService);
    const run = await service.take('heavy', async ({ payload }) => {
      const { text } = payload as { text: string };
      looked.push(text);
      if (text === 'first') await queue().remove(first);
      return text === 'first';
    });
    expect(run).toBeUndefined();
    expect(looked).toEqual(['first', 'second']);
    const waiting = priority === 0 ? 'waiting' : 'prioritized';
    expect([await stateOf(second), await stateOf(third)]).toEqual([waiting, waiting]);
    const next = await take((text) => text === 'second');
    const ended = next?.();
    await end('second');
    await ended;
    expect(await stateOf(second)).toBe('completed');
  });

  describe('that was published long ago', () => {
    const publishedLongAgo = async (text: string, minutes: number, priority = 0) => {
      const data = { payload: { text }, requestId: 'request-1' };
      const { id } = await queue().add('probe.run', data, { priority, timestamp: Date.now() - minutes * 60_000 });
      return id;
    };
    const stuck = async () => (await worker.app.get(JobListService).list('stuck', { limit: 10 })).rows;
    const oldestIs = (isExpected: (seconds: number) => boolean) =>
      waitUntil(async () => {
        const { queues } = await worker.app.get(QueueMonitorService).snapshot();
        return isExpected(queues.find(({ name }) => name === 'heavy')?.oldestWaitingSeconds ?? Number.NaN);
      });

    // Another age each time: the monitor may still have the count of the test before.
    it.each([
      ['without a priority', 20, 0, 0],
      ['with the last priority', 40, 9, 3],
    ])('%s waits longest, and is stuck, however many others wait', async (_, minutes, priority, others) => {
      const id = await publishedLongAgo('old', minutes, priority);
      await published('young', others);
      await published('younger', others);
      expect(await stuck()).toMatchObject([{ id, state: 'waiting' }]);
      await oldestIs((seconds) => seconds >= minutes * 60);
    });

    it('waits from when it last began', async () => {
      await publishedLongAgo('old', 20);
      const answers = [true, false];
      expect(await take(() => answers.shift() ?? false)).toBeUndefined();
      expect(await stuck()).toEqual([]);
      await oldestIs((seconds) => seconds < 20 * 60);
    });
  });
});
