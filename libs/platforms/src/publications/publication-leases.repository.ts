import {
  changesOne,
  type Lease,
  RowLeases,
  type SealedColumn,
  SealedColumnsService,
  SecretVaultService,
  secondsFromNow,
} from '@app/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { DataSource, type EntityManager } from 'typeorm';
import type { UploadSession } from '../video-publisher';
import { PUBLICATION_COLUMNS, type Publication, type PublicationFault, type PublicationWait } from './publication';
import type { PublicationStatus } from './publication-status';
import { refuseAccepted } from './publication-submissions';
import { DUE, IS_SENT } from './schedule-publications';

const SESSION: SealedColumn = { table: 'publications', column: 'session' };
const leases = new RowLeases('publications');
/** Seconds after which work that is due, or whose lease has expired, is published again. */
const SLACK_SECONDS = 10;
export const PUBLICATIONS_A_BATCH = 200;
/** A publication that begins later than this records the reason. One without a chosen time has longer. */
const LATE = sql`case when publish_at is null then interval '60 seconds' else interval '5 seconds' end`;

const ENDED = sql`lease_until = null, due_at = null, deadline_at = null, waiting_for = null, revision = revision + 1, updated_at = clock_timestamp()`;

const IS_CANCELLED = `cancel_requested_at is not null and status = 'publishing' and not ${IS_SENT}`;

/** A publication that a worker has taken. */
export interface TakenPublication {
  lease: Lease;
  publication: Publication;
  /** The upload to the platform that an earlier run began. */
  session: UploadSession | null;
  /** The publishing call of an earlier run: accepted, with the platform's id of the post, or without an answer; calls count from 1. */
  sent: { state: 'accepted'; postId: string } | { state: 'unanswered'; at: Date; number: number } | null;
  /** Its account has to be reconnected first. */
  needsReconnection: boolean;
  /** Its owner has cancelled it. */
  isCancelled: boolean;
}

/** Whether a post may be published now, or why not. */
type MayPublish = 'yes' | 'cancelled' | 'unapproved' | 'not_yet' | 'disconnected';

/** Changes of a publication by workers. Each carries the lease, so that a worker that lost it changes nothing. */
@Injectable()
export class PublicationLeasesRepository implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SecretVaultService,
    private readonly sealedColumns: SealedColumnsService,
  ) {}

  onModuleInit(): void {
    this.sealedColumns.declare(SESSION);
  }

  /**
   * Takes a publication that is due. Undefined when there is nothing to do.
   * @throws AppError row_lease_held
   */
  take(id: string, leaseSeconds: number): Promise<TakenPublication | undefined> {
    return this.dataSource.transaction(async (manager) => {
      const set = sql`status = case when status in ('scheduled', 'waiting') then 'publishing' else status end, waiting_for = null,
        attempts = attempts + 1, revision = revision + case when status in ('scheduled', 'waiting') then 1 else 0 end,
        late_reason = case when status = 'scheduled' and late_reason is null
          and clock_timestamp() > greatest(publish_at, released_at) + ${LATE} then 'no_worker' else late_reason end,
        updated_at = clock_timestamp(), deadline_at = ${secondsFromNow(leaseSeconds + SLACK_SECONDS)}`;
      const condition = sql`status in ('scheduled', 'waiting', 'publishing', 'unknown', 'published') and due_at <= clock_timestamp()`;
      const lease = await leases.take(manager, id, leaseSeconds, { set, condition });
      return lease && this.read(lease, manager);
    });
  }

  /** Milliseconds until it is due; undefined when nothing is planned. */
  async dueInMs(id: string): Promise<number | undefined> {
    const [row] = await this.dataSource.query<{ ms: number }[]>(
      `select extract(epoch from due_at - clock_timestamp())::float8 * 1000 as ms from publications where id = $1 and due_at is not null`,
      [id],
    );
    return row && Math.max(0, row.ms);
  }

  /**
   * Renews the lease and stores the progress.
   * @returns whether the owner has cancelled it; never while a publishing call may be under way
   * @throws AppError row_lease_lost
   */
  async renew(lease: Lease, leaseSeconds: number, progress?: number): Promise<boolean> {
    const report = progress === undefined ? empty : sql`progress = ${Math.round(progress * 10_000) / 10_000}::real, `;
    const set = sql`${report}lease_until = ${secondsFromNow(leaseSeconds)}, deadline_at = ${secondsFromNow(leaseSeconds + SLACK_SECONDS)}`;
    const returning = sql`${raw(IS_CANCELLED)} as cancelled`;
    return (await leases.write<{ cancelled: boolean }>(this.dataSource, lease, set, { returning })).cancelled;
  }

  /**
   * Checks, immediately before the publishing call, whether the post may still be published.
   * @throws AppError row_lease_lost
   */
  async mayPublish(lease: Lease): Promise<MayPublish> {
    const answer = sql`case when status <> 'publishing' or cancel_requested_at is not null then 'cancelled'
      when approval = 'required' then 'unapproved' when publish_at > clock_timestamp() then 'not_yet'
      when account_id is null then 'disconnected' else 'yes' end as answer`;
    const set = sql`updated_at = clock_timestamp()`;
    return (await leases.write<{ answer: MayPublish }>(this.dataSource, lease, set, { returning: answer })).answer;
  }

  /** Stores the upload at the platform, so that another worker can continue it; null removes it. */
  async keepSession(lease: Lease, session: UploadSession | null): Promise<void> {
    const sealed = session && this.vault.seal(session.reference, SESSION, lease.id);
    const progress = session ? empty : sql`, progress = 0`;
    await leases.write(this.dataSource, lease, sql`session = ${sealed}${progress}`);
  }

  /** Releases the lease without a change: this worker stops and another one continues. */
  async handBack(lease: Lease): Promise<void> {
    const set = sql`lease_until = null, attempts = greatest(0, attempts - 1), deadline_at = ${secondsFromNow(SLACK_SECONDS)}`;
    await leases.write(this.dataSource, lease, set);
  }

  /** From `publishing` back to `pending` if its approval was withdrawn. @returns whether it was */
  async holdUnapproved({ id, epoch }: Lease, manager: EntityManager): Promise<boolean> {
    return changesOne(
      manager,
      `update publications set status = 'pending', session = null, progress = 0, released_at = null, lease_until = null, due_at = null,
         deadline_at = null, revision = revision + 1, updated_at = clock_timestamp()
       where id = $1 and lease_epoch = $2 and status = 'publishing' and approval = 'required'`,
      [id, epoch],
    );
  }

  /** From `publishing` back to `scheduled`: its time is still to come. @returns the milliseconds until then */
  async defer(lease: Lease, manager: EntityManager): Promise<number> {
    const set = sql`status = 'scheduled', session = null, progress = 0, attempts = greatest(0, attempts - 1), lease_until = null,
      ${raw(DUE)}, revision = revision + 1, updated_at = clock_timestamp()`;
    const returning = sql`extract(epoch from due_at - clock_timestamp())::float8 * 1000 as ms`;
    const options = { condition: within(['publishing']), returning };
    return Math.max(0, (await leases.write<{ ms: number }>(manager, lease, set, options)).ms);
  }

  /**
   * From `publishing` to `waiting`, or from `published` when the platform failed the post that it had accepted.
   * @param wait `seconds` until the next attempt; undefined: until another change. `isTurn`: this run does not count as
   * an attempt
   */
  async park(
    lease: Lease,
    { fault, waitingFor, seconds, isTurn = false, from = 'publishing' }: PublicationWait,
    manager: EntityManager,
  ): Promise<void> {
    const set = sql`status = 'waiting', waiting_for = ${waitingFor}, fault = ${JSON.stringify(fault)}::json,
      attempts = greatest(0, attempts - ${isTurn ? 1 : 0}), late_reason = coalesce(late_reason, ${waitingFor}),
      progress = case when status = 'published' then 0 else progress end, post_id = null, published_at = null`;
    await this.postpone(lease, from, set, seconds, manager);
    if (from === 'published') await refuseAccepted(lease.id, manager);
  }

  /** The publishing call has no answer. @param seconds until the next query; undefined: never again */
  async doubt(
    lease: Lease,
    { fault, seconds }: { fault: PublicationFault; seconds?: number },
    manager: EntityManager,
  ): Promise<void> {
    const set = sql`status = 'unknown', fault = ${JSON.stringify(fault)}::json, looks = looks + 1`;
    await this.postpone(lease, ['publishing', 'unknown'], set, seconds, manager);
  }

  /** The platform confirms that nothing was published: from `unknown` back to `publishing`, under the same lease. */
  async resume(lease: Lease): Promise<void> {
    const set = sql`status = 'publishing', looks = 0, revision = revision + 1, updated_at = clock_timestamp()`;
    await leases.write(this.dataSource, lease, set, { condition: within(['publishing', 'unknown']) });
  }

  /** The platform accepted the post. @param seconds until the first query whether it is live */
  async publish(lease: Lease, postId: string, seconds: number, manager: EntityManager): Promise<void> {
    const set = sql`status = 'published', post_id = ${postId}, published_at = clock_timestamp(), session = null, fault = null,
      progress = 1, looks = 0, attempts = 0, cancel_requested_at = null`;
    await this.postpone(lease, ['publishing', 'unknown'], set, seconds, manager);
  }

  /** The platform does not show the post yet. @param wait `fault`: of its account, for which it waits without `seconds` */
  async observeAgain(lease: Lease, wait: Partial<PublicationWait>, manager: EntityManager): Promise<void> {
    const set = sql`looks = looks + 1, fault = ${wait.fault ? JSON.stringify(wait.fault) : null}::json`;
    await this.postpone(lease, 'published', set, wait.seconds, manager);
  }

  /** The platform was not queried, because it was the turn of other posts. */
  async observeAtTurn(lease: Lease, wait: Partial<PublicationWait>, manager: EntityManager): Promise<void> {
    const set = sql`attempts = greatest(0, attempts - 1), fault = ${JSON.stringify(wait.fault)}::json`;
    await this.postpone(lease, 'published', set, wait.seconds, manager);
  }

  async verify(
    lease: Lease,
    {
      permalink,
      visibility,
      fault,
    }: { permalink: string | null; visibility: string | null; fault?: PublicationFault | undefined },
    manager: EntityManager,
  ): Promise<void> {
    const set = sql`status = 'verified', verified_at = clock_timestamp(), permalink = ${permalink}, visibility = ${visibility},
      fault = ${fault ? JSON.stringify(fault) : null}::json, ${ENDED}`;
    await leases.write(manager, lease, set, { condition: within(['published']) });
  }

  /** A post that the platform removed after it had accepted it may be published again. */
  async fail(lease: Lease, fault: PublicationFault, manager: EntityManager): Promise<void> {
    const set = sql`status = 'failed', fault = ${JSON.stringify(fault)}::json, session = null, ${ENDED}`;
    await leases.write(manager, lease, set, { condition: within(['publishing', 'published']) });
    await refuseAccepted(lease.id, manager);
  }

  /** @throws row_lease_lost when a publishing call was made, too: only the platform knows whether the post exists */
  async cancel(lease: Lease, manager: EntityManager): Promise<void> {
    const set = sql`status = 'cancelled', session = null, ${ENDED}`;
    await leases.write(manager, lease, set, { condition: sql`${within(['publishing'])} and not ${raw(IS_SENT)}` });
  }

  /**
   * Whether a post that was found by its text may belong to another publication of the account, because that one has
   * the same description and was sent since then, or a few minutes earlier.
   */
  async isAmbiguous({ id }: Lease, postId: string, since: Date): Promise<boolean> {
    const [{ isAmbiguous }] = await this.dataSource.query<[{ isAmbiguous: boolean }]>(
      `select exists (
         select from publications p join publications o on o.account_id = p.account_id and o.id <> p.id
         where p.id = $1 and o.status in ('publishing', 'unknown', 'published', 'verified') and (
           o.post_id = $2 or position($2 in o.permalink) > 0 or (
             coalesce(o.overrides ->> 'description', o.texts ->> 'description') = coalesce(p.overrides ->> 'description', p.texts ->> 'description')
             and coalesce(o.published_at, o.updated_at) >= $3::timestamptz - interval '10 minutes'))
       ) as "isAmbiguous"`,
      [id, postId, since],
    );
    return isAmbiguous;
  }

  /** Publications that stand still; moves their deadline. @returns their ids and the epochs of their leases */
  async takeOverdue(manager: EntityManager): Promise<{ id: string; epoch: number }[]> {
    const [rows] = await manager.query<[{ id: string; epoch: number }[], number]>(
      `with overdue as materialized (
         select id from publications where deadline_at <= clock_timestamp() order by deadline_at limit ${PUBLICATIONS_A_BATCH} for update skip locked
       )
       update publications set deadline_at = clock_timestamp() + interval '60 seconds' from overdue where publications.id = overdue.id
       returning publications.id, lease_epoch as epoch`,
    );
    return rows;
  }

  private async postpone(
    lease: Lease,
    from: PublicationStatus | readonly PublicationStatus[],
    set: Sql,
    seconds: number | undefined,
    manager: EntityManager,
  ): Promise<void> {
    const next =
      seconds === undefined
        ? sql`due_at = null, deadline_at = null`
        : sql`due_at = ${secondsFromNow(seconds)}, deadline_at = ${secondsFromNow(seconds + SLACK_SECONDS)}`;
    const released = sql`${set}, ${next}, lease_until = null, revision = revision + 1, updated_at = clock_timestamp()`;
    await leases.write(manager, lease, released, { condition: within([from].flat()) });
  }

  private async read(lease: Lease, manager: EntityManager): Promise<TakenPublication> {
    const [row] = await manager.query<
      (Publication & { session: string | null; needsReconnection: boolean; isCancelled: boolean })[]
    >(
      `select ${PUBLICATION_COLUMNS}, session, ${IS_CANCELLED} as "isCancelled",
         exists (select from platform_accounts a where a.id = account_id and a.status <> 'active') as "needsReconnection"
       from publications where id = $1`,
      [lease.id],
    );
    const [open] = await manager.query<{ reference: string | null; at: Date; number: number }[]>(
      `select reference, created_at as at, number from publication_submissions where publication_id = $1 and state in ('sent', 'unknown', 'accepted')`,
      [lease.id],
    );
    if (!row) throw new Error('a leased row is missing');
    const { session, needsReconnection, isCancelled, ...publication } = row;
    const accepted = open?.reference;
    return {
      lease,
      publication,
      session: session === null ? null : { reference: this.vault.open(session, SESSION, lease.id) },
      sent: accepted
        ? { state: 'accepted', postId: accepted }
        : open
          ? { state: 'unanswered', at: open.at, number: open.number }
          : null,
      needsReconnection,
      isCancelled,
    };
  }
}

const within = (states: readonly PublicationStatus[]): Sql => sql`status = any(${states}::text[])`;
