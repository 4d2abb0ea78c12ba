import { gauge, type HealthCheck, type HealthReport, MetricSampler } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { QueueConnection } from '../processing/job-queue';
import { JobQueuesService } from '../processing/job-queues.service';
import { withinTime } from '../processing/within-time';

export interface QueueState {
  name: string;
  /** Jobs by state. */
  jobs: Record<string, number>;
  /** Age of the job that waits longest; 0 without one. */
  oldestWaitingSeconds: number;
}

export interface QueueSnapshot {
  /** Name of the queue store. */
  backend: string;
  /** Jobs by state, over all queues. */
  jobs: Record<string, number>;
  queues: QueueState[];
  /** Age of the oldest outbox row that is due: how far behind the dispatchers are. */
  oldestOutboxSeconds: number;
  /** Worker processes that listen right now. */
  workers: number;
}

const STATES = ['waiting', 'prioritized', 'delayed', 'active', 'failed'] as const;
const SAMPLE_EVERY_MS = 10_000;
const REUSE_MS = 2_000;
const ANSWER_WITHIN_MS = 400;
/** Making the first connection may take longer on a busy machine. */
const FIRST_ANSWER_WITHIN_MS = 15_000;

const tooLate = () => new Error(`no answer within ${ANSWER_WITHIN_MS} ms`);

const jobsGauge = gauge('queue_jobs', 'Jobs in each queue by state', ['queue', 'state']);
const oldestWaitingGauge = gauge('queue_oldest_waiting_age_seconds', 'Age of the job that waits longest', ['queue']);
const outboxGauge = gauge('outbox_oldest_age_seconds', 'Age of the oldest outbox row that is due');
const workersGauge = gauge('queue_workers', 'Worker processes that listen; 0 while the store does not answer');

/** Reads the state of queues and outbox, for `/health` and `/metrics`. */
@Injectable()
export class QueueMonitorService extends MetricSampler implements HealthCheck {
  private last?: { at: number; snapshot: Promise<QueueSnapshot> };
  private hasAnswered = false;
  private startedAt?: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly queues: JobQueuesService,
    private readonly connection: QueueConnection,
  ) {
    super(SAMPLE_EVERY_MS);
  }

  override onApplicationBootstrap(): void {
    this.startedAt = performance.now();
    super.onApplicationBootstrap();
  }

  protected async sample(): Promise<void> {
    await this.snapshot();
  }

  /** `down` only when the store cannot be reached, because accepted work would then not move. */
  async check(): Promise<HealthReport> {
    const since = performance.now();
    const reach = await this.checkReach();
    if (reach.status !== 'ok') return reach;
    const { backend } = this.connection.store;
    const left = Math.max(0, ANSWER_WITHIN_MS - (performance.now() - since));
    try {
      const { jobs, oldestOutboxSeconds, workers } = await withinTime(this.snapshot(), left, tooLate);
      const waiting = (jobs.waiting ?? 0) + (jobs.prioritized ?? 0);
      const detail = `${backend}: ${waiting} waiting, ${jobs.active} active, ${jobs.delayed} delayed, ${jobs.failed} failed; outbox ${oldestOutboxSeconds.toFixed(1)} s behind; ${workers} workers`;
      return workers === 0
        ? { status: 'degraded', detail: `${detail}: accepted work waits until one starts` }
        : { status: 'ok', detail };
    } catch {
      return { status: 'degraded', detail: `${backend}: reachable, but too slow to count its jobs` };
    }
  }

  /** Whether the store answers. `degraded` shortly after the start, until it has answered for the first time. */
  async checkReach(): Promise<HealthReport> {
    const { store } = this.connection;
    // An answer that arrives too late for this check counts as the first one, too.
    const answer = store.ping().then(() => void (this.hasAnswered = true));
    try {
      await withinTime(answer, ANSWER_WITHIN_MS, tooLate);
      return { status: 'ok' };
    } catch {
      if (this.isStarting)
        return { status: 'degraded', detail: `the queue on ${store.backend} is still being checked` };
      const detail = `the queue on ${store.backend} cannot be reached; accepted work waits in the database`;
      return { status: 'down', detail };
    }
  }

  private get isStarting(): boolean {
    const sinceStart = this.startedAt === undefined ? 0 : performance.now() - this.startedAt;
    return !this.hasAnswered && sinceStart < FIRST_ANSWER_WITHIN_MS;
  }

  /** Counted at most every two seconds. */
  snapshot(): Promise<QueueSnapshot> {
    if (!this.last || this.last.at + REUSE_MS < performance.now()) {
      const snapshot = this.count();
      this.last = { at: performance.now(), snapshot };
      snapshot.catch(() => (this.last = undefined));
    }
    return this.last.snapshot;
  }

  private async count(): Promise<QueueSnapshot> {
    const [oldestOutboxSeconds, workers, ...queues] = await Promise.all([
      this.oldestOutboxSeconds(),
      this.countWorkers(),
      ...this.queues.all().map((queue) => this.countQueue(queue)),
    ]);
    const jobs = Object.fromEntries(
      STATES.map((state) => [state, queues.reduce((sum, queue) => sum + (queue.jobs[state] ?? 0), 0)]),
    );
    return { backend: this.connection.store.backend, jobs, queues, oldestOutboxSeconds, workers };
  }

  private async countQueue(queue: Queue): Promise<QueueState> {
    const [jobs, [oldest]] = await Promise.all([
      queue.getJobCounts(...STATES),
      this.connection.store.longestWaiting(queue, 1),
    ]);
    for (const state of STATES) jobsGauge.set({ queue: queue.name, state }, jobs[state] ?? 0);
    const oldestWaitingSeconds = oldest ? Math.max(0, Date.now() - oldest.since) / 1_000 : 0;
    oldestWaitingGauge.set({ queue: queue.name }, oldestWaitingSeconds);
    return { name: queue.name, jobs, oldestWaitingSeconds };
  }

  private async oldestOutboxSeconds(): Promise<number> {
    const [row] = await this.dataSource.query<{ seconds: number }[]>(
      `select coalesce(extract(epoch from clock_timestamp() - min(due_at)), 0)::float8 as seconds from outbox where due_at <= clock_timestamp()`,
    );
    const seconds = row?.seconds ?? 0;
    // An alarm depends on it, above all while the store does not answer.
    outboxGauge.set(seconds);
    return seconds;
  }

  private async countWorkers(): Promise<number> {
    try {
      const workers = await this.queues.get('light').getWorkersCount();
      workersGauge.set(workers);
      return workers;
    } catch (error) {
      workersGauge.set(0);
      throw error;
    }
  }
}
