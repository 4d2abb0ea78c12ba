import type { BackendFactory, IQueueBackend, Queue, QueueBaseOptions } from 'bullmq';

/** The interface that BullMQ requires of the connection. */
export type BackendPurpose = Parameters<BackendFactory>[2];

/** A job that waits for a worker. */
export interface WaitingSince {
  jobId: string;
  /** When it was published, or began its last run; milliseconds since 1970. */
  since: number;
}

/**
 * Port: the store of the queues. One instance per process serves all its queues and workers. It replaces BullMQ's
 * connection options, so that the code above does not depend on the store.
 */
export abstract class QueueStore {
  /** The name in its provider definition. */
  abstract readonly backend: string;

  /** A BullMQ backend for one queue. */
  abstract createBackend(queue: string, options: QueueBaseOptions, purpose: BackendPurpose): IQueueBackend;

  /** The jobs of a queue that wait for a worker, whatever their priority, the one that waits longest first. */
  abstract longestWaiting(queue: Queue, most: number): Promise<WaitingSince[]>;

  /** Pings once. @throws when the store is unavailable; the caller limits the time */
  abstract ping(): Promise<void>;

  /** Gives up waiting for an unavailable store, so that a process can stop. */
  abstract stopWaiting(): void;

  /** Called after all queues and workers have closed. */
  abstract close(): Promise<void>;
}
