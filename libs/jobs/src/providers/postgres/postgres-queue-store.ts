import { createPostgresBackend, type IQueueBackend, type Queue, type QueueBaseOptions } from 'bullmq';
import { type BackendPurpose, QueueStore, type WaitingSince } from '../../queue-store';
import { addJobsAtOnce } from './add-jobs-at-once';
import { QueuePool } from './queue-pool';

export interface PostgresQueueStoreOptions {
  /** Default: the product's own database; BullMQ's tables are in its schema `bullmq`. */
  connectionString: string;
  /** Each queue's listener takes one connection; a few more run the statements. */
  poolSize: number;
}

/** BullMQ lists waiting jobs with the newest first, and those with a priority apart. A retry waits from when it is due. */
const LONGEST_WAITING = `select id as "jobId", greatest(added_at_ms, process_at_ms, processed_at_ms)::float8 as since
  from job where queue = $1 and state = 'waiting' order by since limit $2`;

/** Queues in PostgreSQL: no further service to run, and part of the same backup. */
export class PostgresQueueStore extends QueueStore {
  readonly backend = 'postgres';
  private readonly pool: QueuePool;

  constructor({ connectionString, poolSize }: PostgresQueueStoreOptions) {
    super();
    this.pool = new QueuePool({
      connectionString,
      max: poolSize,
      connectionTimeoutMillis: 3_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 15_000,
      query_timeout: 17_000,
    });
  }

  createBackend(queue: string, options: QueueBaseOptions, purpose: BackendPurpose): IQueueBackend {
    const backend = createPostgresBackend(queue, { ...options, connection: this.pool }, purpose);
    return addJobsAtOnce(backend, queue, this.pool);
  }

  async longestWaiting({ name }: Queue, most: number): Promise<WaitingSince[]> {
    return (await this.pool.query<WaitingSince>(LONGEST_WAITING, [name, most])).rows;
  }

  ping(): Promise<void> {
    return this.pool.probe();
  }

  stopWaiting(): void {
    this.pool.stopWaiting();
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
