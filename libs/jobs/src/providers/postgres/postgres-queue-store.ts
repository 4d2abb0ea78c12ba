import { createPostgresBackend, type IQueueBackend, type PgPool, type QueueBaseOptions } from 'bullmq';
import { type BackendPurpose, QueueStore } from '../queue-store';
import { QueuePool } from './queue-pool';

export interface PostgresQueueStoreOptions {
  /** The product's own database; BullMQ's tables are in its schema `bullmq`. */
  connectionString: string;
  /** One connection a worker listens with, and a few to work with. */
  poolSize: number;
}

/** Queues in PostgreSQL: nothing else to run, and part of the same backup. */
export class PostgresQueueStore extends QueueStore {
  readonly backend = 'postgres';
  private readonly pool: QueuePool;
  /** Apart from the retrying pool: an answer that comes late is no answer. */
  private readonly probe: QueuePool;

  constructor({ connectionString, poolSize }: PostgresQueueStoreOptions) {
    super();
    const shared = { connectionString, connectionTimeoutMillis: 3_000, idleTimeoutMillis: 30_000, statement_timeout: 15_000, query_timeout: 17_000 };
    this.pool = new QueuePool({ ...shared, max: poolSize });
    this.probe = new QueuePool({ ...shared, max: 1, connectionTimeoutMillis: 900, statement_timeout: 900, query_timeout: 900 });
    this.probe.stopWaiting();
  }

  createBackend(queue: string, options: QueueBaseOptions, purpose: BackendPurpose): IQueueBackend {
    return createPostgresBackend(queue, { ...options, connection: this.pool as PgPool }, purpose);
  }

  async ping(): Promise<void> {
    await this.probe.query('select 1');
  }

  stopWaiting(): void {
    this.pool.stopWaiting();
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.probe.end()]);
  }
}
