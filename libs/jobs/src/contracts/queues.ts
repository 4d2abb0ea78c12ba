/** How each worker process consumes one queue. */
export interface QueueDefinition {
  /** Jobs at the same time; `heavy` is `WORKER_CONCURRENCY`. Few on purpose: concurrent claims conflict in Postgres. */
  concurrency: number | 'heavy';
}

/**
 * Every queue of the product: one for each resource that its jobs use up, not one for each feature, because a queue costs every
 * worker a database connection to listen on.
 */
export const queues = {
  /** Processors: encoding, painting. */
  heavy: { concurrency: 'heavy' },
  /** Time: waiting for stores, providers, mail servers, clients. */
  io: { concurrency: 16 },
  /**
   * A few statements in our own database. More slots than schedules, so that the reconciler never waits for the hourly jobs;
   * anything that waits for another machine belongs into `io`.
   */
  light: { concurrency: 8 },
} as const satisfies Readonly<Record<string, QueueDefinition>>;

export type QueueName = keyof typeof queues;

export const queueNames = Object.keys(queues) as QueueName[];
