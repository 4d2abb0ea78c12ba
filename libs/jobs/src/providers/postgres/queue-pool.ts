import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, KEEP_ALIVE } from '@app/core';
import { Logger } from '@nestjs/common';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import { Pool, type PoolClient, type PoolConfig } from 'pg';

/** Deadlock, serialisation failure: the statement was rolled back as a whole. */
const CONFLICTS = new Set(['40P01', '40001']);
/** A migration has changed the result of a prepared statement, which did nothing. It gets another name. */
const OUTDATED = /^cached plan must not change/;
/** The server is shutting down, gone, or starting; or the connection was lost. */
const LOST =
  /^(08...|57P0[1-3]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$|terminated|timeout exceeded when trying to connect|Connection ended/i;

const RETRY_LOST_FOR_MS = 10_000;
const PAUSES = { firstMs: 50, maxMs: 1_000 };
/**
 * Commits of the queue do not wait for the disk. A crash of the server may undo the last few, which then happen again,
 * like after a lost lock. It undoes no job whose outbox row is gone: that commit came later, and waited for all before.
 */
const SESSION = '-c search_path=bullmq -c synchronous_commit=off';

const logger = new Logger('QueuePool');

/**
 * The connection pool for BullMQ's Postgres backend. BullMQ promotes due jobs with an unordered multi-row update, so
 * concurrent claimers deadlock, and it treats a lost connection as a failed job. This pool retries both, below BullMQ.
 *
 * Retrying after a lost connection is safe because every statement of BullMQ is one function call that is guarded by a
 * job id or a lock token. The one exception, a claim whose answer was lost, leaves a job without a worker, which the
 * stalled check returns.
 */
export class QueuePool implements PgPool {
  private readonly pool: Pool;
  /** Names of BullMQ's statements, which are few, by their text: each connection analyses each of them once. */
  private readonly names = new Map<string, string>();
  private lastName = 0;
  private stopped = false;

  constructor(config: PoolConfig) {
    this.pool = new Pool({ ...config, ...KEEP_ALIVE, options: SESSION });
    this.pool.setMaxListeners(0); // every queue and worker adds an error listener
    this.pool.on('error', logLoss);
    this.pool.on('connect', listenForLoss);
  }

  /** BullMQ reads `keepAlive` here before it relies on LISTEN alone. */
  get options(): PoolConfig {
    return this.pool.options;
  }

  query<R>(text: string, values?: readonly unknown[]): Promise<PgQueryResult<R>> {
    const deadline = performance.now() + RETRY_LOST_FOR_MS;
    const run = () => this.pool.query(values ? { name: this.nameOf(text), text, values: [...values] } : text);
    return this.retrying(
      async () => (await run()) as unknown as PgQueryResult<R>,
      (error) => {
        if (error instanceof Error && OUTDATED.test(error.message)) return this.names.delete(text);
        return CONFLICTS.has(codeOf(error)) || (isLost(error) && performance.now() < deadline);
      },
    );
  }

  private nameOf(text: string): string {
    let name = this.names.get(text);
    if (!name) this.names.set(text, (name = `queue_${++this.lastName}`));
    return name;
  }

  /** Queries once, because a late answer is useless here. */
  async probe(): Promise<void> {
    await this.pool.query('select 1');
  }

  /**
   * For start-up and LISTEN, which BullMQ attempts once: waits until the server is available or `stopWaiting` is
   * called.
   */
  async connect(): Promise<PgPoolClient> {
    const client = await this.retrying(() => this.pool.connect(), isLost);
    const release = client.release.bind(client);
    client.release = (error) => {
      // BullMQ removes all listeners first, and a connection can still be lost while it closes.
      listenForLoss(client);
      release(error);
    };
    return client;
  }

  on(event: 'error' | 'connect', listener: ((error: Error) => void) | ((client: PgPoolClient) => void)): this {
    this.pool.on(event as 'error', listener as (error: Error) => void);
    return this;
  }

  removeAllListeners(event?: string): this {
    this.pool.removeAllListeners(event);
    return this;
  }

  stopWaiting(): void {
    this.stopped = true;
  }

  async end(): Promise<void> {
    this.stopped = true;
    if (!this.pool.ended) await this.pool.end();
  }

  private async retrying<T>(attempt: () => Promise<T>, isPassing: (error: unknown) => boolean): Promise<T> {
    for (let failures = 1; ; failures++) {
      try {
        return await attempt();
      } catch (error) {
        if (this.stopped || !isPassing(error)) throw error;
        await sleep(backoffMs(failures, PAUSES));
      }
    }
  }
}

const logLoss = (error: Error): void => logger.debug(`connection lost: ${error.message}`);

/** An 'error' event without a listener ends the process. */
function listenForLoss(client: PoolClient): void {
  if (!client.listeners('error').includes(logLoss)) client.on('error', logLoss);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

function isLost(error: unknown): boolean {
  return (
    error instanceof Error &&
    (LOST.test(codeOf(error)) ||
      (codeOf(error) === '' && LOST.test(error.message)) ||
      (error instanceof AggregateError && error.errors.some(isLost)))
  );
}
