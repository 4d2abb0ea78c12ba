import { setTimeout as pause } from 'node:timers/promises';
import { metricsRegistry } from '@app/core';
import { Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { DataSource } from 'typeorm';
import type { QueueConnection } from '../processing/job-queue';
import type { JobQueuesService } from '../processing/job-queues.service';
import { QueueMonitorService } from './queue-monitor.service';

const never = new Promise<never>(() => undefined);

describe('the health of the queue', () => {
  let ping: () => Promise<void>;
  let countMs: number;
  let workers: () => Promise<number>;
  let outboxSeconds: number;
  let monitor: QueueMonitorService;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    [countMs, outboxSeconds] = [0, 0];
    workers = () => pause(countMs, 1);
    const light = {
      name: 'light',
      getWorkersCount: () => workers(),
      getJobCounts: () => Promise.resolve({ waiting: 3 }),
    } as unknown as Queue;
    monitor = new QueueMonitorService(
      { query: () => Promise.resolve([{ seconds: outboxSeconds }]) } as unknown as DataSource,
      { all: () => [light], get: () => light } as unknown as JobQueuesService,
      {
        store: { backend: 'toy', ping: () => ping(), longestWaiting: () => Promise.resolve([]) },
      } as unknown as QueueConnection,
    );
    monitor.onApplicationBootstrap();
  });
  afterEach(() => {
    monitor.onModuleDestroy();
    jest.useRealTimers();
  });

  /** The report, and the milliseconds after which it came. */
  const check = async () => {
    const since = performance.now();
    const report = monitor.check().then((answer) => ({ ...answer, ms: performance.now() - since }));
    await jest.advanceTimersByTimeAsync(1_000);
    return report;
  };

  const STARTING = { status: 'degraded', detail: 'the queue on toy is still being checked' };
  const DOWN = { status: 'down', detail: expect.stringContaining('cannot be reached') };

  it.each([
    ['is silent', () => never],
    ['refuses the connection', () => Promise.reject(new Error('not connected'))],
  ])('is still being checked for 15 seconds after the start while its store %s, then down', async (_, answer) => {
    ping = answer;
    expect(await check()).toMatchObject(STARTING);
    await jest.advanceTimersByTimeAsync(12_500);
    expect(await check()).toMatchObject(STARTING);
    await jest.advanceTimersByTimeAsync(500);
    expect(await check()).toMatchObject(DOWN);
  });

  it.each([
    ['in time', 0],
    ['too late for the check', 900],
  ])('is down at once when its store, which has answered %s, is silent', async (_, ms) => {
    ping = () => pause(ms);
    await check();
    ping = () => never;
    expect(await check()).toMatchObject(DOWN);
  });

  it('is reported within 400 ms when its store takes most of them to answer and to count', async () => {
    [ping, countMs] = [() => pause(300), 300];
    const slow = { status: 'degraded', detail: 'toy: reachable, but too slow to count its jobs' };
    expect(await check()).toMatchObject({ ...slow, ms: expect.closeTo(400, -1) });
    ping = () => Promise.resolve();
    expect(await check()).toMatchObject({ status: 'ok', detail: expect.stringContaining('toy: 3 waiting') });
  });

  it('is measured while its store does not answer: how long work waits in the outbox, and that no worker takes it', async () => {
    jest.spyOn(Logger.prototype, 'debug').mockImplementation(() => undefined);
    const measured = async () => {
      await jest.advanceTimersByTimeAsync(10_000);
      const values = (await metricsRegistry.metrics()).match(/^(outbox_oldest_age_seconds|queue_workers) .*$/gm);
      return values?.sort();
    };
    expect(await measured()).toEqual(['outbox_oldest_age_seconds 0', 'queue_workers 1']);
    outboxSeconds = 60;
    workers = () => Promise.reject(new Error('not connected'));
    expect(await measured()).toEqual(['outbox_oldest_age_seconds 60', 'queue_workers 0']);
  });
});
