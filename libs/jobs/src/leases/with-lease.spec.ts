import { type Lease, rowLeaseLost } from '@app/core';
import { Logger } from '@nestjs/common';
import { workCancelled, workerStopping } from '../jobs.errors';
import { type HeldLease, type LeasedRow, withLease } from './with-lease';

const LEASE_SECONDS = 3;
const lease: Lease = { id: 'row', epoch: 1 };

/** One row and an ordered record of every call on it. */
class Row {
  readonly log: string[] = [];
  readonly job = new AbortController();
  renewal: () => Promise<boolean> = () => Promise.resolve(false);

  work(work: (held: HeldLease<number>) => Promise<void>, row: LeasedRow | undefined = { lease }): Promise<void> {
    const note = (line: string) => () => Promise.resolve(void this.log.push(line));
    return withLease<LeasedRow, number>({
      leaseSeconds: LEASE_SECONDS,
      signal: this.job.signal,
      acquire: () => Promise.resolve(row),
      renew: (_row, report) => {
        this.log.push(`renew ${report ?? '-'}`);
        return this.renewal();
      },
      work: async (_row, held) => {
        await work(held);
        return note('last write');
      },
      handBack: note('hand back'),
      cancelled: note('cancelled'),
      lost: note('lost'),
      failed: (_row, error) => note(`failed ${(error as Error).message}`)(),
    });
  }

  /** All calls but the heartbeats. */
  get steps(): string[] {
    return this.log.filter((line) => !line.startsWith('renew'));
  }
}

const untilAborted = ({ signal }: HeldLease<number>): Promise<void> =>
  new Promise((_resolve, reject) => {
    const end = () => reject(new Error('aborted work'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });

describe('withLease', () => {
  let row: Row;
  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    row = new Row();
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());
  const settled = async (work: Promise<void>): Promise<unknown> => {
    const outcome = work.then(
      () => 'done',
      (error: unknown) => error,
    );
    await jest.advanceTimersByTimeAsync(10_000);
    return outcome;
  };

  it('does nothing when there is nothing to take', async () => {
    expect(await settled(withLease({ acquire: () => Promise.resolve(undefined) } as never))).toBe('done');
  });

  it('renews the lease every second with the latest report, and never after the last write', async () => {
    const wait = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    const work = row.work(async (held) => {
      await wait(1.5);
      held.report(1);
      held.report(2);
      await wait(1);
    });
    expect(await settled(work)).toBe('done');
    expect(row.log).toEqual(['renew -', 'renew 2', 'last write']);
  });

  it('waits for a running heartbeat before the last write', async () => {
    let release = () => {};
    row.renewal = () => new Promise((resolve) => (release = () => resolve(false)));
    const work = row.work(() => new Promise((resolve) => setTimeout(resolve, 1_100)));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(row.steps).toEqual([]);
    release();
    expect(await settled(work)).toBe('done');
    expect(row.steps).toEqual(['last write']);
  });

  it('aborts the work when another worker took the row, and writes nothing more', async () => {
    row.renewal = () => Promise.reject(rowLeaseLost());
    expect(await settled(row.work(untilAborted))).toBe('done');
    expect(row.steps).toEqual(['lost']);
  });

  it('survives a database outage until the lease expires', async () => {
    row.renewal = () => Promise.reject(new Error('the database is away'));
    const work = row.work(untilAborted);
    await jest.advanceTimersByTimeAsync(LEASE_SECONDS * 1_000);
    expect(row.steps).toEqual([]);
    expect(await settled(work)).toBe('done');
    expect(row.steps).toEqual(['lost']);
  });

  it('aborts the work when its owner cancels, and does not start work that was cancelled before', async () => {
    row.renewal = () => Promise.resolve(true);
    expect(await settled(row.work(untilAborted))).toBe('done');
    const before = jest.fn();
    expect(await settled(row.work(before, { lease, isCancelled: true }))).toBe('done');
    expect(row.steps).toEqual(['cancelled', 'cancelled']);
    expect(before).not.toHaveBeenCalled();
  });

  it('hands the row back when the worker stops, and reports that to the queue', async () => {
    const work = row.work(untilAborted);
    row.job.abort(workerStopping());
    expect(await settled(work)).toMatchObject({ code: 'worker_stopping' });
    expect(row.steps).toEqual(['hand back']);
  });

  it('lets the caller decide what an error means; otherwise it hands the row back and throws', async () => {
    expect(await settled(row.work(() => Promise.reject(new Error('broken'))))).toBe('done');
    expect(row.steps).toEqual(['failed broken']);
    const handBack = jest.fn(() => Promise.resolve());
    const plain = withLease({
      leaseSeconds: LEASE_SECONDS,
      signal: row.job.signal,
      acquire: () => Promise.resolve({ lease }),
      renew: () => Promise.resolve(false),
      work: () => Promise.reject(workCancelled()),
      handBack,
    });
    expect(await settled(plain)).toMatchObject({ code: 'work_cancelled' });
    expect(handBack).toHaveBeenCalledTimes(1);
  });
});
