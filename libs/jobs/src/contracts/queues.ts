/** How one queue is worked off by each worker process. */
export interface QueueDefinition {
  /** Jobs at the same time; `heavy` is `WORKER_CONCURRENCY`. Few on purpose: claimers disturb each other. */
  concurrency: number | 'heavy';
}

/** Every queue of the product. Each needs one processor in `apps/worker`. */
export const queues = {
  system: { concurrency: 1 },
  mail: { concurrency: 2 },
  accounts: { concurrency: 2 },
  billing: { concurrency: 2 },
  'self-checks': { concurrency: 'heavy' },
  renders: { concurrency: 'heavy' },
  'render-updates': { concurrency: 8 },
  ingest: { concurrency: 'heavy' },
  'ingest-updates': { concurrency: 4 },
} as const satisfies Readonly<Record<string, QueueDefinition>>;

export type QueueName = keyof typeof queues;

export const queueNames = Object.keys(queues) as QueueName[];
