import type { BackendFactory, IQueueBackend, QueueBaseOptions } from 'bullmq';

/** What BullMQ says about the connection it asks for. */
export type BackendPurpose = Parameters<BackendFactory>[2];

/**
 * Port: where the queues live. One instance a process serves all its queues and workers; it stands where BullMQ
 * expects its connection options, so that nothing above it knows which store is behind.
 */
export abstract class QueueStore {
  /** As in its definition. */
  abstract readonly backend: string;

  /** A BullMQ backend for one queue. */
  abstract createBackend(queue: string, options: QueueBaseOptions, purpose: BackendPurpose): IQueueBackend;

  /** Asks once. @throws when the store is away; bounded by the caller */
  abstract ping(): Promise<void>;

  /** Gives up waiting for a store that is away, so that a process can stop. */
  abstract stopWaiting(): void;

  /** After all queues and workers were closed. */
  abstract close(): Promise<void>;
}
