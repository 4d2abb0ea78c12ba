/** How each worker process consumes one queue. */
export interface QueueDefinition {
  /**
   * Maximum number of concurrent jobs; for `heavy` it is `WORKER_CONCURRENCY`. Low on purpose: concurrent claims
   * conflict in Postgres.
   */
  concurrency: number | 'heavy';
}

/**
 * Every queue of the product: one for each resource that jobs use up. One queue per feature would cost every worker a
 * database connection each.
 */
export const queues = {
  /** Uses processors: encoding, painting. */
  heavy: { concurrency: 'heavy' },
  /** Waits: for stores, providers, mail servers, clients. */
  io: { concurrency: 16 },
  /**
   * Runs a few statements in our own database. It has more slots than there are schedules, so that the reconciler never
   * waits for the hourly jobs. Anything that waits for another machine belongs in `io`.
   */
  light: { concurrency: 8 },
} as const satisfies Readonly<Record<string, QueueDefinition>>;

export type QueueName = keyof typeof queues;

export const queueNames = Object.keys(queues) as QueueName[];
