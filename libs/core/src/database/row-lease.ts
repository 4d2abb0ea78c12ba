import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { rowLeaseHeld, rowLeaseLost } from '../core.errors';
import { counter } from '../logging/metrics';
import { prepared } from './postgres-driver';

/** One worker's right to change a row until the lease expires, in database time, or another worker takes the row. */
export interface Lease {
  readonly id: string;
  /** Increases each time a worker takes the row; a write with an older epoch changes nothing. */
  readonly epoch: number;
}

/** A transaction's `EntityManager`, or a `DataSource`. */
interface SqlRunner {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

const fencedWrites = counter('fenced_writes_total', 'Writes refused because another worker had taken over the row', [
  'table',
]);

const ANY = sql`true`;

/** The moment this many seconds from now, in database time. */
export const secondsFromNow = (seconds: number): Sql =>
  sql`clock_timestamp() + ${seconds}::float8 * interval '1 second'`;

/**
 * Assignment to the column `failing_since` at the end of a run: after an outage, the time of the first run in a row
 * that an outage ended; otherwise null.
 */
export const failingSince = (isOutage: boolean): Sql =>
  isOutage ? sql`failing_since = coalesce(failing_since, clock_timestamp())` : sql`failing_since = null`;

/**
 * Leases on the rows of one table with the columns `id uuid`, `lease_epoch integer not null default 0` and `lease_until
 * timestamptz`. The queue's lock usually keeps workers apart, but a worker that was paused does not notice that it lost
 * the lock; only the row's epoch shows it.
 */
export class RowLeases {
  private readonly table: Sql;

  /** @param name table name; trusted SQL, never input */
  constructor(private readonly name: string) {
    this.table = raw(name);
  }

  /**
   * Takes the row unless another worker holds it; undefined when no such row exists or `condition` does not hold.
   * @param set further assignments, written together with the lease
   * @param condition which rows may be taken
   * @param returning columns of the taken row, added to the lease
   * @throws AppError row_lease_held, retryable, while another worker holds it
   */
  async take<Row = object>(
    runner: SqlRunner,
    id: string,
    seconds: number,
    { set, condition = ANY, returning }: { set?: Sql; condition?: Sql; returning?: Sql } = {},
  ): Promise<(Lease & Row) | undefined> {
    const [taken] = await changed<Lease & Row>(
      runner,
      sql`update ${this.table} set lease_epoch = lease_epoch + 1, lease_until = ${secondsFromNow(seconds)}${set ? sql`, ${set}` : empty}
       where id = ${id} and (lease_until is null or lease_until <= clock_timestamp()) and (${condition})
       returning id, lease_epoch as epoch${returning ? sql`, ${returning}` : empty}`,
    );
    if (taken) return taken;
    const question = sql`select ceil(extract(epoch from lease_until - clock_timestamp()))::int as seconds from ${this.table}
       where id = ${id} and lease_until > clock_timestamp() and (${condition})`;
    const [held] = (await runner.query(question.text, question.values)) as { seconds: number }[];
    if (held)
      throw rowLeaseHeld(`Another worker holds ${this.name} ${id}.`, { retryAfterSeconds: Math.max(1, held.seconds) });
    return undefined;
  }

  /**
   * Writes to the row if the lease is still the latest one.
   * @param set assignments
   * @param condition what must hold as well
   * @param returning columns of the written row
   * @param also a further change in the same statement; the written row is its table `written`
   * @throws AppError row_lease_lost when another worker took over: stop immediately, without another write
   */
  async write<Row = never>(
    runner: SqlRunner,
    lease: Lease,
    set: Sql,
    { condition = ANY, returning = sql`id`, also }: { condition?: Sql; returning?: Sql; also?: Sql } = {},
  ): Promise<Row> {
    const update = sql`update ${this.table} set ${set} where id = ${lease.id} and lease_epoch = ${lease.epoch} and (${condition}) returning ${returning}`;
    const [written] = also
      ? await selected<Row>(runner, sql`with written as (${update}), also as (${also}) select * from written`)
      : await changed<Row>(runner, update);
    if (written) return written;
    fencedWrites.inc({ table: this.name });
    throw rowLeaseLost(`The row ${lease.id} of ${this.name} has a newer lease.`);
  }
}

/** For `catch`: undefined while another worker holds the row. @throws every other error */
export function unlessHeld(error: unknown): undefined {
  if (rowLeaseHeld.is(error)) return undefined;
  throw error;
}

async function changed<Row>(runner: SqlRunner, { text, values }: Sql): Promise<Row[]> {
  const [rows] = (await runner.query(prepared(text), values)) as [Row[], number];
  return rows;
}

async function selected<Row>(runner: SqlRunner, { text, values }: Sql): Promise<Row[]> {
  return (await runner.query(prepared(text), values)) as Row[];
}
