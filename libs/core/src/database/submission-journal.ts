import sql, { raw, type Sql } from 'sql-template-tag';
import type { DataSource, EntityManager } from 'typeorm';
import { rowLeaseLost } from '../core.errors';
import { counter } from '../logging/metrics';
import type { Lease } from './row-lease';

const abandoned = counter('submissions_unknown_total', 'Submissions whose outcome stayed unknown', ['journal']);

export interface SubmissionJournalOptions {
  /**
   * The table with one row for each submission; trusted SQL, never input. Columns: the subject's id (`subject.column`), `number`,
   * `state`, `reference`, `lease_epoch`, `updated_at`; a unique index keeps one of the states sent, unknown, accepted for each subject.
   */
  table: string;
  /** The leased rows that submissions belong to, and the column that points to them. */
  subject: { table: string; column: string };
  /** Seconds in which an unconfirmed submission may still be confirmed; nothing else is sent meanwhile. */
  graceSeconds: number;
  /** Submissions of one subject that were never confirmed, after which nothing is sent any more. */
  mostUnconfirmed: number;
}

/** One call to a service outside that costs money or publishes something, written down before it is made. */
export interface Submission {
  readonly subjectId: string;
  /** 1 for the first of its subject. */
  readonly number: number;
  /** Of the lease under which it began. */
  readonly epoch: number;
}

export type BegunSubmission =
  /** Make the call now, then `accept`, `refuse` or `unknown`. */
  | { outcome: 'begun'; submission: Submission }
  /** An earlier call has worked: do not make another. */
  | { outcome: 'accepted'; reference: string }
  /** An earlier call may have worked: do not make another before so many seconds. */
  | { outcome: 'unconfirmed'; retryAfterSeconds: number }
  /** Too many calls were never confirmed: give up. */
  | { outcome: 'exhausted' };

interface OpenSubmission {
  number: number;
  state: 'sent' | 'unknown' | 'accepted';
  reference: string | null;
  age: number;
}

/**
 * The journal of calls that cannot be taken back: at most one of them is open for each subject, whichever worker dies when. Only the
 * holder of the subject's lease begins, adopts and abandons; only the worker that began a submission records its answer, which it may
 * do after it lost the lease, because the answer is true all the same.
 */
export class SubmissionJournal {
  private readonly table: Sql;
  private readonly column: Sql;
  private readonly subjects: Sql;

  constructor(private readonly options: SubmissionJournalOptions) {
    this.table = raw(options.table);
    this.column = raw(options.subject.column);
    this.subjects = raw(options.subject.table);
  }

  /** How long an unconfirmed submission may still be confirmed. */
  get graceSeconds(): number {
    return this.options.graceSeconds;
  }

  /**
   * Writes a submission down, unless another one stands in its way.
   * @throws AppError row_lease_lost
   */
  begin(dataSource: DataSource, lease: Lease): Promise<BegunSubmission> {
    return dataSource.transaction(async (manager): Promise<BegunSubmission> => {
      await this.lockSubject(manager, lease);
      const open = await this.findOpen(manager, lease.id);
      if (open?.state === 'accepted') return { outcome: 'accepted', reference: open.reference ?? '' };
      const { graceSeconds, mostUnconfirmed } = this.options;
      if (open && open.age < graceSeconds)
        return { outcome: 'unconfirmed', retryAfterSeconds: Math.ceil(graceSeconds - open.age) };
      if (open) await this.close(manager, lease.id, 'abandoned');
      const [row] = await this.query<{ number: number }>(
        manager,
        sql`insert into ${this.table} (${this.column}, number, state, lease_epoch)
          select ${lease.id}::uuid, coalesce(max(number), 0) + 1, 'sent', ${lease.epoch}::integer from ${this.table}
          where ${this.column} = ${lease.id} having count(*) filter (where state = 'abandoned') < ${mostUnconfirmed}::bigint
          returning number`,
      );
      if (!row) return { outcome: 'exhausted' };
      return { outcome: 'begun', submission: { subjectId: lease.id, number: row.number, epoch: lease.epoch } };
    });
  }

  /**
   * The service has accepted the call.
   * @param reference the service's id of what it made
   * @returns false when the submission was closed meanwhile
   */
  accept(dataSource: DataSource, submission: Submission, reference: string): Promise<boolean> {
    return this.answer(dataSource, submission, 'accepted', reference);
  }

  /** The call certainly had no effect: the next one may follow at once and does not count as unconfirmed. */
  refuse(dataSource: DataSource, submission: Submission): Promise<boolean> {
    return this.answer(dataSource, submission, 'refused');
  }

  /** The call may have had its effect. */
  unknown(dataSource: DataSource, submission: Submission): Promise<boolean> {
    return this.answer(dataSource, submission, 'unknown');
  }

  /**
   * A sign of an unconfirmed submission has come, a callback or a probe: it has worked after all.
   * @returns false when none is unconfirmed
   * @throws AppError row_lease_lost
   */
  adopt(dataSource: DataSource, lease: Lease, reference: string): Promise<boolean> {
    return this.closeUnderLease(dataSource, lease, 'accepted', reference);
  }

  /**
   * A probe has shown that the unconfirmed submission never worked.
   * @returns false when none is unconfirmed
   * @throws AppError row_lease_lost
   */
  abandon(dataSource: DataSource, lease: Lease): Promise<boolean> {
    return this.closeUnderLease(dataSource, lease, 'abandoned');
  }

  private closeUnderLease(
    dataSource: DataSource,
    lease: Lease,
    state: 'accepted' | 'abandoned',
    reference?: string,
  ): Promise<boolean> {
    return dataSource.transaction(async (manager) => {
      await this.lockSubject(manager, lease);
      return this.close(manager, lease.id, state, reference);
    });
  }

  /** All changes for one subject happen one after the other. */
  private async lockSubject(manager: EntityManager, lease: Lease): Promise<void> {
    const [subject] = await this.query<{ epoch: number }>(
      manager,
      sql`select lease_epoch as epoch from ${this.subjects} where id = ${lease.id} for no key update`,
    );
    if (subject?.epoch !== lease.epoch)
      throw rowLeaseLost(`another worker took over ${this.options.subject.table} ${lease.id}`);
  }

  private async findOpen(manager: EntityManager, subjectId: string): Promise<OpenSubmission | undefined> {
    const [open] = await this.query<OpenSubmission>(
      manager,
      sql`select number, state, reference, extract(epoch from clock_timestamp() - updated_at)::float8 as age
        from ${this.table} where ${this.column} = ${subjectId} and state in ('sent', 'unknown', 'accepted')`,
    );
    return open;
  }

  private async close(
    manager: EntityManager,
    subjectId: string,
    state: 'accepted' | 'abandoned',
    reference: string | null = null,
  ): Promise<boolean> {
    const changed = await this.change(manager, state, reference, sql`${this.column} = ${subjectId}`);
    if (changed && state === 'abandoned') abandoned.inc({ journal: this.options.table });
    return changed;
  }

  private answer(
    { manager }: DataSource,
    { subjectId, number, epoch }: Submission,
    state: 'accepted' | 'refused' | 'unknown',
    reference: string | null = null,
  ): Promise<boolean> {
    const own = sql`${this.column} = ${subjectId} and number = ${number} and lease_epoch = ${epoch}`;
    return this.change(manager, state, reference, own);
  }

  private async change(manager: EntityManager, state: string, reference: string | null, which: Sql): Promise<boolean> {
    const { text, values } =
      sql`update ${this.table} set state = ${state}, reference = ${reference}, updated_at = clock_timestamp()
      where ${which} and state in ('sent', 'unknown')`;
    const [, count] = await manager.query<[unknown[], number]>(text, values);
    return count === 1;
  }

  private query<Row>(manager: EntityManager, { text, values }: Sql): Promise<Row[]> {
    return manager.query<Row[]>(text, values);
  }
}
