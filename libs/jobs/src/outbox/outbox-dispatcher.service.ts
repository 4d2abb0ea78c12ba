import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, ChangeFeedService, counter, prepared } from '@app/core';
import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource, type EntityManager } from 'typeorm';
import { findContract, jobContracts, namesOf } from '../contracts/job-contracts';
import { type QueueName, queueNames } from '../contracts/queues';
import { queueUnavailable } from '../jobs.errors';
import { type JobEnvelope, jobOptions } from '../processing/job-envelope';
import { endWhenBroken, QueueConnection } from '../processing/job-queue';
import { JobQueuesService } from '../processing/job-queues.service';
import { withinTime } from '../processing/within-time';
import { OUTBOX_CHANNEL } from './outbox-channel';

interface OutboxRow {
  id: string;
  queue: QueueName;
  name: string;
  job_id: string;
  payload: unknown;
  priority: number | null;
  request_id: string;
}

const BATCH = 200;
/** Mean milliseconds between two polls: while there is work and shortly after an announcement, and otherwise. */
const AWAKE_PAUSE_MS = 25;
const IDLE_PAUSE_MS = 1_000;
/** How long after an announcement a dispatcher polls more often: publishers do not announce each job of a series. */
const AWAKE_MS = 1_000;
/**
 * After a larger batch, an announcement does not end the pause: the next batch would hold few jobs but cost as much.
 */
const SMALL_BATCH = 1;
const FAILURE_PAUSES = { firstMs: 30, maxMs: 1_000 };
const ADD_TIMEOUT_MS = 10_000;
/**
 * Pauses of a row that its queue refuses, so that it does not block the others. They are short at first, because a job
 * that was being added when the connection broke looks refused once the store is back.
 */
const REFUSED_PAUSES = { firstMs: 1_000, maxMs: 60_000 };
const REFUSED_ROWS_REMEMBERED = 1_000;

/** Rows of jobs that only another version knows stay for its workers. */
const KNOWN = 'queue = any($1) and name = any($2)';
const FIRST_DUE = prepared(`select (extract(epoch from due_at - clock_timestamp()) * 1000)::float8 as ms
  from outbox where ${KNOWN} order by due_at, id limit 1`);
const CLAIM = prepared(`with due as materialized (
    select id from outbox where due_at <= clock_timestamp() and ${KNOWN}
    order by due_at, id limit $3 for update skip locked
  )
  delete from outbox using due where outbox.id = due.id
  returning outbox.id, queue, name, job_id, payload, priority, request_id`);

const dispatched = counter('outbox_dispatched_total', 'Jobs moved from the outbox to their queue', ['queue']);
const failures = counter(
  'outbox_failures_total',
  'Batches that could not be moved to their queue and stayed in the outbox',
  ['backend'],
);

/**
 * Moves committed outbox rows to the queue, in every worker at the same time. It deletes a row in the transaction that
 * adds its job: when the queue is unavailable, rows stay; when the process dies in between, the job is added again
 * under the same id.
 */
@Injectable()
export class OutboxDispatcherService {
  private readonly logger = new Logger(OutboxDispatcherService.name);
  private readonly stopping = new AbortController();
  private loop?: Promise<void>;
  private batch = BATCH;
  private failuresInARow = 0;
  private awakeUntil = 0;
  private moved = 0;
  private isAnnounced = false;
  private nap = new AbortController();
  private claimed: string[] = [];
  private readonly known = [queueNames, jobContracts.flatMap(namesOf)];
  /** Number of refusals of each row, by id. */
  private readonly refusals = new LRUCache<string, number>({ max: REFUSED_ROWS_REMEMBERED });

  constructor(
    private readonly dataSource: DataSource,
    private readonly queues: JobQueuesService,
    private readonly connection: QueueConnection,
    private readonly changes: ChangeFeedService,
  ) {}

  start(): void {
    for (const queue of this.queues.all()) endWhenBroken(queue, () => this.stopping.signal.aborted);
    this.changes.follow(OUTBOX_CHANNEL, { onChange: () => this.wake(), onGap: () => this.wake() });
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.nap.abort();
    await this.loop;
  }

  private wake(): void {
    this.awakeUntil = performance.now() + AWAKE_MS;
    this.isAnnounced = true;
    if (this.failuresInARow === 0 && this.moved <= SMALL_BATCH) this.nap.abort();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.nap = new AbortController();
      const pause = await this.turn();
      if (this.stopping.signal.aborted) return;
      await sleep(pause * (0.5 + Math.random()), undefined, { signal: this.nap.signal }).catch(() => undefined);
    }
  }

  /** Polls once; returns the mean pause until the next poll. */
  private async turn(): Promise<number> {
    try {
      const isWorkLikely = this.isAnnounced || this.moved > 0;
      this.isAnnounced = false;
      const dueInMs = isWorkLikely ? 0 : await this.dueInMs();
      this.moved = dueInMs <= 0 ? await this.dispatch() : 0;
      const isFull = this.moved === this.batch;
      if (this.failuresInARow > 0) this.logger.log('the outbox is moving again');
      this.failuresInARow = 0;
      this.batch = Math.min(BATCH, this.batch * 2);
      if (isFull) return 0;
      if (this.moved > 0 || this.awakeUntil > performance.now()) return AWAKE_PAUSE_MS;
      return Math.min(IDLE_PAUSE_MS, dueInMs + AWAKE_PAUSE_MS);
    } catch (error) {
      return this.recover(error as Error);
    }
  }

  /** Milliseconds until the first row is due: 0 or less when one is due, Infinity without rows. */
  private async dueInMs(): Promise<number> {
    const [first] = await this.dataSource.query<{ ms: number }[]>(FIRST_DUE, this.known);
    return first?.ms ?? Number.POSITIVE_INFINITY;
  }

  private dispatch(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const [rows, isUp] = await Promise.all([this.claim(manager), this.isStoreUp()]);
      if (rows.length === 0) return 0;
      this.claimed = rows.map((row) => row.id);
      if (!isUp) throw queueUnavailable();
      for (const queue of new Set(rows.map((row) => row.queue))) {
        await this.add(
          queue,
          rows.filter((row) => row.queue === queue),
        );
      }
      return rows.length;
    });
  }

  /** Locks rows of jobs that this version knows, oldest first; other dispatchers skip them. */
  private async claim(manager: EntityManager): Promise<OutboxRow[]> {
    const [rows] = await manager.query<[OutboxRow[], number]>(CLAIM, [...this.known, this.batch]);
    return rows.sort((a, b) => Number(a.id) - Number(b.id));
  }

  private async add(queue: QueueName, rows: OutboxRow[]): Promise<void> {
    const jobs = rows.map((row) => {
      const contract = findContract(row.name);
      if (!contract) throw new Error(`${row.name} has no contract`);
      const [jobId, priority] = [row.job_id, row.priority ?? undefined];
      const opts = jobOptions(contract, { jobId, priority, payload: row.payload });
      return { name: row.name, data: { payload: row.payload, requestId: row.request_id } satisfies JobEnvelope, opts };
    });
    await withinTime(this.queues.get(queue).addBulk(jobs), ADD_TIMEOUT_MS, () =>
      queueUnavailable(`adding to ${queue} took longer than ${ADD_TIMEOUT_MS} ms`),
    );
    dispatched.inc({ queue }, rows.length);
  }

  /**
   * Returns the pause. Isolates a row that a healthy queue refuses by reading smaller batches, then puts it aside, so
   * that it does not block the others.
   */
  private async recover(error: Error): Promise<number> {
    failures.inc({ backend: this.connection.store.backend });
    this.failuresInARow += 1;
    if (this.failuresInARow === 1) this.logger.warn(`the outbox is not moving: ${error.message}`);
    const pause = backoffMs(this.failuresInARow, FAILURE_PAUSES, 1);
    if (queueUnavailable.is(error) || !(await this.isStoreUp())) return pause;
    const [id] = this.claimed;
    if (id !== undefined && this.claimed.length === 1) await this.putAside(id, error);
    this.batch = Math.max(1, Math.floor(this.batch / 8));
    return pause;
  }

  private async putAside(id: string, error: Error): Promise<void> {
    const refusals = (this.refusals.get(id) ?? 0) + 1;
    this.refusals.set(id, refusals);
    this.logger.error(`the queue refuses outbox row ${id} (refusal ${refusals}): ${error.message}`);
    const later = `update outbox set due_at = clock_timestamp() + $2::int * interval '1 millisecond' where id = $1`;
    await this.dataSource
      .query(later, [id, backoffMs(refusals, REFUSED_PAUSES, 1)])
      .catch((failure: Error) => this.logger.warn(failure.message));
  }

  private isStoreUp(): Promise<boolean> {
    return this.connection.store.ping().then(
      () => true,
      () => false,
    );
  }
}
