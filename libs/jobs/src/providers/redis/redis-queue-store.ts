import { backoffMs } from '@app/core';
import { Logger } from '@nestjs/common';
import { createRedisBackend, type IQueueBackend, type Queue, type QueueBaseOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { type BackendPurpose, QueueStore, type WaitingSince } from '../../queue-store';

/** Jobs with a priority that are looked at, those that run first. */
const MOST_PRIORITIZED = 1_000;

const logger = new Logger('RedisQueueStore');

const reconnect = (times: number) => backoffMs(times, { firstMs: 200, maxMs: 2_000 });

/**
 * Queues in Redis: several times faster than in Postgres. The server needs `appendonly yes` and `maxmemory-policy
 * noeviction`.
 */
export class RedisQueueStore extends QueueStore {
  readonly backend = 'redis';
  /**
   * All producers and monitors share it; it fails immediately instead of collecting commands while Redis is
   * unavailable.
   */
  private readonly client: Redis;

  constructor(private readonly url: string) {
    super();
    this.client = new Redis(url, {
      connectionName: 'reelway',
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: 5_000,
      connectTimeout: 2_000,
      retryStrategy: reconnect,
    });
    this.client.setMaxListeners(0); // every queue adds an error listener
    this.client.on('error', (error: Error) => logger.debug(error.message));
    this.client.on('end', () => logger.debug('connection ended'));
  }

  createBackend(queue: string, options: QueueBaseOptions, purpose: BackendPurpose = {}): IQueueBackend {
    const consumes = purpose.blocking === true || purpose.withBlockingConnection === true;
    // A worker waits for Redis as long as it takes, on connections of its own.
    const own = { url: this.url, maxRetriesPerRequest: null, retryStrategy: reconnect };
    if (consumes) return createRedisBackend(queue, { ...options, connection: own }, purpose);
    // BullMQ checks the version once at the start; a connection that breaks at that moment would break the queue for
    // good.
    return createRedisBackend(queue, { ...options, connection: this.client, skipVersionCheck: true }, purpose);
  }

  async longestWaiting(queue: Queue, most: number): Promise<WaitingSince[]> {
    const [waiting, prioritized] = await Promise.all([
      this.client.lrange(queue.toKey('wait'), -most, -1),
      // In the order of their priorities, not of their ages.
      this.client.zrange(queue.toKey('prioritized'), 0, MOST_PRIORITIZED - 1),
    ]);
    const times = (id: string) => this.client.hmget(queue.toKey(id), 'timestamp', 'processedOn');
    const found = await Promise.all(
      [...waiting, ...prioritized].map(async (jobId) => ({
        jobId,
        since: Math.max(...(await times(jobId)).map(Number)),
      })),
    );
    // A job that was removed meanwhile has no times.
    return found
      .filter(({ since }) => since > 0)
      .sort((one, other) => one.since - other.since)
      .slice(0, most);
  }

  async ping(): Promise<void> {
    if (this.client.status !== 'ready') throw new Error(`Redis is not connected (${this.client.status})`);
    await this.client.ping();
  }

  stopWaiting(): void {
    // Producers never wait; workers close their own connections.
  }

  close(): Promise<void> {
    this.client.disconnect();
    return Promise.resolve();
  }
}
