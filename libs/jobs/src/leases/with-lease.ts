import { type Lease, rowLeaseLost } from '@app/core';
import { Logger } from '@nestjs/common';
import { workCancelled, workerStopping } from '../jobs.errors';
import { Heartbeat } from './heartbeat';

const logger = new Logger('Leases');

/** A row that this worker has taken. */
export interface LeasedRow {
  readonly lease: Lease;
  /** The owner cancelled the work before the worker took the row. */
  readonly isCancelled?: boolean;
}

/** What the work receives while its lease is renewed. */
export interface HeldLease<Report = never> {
  /**
   * Aborted when the job is aborted, when the owner cancels, and when another worker has taken the row. Pass it on to
   * everything that waits.
   */
  readonly signal: AbortSignal;
  /** Stored with the next heartbeat; the latest report replaces earlier ones. */
  report(progress: Report): void;
}

/** The write that ends the work. It runs after the last heartbeat, so that no heartbeat can follow it. */
export type LastWrite = () => Promise<void>;

/**
 * How to work on one kind of row. Everything except `work` runs without a heartbeat, and every write carries the lease.
 */
export interface LeasedWork<Row extends LeasedRow, Report> {
  leaseSeconds: number;
  /** The signal of the job's run. */
  signal: AbortSignal;
  /**
   * Undefined: there is nothing to do.
   * @throws row_lease_held
   */
  acquire(): Promise<Row | undefined>;
  /**
   * Renews the lease and stores the latest report; undefined until the work has reported.
   * @returns whether the owner has cancelled the work
   * @throws row_lease_lost
   */
  renew(row: Row, report: Report | undefined): Promise<boolean>;
  work(row: Row, held: HeldLease<Report>): Promise<LastWrite>;
  /** Releases the lease without counting an attempt: this worker stops and another one continues. */
  handBack(row: Row): Promise<void>;
  /** Marks the row as cancelled. */
  cancelled?(row: Row): Promise<void>;
  /** Another worker has the row: clean up outside the row, never write to it. */
  lost?(row: Row): Promise<void>;
  /**
   * Decides what an error of the work means for the row. Default: hands the row back and lets the queue retry the job.
   */
  failed?(row: Row, error: unknown): Promise<void>;
}

/**
 * Works on a row under its lease: acquires the lease, renews it while the work runs, aborts the work when the lease is
 * lost or the owner cancels, and ends the heartbeat before the last write.
 * @throws row_lease_held, worker_stopping, and whatever `failed` throws: the queue then retries the job
 */
export async function withLease<Row extends LeasedRow, Report = never>(
  options: LeasedWork<Row, Report>,
): Promise<void> {
  const row = await options.acquire();
  if (!row) return;
  const heartbeat = new Heartbeat<Report>((report) => options.renew(row, report), options.leaseSeconds, options.signal);
  try {
    if (row.isCancelled) throw workCancelled();
    const lastWrite = await options.work(row, heartbeat);
    await heartbeat.stop();
    await lastWrite();
  } catch (error) {
    await heartbeat.stop();
    await settle(options, row, heartbeat.signal.aborted ? heartbeat.signal.reason : error);
  }
}

async function settle<Row extends LeasedRow>(options: LeasedWork<Row, never>, row: Row, error: unknown): Promise<void> {
  try {
    if (rowLeaseLost.is(error)) throw error;
    if (workCancelled.is(error) && options.cancelled) return await options.cancelled(row);
    if (options.failed && !workerStopping.is(error)) return await options.failed(row, error);
    await options.handBack(row);
    throw error;
  } catch (failure) {
    if (!rowLeaseLost.is(failure)) throw failure;
    logger.warn(`${failure.code}: ${failure.message}`);
    await options.lost?.(row);
  }
}
