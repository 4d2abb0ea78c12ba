import sql, { raw, type Sql } from 'sql-template-tag';
import type { DataSource, EntityManager } from 'typeorm';
import { rowLeaseLost } from '../core.errors';
import { counter } from '../logging/metrics';
import { changesOne } from './affected-rows';
import type { Lease } from './row-lease';

const abandoned = counter('submissions_unknown_total', 'Submissions whose outcome stayed unknown', ['journal']);

export interface SubmissionJournalOptions {
  /**
   * The table with one row per submission; trusted SQL, never input. Columns: the subject's id (`subject.column`),
   * `number`, `state`, `reference`, `lease_epoch`, `updated_at`. A unique index allows each subject one row in a state
   * of sent, unknown or accepted.
   */
  table: string;
  /** The leased rows that submissions belong to, and the column that points to them. */
  subject: { table: string; column: string };
  /** Seconds during which an unconfirmed submission may still be confirmed; nothing else is sent in that time. */
  graceSeconds: number;
  /** Maximum number of unconfirmed submissions of one subject; after that nothing more is sent. */
  mostUnconfirmed: number;
}

/** One call to an outside service that costs money or publishes something, recorded before it is made. */
export interface Submission {
  readonly subjectId: string;
  /** 1 for the first of its subject. */
  readonly number: number;
  /** Epoch of the lease under which it began. */
  readonly epoch: number;
}

export type BegunSubmission =
  /** Make the call now, then `accept`, `refuse` or `unknown`. */
  | { outcome: 'begun'; submission: Submission }
  /** An earlier call succeeded: do not make another. */
  | { outcome: 'accepted'; reference: string }
  /** An earlier call may have succeeded: do not make another within this many seconds. */
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
 * The journal of calls that cannot be taken back: at most one is open for each subject, whichever worker dies at
 * whichever moment. Only the holder of the subject's lease begins, adopts and disproves submissions. Only the worker
 * that began a submission records its answer; it may do so after losing the lease, because the answer is true
 * regardless.
 */
export class SubmissionJournal {
  private readonly table: Sql;
  private readonly column: Sql;
  private readonly subjects: Sql;

  constructor(private readonly options: SubmissionJournalOptions) {
    this.table = raw(options.table);
    this.column = raw(options.subject.column);
    this.subjects = raw(options.subject.table);
    // Prometheus notices the first one only after a 0.
    abandoned.inc({ journal: options.table }, 0);
  }

  /** Seconds during which an unconfirmed submission may still be confirmed. */
  get graceSeconds(): number {
    return this.options.graceSeconds;
  }

  /**
   * Records a submission, unless another one blocks it.
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
   * Records that the service accepted the call.
   * @param reference the service's id for what it created
   * @returns false when the submission was closed meanwhile
   */
  accept(dataSource: DataSource, submission: Submission, reference: string): Promise<boolean> {
    return this.answer(dataSource, submission, 'accepted', reference);
  }

  /**
   * Records that the call certainly had no effect: the next one may follow immediately, and this one does not count as
   * unconfirmed.
   */
  refuse(dataSource: DataSource, submission: Submission): Promise<boolean> {
    return this.answer(dataSource, submission, 'refused');
  }

  /** Records that the call may have had an effect. */
  unknown(dataSource: DataSource, submission: Submission): Promise<boolean> {
    return this.answer(dataSource, submission, 'unknown');
  }

  /**
   * Records that the unconfirmed submission succeeded after all, as a callback or a probe has shown.
   * @returns false when none is unconfirmed
   * @throws AppError row_lease_lost
   */
  adopt(dataSource: DataSource, lease: Lease, reference: string): Promise<boolean> {
    return this.closeUnderLease(dataSource, lease, 'accepted', reference);
  }

  /**
   * Records that the unconfirmed submission certainly had no effect, as a probe has shown: the next one may follow, and
   * this one does not count as unconfirmed.
   * @returns false when none is unconfirmed
   * @throws AppError row_lease_lost
   */
  disprove(dataSource: DataSource, lease: Lease): Promise<boolean> {
    return this.closeUnderLease(dataSource, lease, 'refused');
  }

  /** When the latest call that may have had an effect was made or answered; undefined when there is none. */
  async latestAt({ manager }: DataSource, subjectId: string): Promise<Date | undefined> {
    const [row] = await this.query<{ at: Date | null }>(
      manager,
      sql`select max(updated_at) as at from ${this.table} where ${this.column} = ${subjectId} and state <> 'refused'`,
    );
    return row?.at ?? undefined;
  }

  private closeUnderLease(
    dataSource: DataSource,
    lease: Lease,
    state: 'accepted' | 'refused',
    reference?: string,
  ): Promise<boolean> {
    return dataSource.transaction(async (manager) => {
      await this.lockSubject(manager, lease);
      return this.close(manager, lease.id, state, reference);
    });
  }

  /** Serialises all changes for one subject. */
  private async lockSubject(manager: EntityManager, lease: Lease): Promise<void> {
    const [subject] = await this.query<{ epoch: number }>(
      manager,
      sql`select lease_epoch as epoch from ${this.subjects} where id = ${lease.id} for no key update`,
    );
    if (subject?.epoch !== lease.epoch)
      throw rowLeaseLost(`The row ${lease.id} of ${this.options.subject.table} has a newer lease.`);
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
    state: 'accepted' | 'refused' | 'abandoned',
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
    return changesOne(manager, text, values);
  }

  private query<Row>(manager: EntityManager, { text, values }: Sql): Promise<Row[]> {
    return manager.query<Row[]>(text, values);
  }
}
