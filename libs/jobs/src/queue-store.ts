import type { BackendFactory, IQueueBackend, QueueBaseOptions } from 'bullmq';

/** What BullMQ asks of the connection. */
export type BackendPurpose = Parameters<BackendFactory>[2];

/**
 * Port: where the queues live. One instance per process serves all its queues and workers. It takes the place of
 * BullMQ's connection options, so that the code above does not know which store it uses.
 */
export abstract class QueueStore {
  /** The name in its provider definition. */
  abstract readonly backend: string;

  /** A BullMQ backend for one queue. */
  abstract createBackend(queue: string, options: QueueBaseOptions, purpose: BackendPurpose): IQueueBackend;

  /** Asks once. @throws when the store is unavailable; the caller limits the time */
  abstract ping(): Promise<void>;

  /** Gives up waiting for an unavailable store, so that a process can stop. */
  abstract stopWaiting(): void;

  /** Called after all queues and workers have closed. */
  abstract close(): Promise<void>;
}
