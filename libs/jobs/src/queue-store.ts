import type { BackendFactory, IQueueBackend, QueueBaseOptions } from 'bullmq';

/** The interface that BullMQ requires of the connection. */
export type BackendPurpose = Parameters<BackendFactory>[2];

/**
 * Port: the store of the queues. One instance per process serves all its queues and workers. It replaces BullMQ's
 * connection options, so that the code above does not depend on the store.
 */
export abstract class QueueStore {
  /** The name in its provider definition. */
  abstract readonly backend: string;

  /** A BullMQ backend for one queue. */
  abstract createBackend(queue: string, options: QueueBaseOptions, purpose: BackendPurpose): IQueueBackend;

  /** Pings once. @throws when the store is unavailable; the caller limits the time */
  abstract ping(): Promise<void>;

  /** Gives up waiting for an unavailable store, so that a process can stop. */
  abstract stopWaiting(): void;

  /** Called after all queues and workers have closed. */
  abstract close(): Promise<void>;
}
