import { rowLeaseHeld, rowLeaseLost } from '../core.errors';
import { counter } from '../logging/metrics';

/** One worker's right to change a row, until database time says otherwise or somebody else has taken it. */
export interface Lease {
  readonly id: string;
  /** Goes up with every taker: a write that carries an older one changes nothing. */
  readonly epoch: number;
}

/** A transaction's `EntityManager`, or a `DataSource`. */
interface SqlRunner {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

const fencedWrites = counter('fenced_writes_total', 'Writes refused because another worker had taken over the row', [
  'table',
]);

/**
 * Leases on the rows of one table, which has `id uuid`, `lease_epoch integer not null default 0` and `lease_until timestamptz`.
 * The queue's lock tells workers apart most of the time; a worker that was paused does not know that it lost the lock, and
 * only the row can tell it.
 */
export class RowLeases {
  /** @param table trusted SQL, never input */
  constructor(private readonly table: string) {}

  /**
   * Takes the row when nobody holds it; undefined when there is no such row or `condition` does not hold.
   * @param set further assignments in SQL, written together with the lease; no parameters
   * @param condition which rows may be taken, in SQL; no parameters
   * @throws AppError row_lease_held, retryable, while somebody else holds it
   */
  async take(
    runner: SqlRunner,
    id: string,
    seconds: number,
    { set, condition = 'true' }: { set?: string; condition?: string } = {},
  ): Promise<Lease | undefined> {
    const [rows] = (await runner.query(
      `update ${this.table} set lease_epoch = lease_epoch + 1, lease_until = clock_timestamp() + $2::float8 * interval '1 second'${set ? `, ${set}` : ''}
       where id = $1 and (lease_until is null or lease_until <= clock_timestamp()) and (${condition})
       returning lease_epoch`,
      [id, seconds],
    )) as [{ lease_epoch: number }[], number];
    if (rows[0]) return { id, epoch: rows[0].lease_epoch };
    const held = (await runner.query(
      `select ceil(extract(epoch from lease_until - clock_timestamp()))::int as seconds from ${this.table} where id = $1 and lease_until > clock_timestamp() and (${condition})`,
      [id],
    )) as { seconds: number }[];
    if (held[0])
      throw rowLeaseHeld(`another worker holds ${this.table} ${id}`, {
        retryAfterSeconds: Math.max(1, held[0].seconds),
      });
    return undefined;
  }

  /**
   * Writes to the row if the lease is still the latest one.
   * @param set assignments in SQL, its parameters from $1
   * @param condition what must hold besides, in SQL; no parameters
   * @throws AppError row_lease_lost when somebody took over: stop at once, without another write
   */
  async write(
    runner: SqlRunner,
    lease: Lease,
    set: string,
    parameters: readonly unknown[] = [],
    condition = 'true',
  ): Promise<void> {
    const [, changed] = (await runner.query(
      `update ${this.table} set ${set} where id = $${parameters.length + 1} and lease_epoch = $${parameters.length + 2} and (${condition})`,
      [...parameters, lease.id, lease.epoch],
    )) as [unknown[], number];
    if (changed === 1) return;
    fencedWrites.inc({ table: this.table });
    throw rowLeaseLost(`another worker took over ${this.table} ${lease.id}`);
  }

  /** @throws AppError row_lease_lost */
  renew(runner: SqlRunner, lease: Lease, seconds: number): Promise<void> {
    return this.write(runner, lease, `lease_until = clock_timestamp() + $1::float8 * interval '1 second'`, [seconds]);
  }
}
