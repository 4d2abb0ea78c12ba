import { affectedRows, failingSince, type Lease, RowLeases, secondsFromNow } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import { DataSource, type EntityManager } from 'typeorm';
import { type RenderProxyConfig, renderProxyConfig } from '../render-proxy.config';
import { isSplit } from '../renders/render-room';
import { bytesOf, type Rendition } from './rendition';
import { Source, type SourceFacts } from './source.entity';
import { assertRoomForBytes } from './source-room';
import { PICK_UP_SECONDS } from './sources.repository';

const leases = new RowLeases('ingest_sources');
const SLACK_SECONDS = 10;
/** Takes a lock until the end of the transaction, so that two workers never begin two sources of an owner at once. */
const LOCK_OWNER = `select pg_advisory_xact_lock(hashtextextended('sources ' || user_id, 0)) from ingest_sources where id = $1`;
/** Conditions on rows of `ingest_sources`, by their name. */
const isUnfinished = (row: string) =>
  `${row}.finished_at is null and (${row}.kind <> 'direct' or ${row}.received_at is not null)`;
/** It needs something that no worker can give it, such as disk space, and its next attempt is not due. */
const isPaused = (row: string) =>
  `${row}.waiting_for is not null and ${row}.deadline_at > clock_timestamp() + interval '${SLACK_SECONDS} seconds'`;
const isWaiting = (row: string) =>
  `${isUnfinished(row)} and not (${isPaused(row)}) and (${row}.lease_until is null or ${row}.lease_until <= clock_timestamp())`;
/** A worker has another source of the owner of the row. */
const ownerIsServed = (row: string) => `exists (select 1 from ingest_sources running
  where running.user_id = ${row}.user_id and running.id <> ${row}.id and ${isUnfinished('running')} and running.lease_until > clock_timestamp())`;
const MAX_ATTEMPTS = 20;
export const SOURCES_A_BATCH = 200;
const FINISHED = sql`lease_until = null, waiting_for = null, finished_at = clock_timestamp(), updated_at = clock_timestamp()`;
/** A direct source that never arrived is abandoned after a day; its URL is valid for an hour. */
const ABANDONED = `interval '23 hours'`;

export interface TakenSource {
  source: Source;
  lease: Lease;
}

/** The lease is the caller's if the source is hopeless. */
export interface OverdueSource extends Lease {
  status: Source['status'];
  /** It was tried too often, and has to end. */
  isHopeless: boolean;
}

export interface StoredSource extends SourceFacts {
  objectKey: string;
  sizeBytes: number;
}

/** Changes of a source by workers. Each carries the lease, so that a worker that lost it changes nothing. */
@Injectable()
export class SourceLeasesRepository {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(renderProxyConfig.KEY) private readonly config: RenderProxyConfig,
  ) {}

  /**
   * Undefined when there is nothing left to do, for a direct source that has not arrived, and while others wait, if its
   * owner has a running source or has used up the hour's processor time.
   * @throws AppError row_lease_held
   */
  async take(id: string, leaseSeconds: number): Promise<TakenSource | undefined> {
    const set = sql`status = case when status = 'queued' then 'importing' else status end, attempts = attempts + 1,
      waiting_for = null, updated_at = clock_timestamp(), deadline_at = ${secondsFromNow(leaseSeconds + SLACK_SECONDS)}`;
    const condition = sql`${raw(isUnfinished('ingest_sources'))} and (${this.mayWork()}) and (${hasTurn()})`;
    return this.dataSource.transaction(async (manager) => {
      await manager.query(LOCK_OWNER, [id]);
      const lease = await leases.take(manager, id, leaseSeconds, { set, condition });
      return lease && { lease, source: await manager.findOneByOrFail(Source, { id }) };
    });
  }

  /** The owner's source that has waited longest; it may have waited for the end of another one. */
  async nextWaiting(userId: string, manager: EntityManager): Promise<string | undefined> {
    const [next] = await manager.query<{ id: string }[]>(
      `select id from ingest_sources where user_id = $1 and ${isWaiting('ingest_sources')} order by created_at limit 1`,
      [userId],
    );
    return next?.id;
  }

  /** Records processor time that the sources of an owner used. */
  async countSeconds(userId: string, seconds: number): Promise<void> {
    await this.dataSource.query(
      `insert into ingest_usage (user_id, slot, processor_seconds) values ($1, date_bin('10 minutes', clock_timestamp(), 'epoch'), $2)
       on conflict (user_id, slot) do update set processor_seconds = ingest_usage.processor_seconds + excluded.processor_seconds`,
      [userId, seconds],
    );
  }

  /** Deletes records that no longer matter; returns their number. */
  async forgetSeconds(manager: EntityManager): Promise<number> {
    return affectedRows(manager, `delete from ingest_usage where slot < clock_timestamp() - interval '1 day'`);
  }

  private mayWork(): Sql {
    const budget = sql`${this.config.INGEST_SECONDS_PER_HOUR}::float8`;
    return sql`ingest_seconds(ingest_sources.user_id) < ${budget} or not exists (select 1 from ingest_sources other
      where other.user_id <> ingest_sources.user_id and ${raw(isUnfinished('other'))} and not (${raw(isPaused('other'))}) and ingest_seconds(other.user_id) < ${budget})`;
  }

  /** @throws AppError row_lease_lost */
  async renew(lease: Lease, leaseSeconds: number): Promise<void> {
    const deadline = secondsFromNow(leaseSeconds + SLACK_SECONDS);
    const set = sql`lease_until = ${secondsFromNow(leaseSeconds)}, deadline_at = ${deadline}`;
    await leases.write(this.dataSource, lease, set);
  }

  /** Releases the lease; the job is retried, at the latest by reconciliation. */
  async release(lease: Lease): Promise<void> {
    await leases.write(
      this.dataSource,
      lease,
      sql`lease_until = null, deadline_at = ${secondsFromNow(PICK_UP_SECONDS)}`,
    );
  }

  /** Releases the lease until the source may have what it needs; the run does not count as an attempt. */
  async wait(
    lease: Lease,
    { waitingFor, seconds }: { waitingFor: string; seconds: number },
    manager: EntityManager,
  ): Promise<void> {
    const set = sql`lease_until = null, attempts = greatest(0, attempts - 1), waiting_for = ${waitingFor}, ${failingSince(true)},
      deadline_at = ${secondsFromNow(seconds + SLACK_SECONDS)}, updated_at = clock_timestamp()`;
    await leases.write(manager, lease, set);
  }

  /**
   * Counts what the source is about to have in the store, before it is stored.
   * @param bytes of the source, its renditions that are ready, and the file to be stored
   * @throws too_many_sources when its owner has no room for it; AppError row_lease_lost
   */
  async claimRoom(lease: Lease, userId: string, bytes: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await assertRoomForBytes({ ownerId: userId }, { id: lease.id, bytes }, manager);
      await leases.write(manager, lease, sql`stored_bytes = ${bytes}`);
    });
  }

  async markReady(lease: Lease, stored: StoredSource, manager: EntityManager): Promise<void> {
    const { objectKey, sizeBytes, width, height, seconds, fps } = stored;
    const set = sql`status = 'ready', object_key = ${objectKey}, size_bytes = ${sizeBytes}, width = ${width}, height = ${height},
      seconds = ${seconds}, fps = ${fps}, ${failingSince(false)}, updated_at = clock_timestamp()`;
    await leases.write(manager, lease, set);
  }

  async writeRenditions(
    lease: Lease,
    renditions: readonly Rendition[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    const bytes = bytesOf(renditions);
    const set = sql`renditions = ${JSON.stringify(renditions)}, stored_bytes = coalesce(size_bytes, 0) + ${bytes}, ${failingSince(false)}, updated_at = clock_timestamp()`;
    await leases.write(manager, lease, set);
  }

  async finish(lease: Lease, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await leases.write(manager, lease, FINISHED);
  }

  /** Records that the source itself failed, and with it all of its renditions. Its files count until they are erased. */
  async fail(
    lease: Lease,
    error: { code: string; message: string },
    renditions: readonly Rendition[],
    manager: EntityManager,
  ): Promise<void> {
    const [fault, list] = [JSON.stringify(error), JSON.stringify(renditions)];
    await leases.write(manager, lease, sql`status = 'failed', error = ${fault}, renditions = ${list}, ${FINISHED}`);
  }

  /** A source of any owner. */
  find(id: string, manager: EntityManager = this.dataSource.manager): Promise<Source | null> {
    return manager.findOneBy(Source, { id });
  }

  /** The files of a deleted or failed source are gone: removes the row of a deleted one. */
  async forget(id: string): Promise<void> {
    await this.dataSource.query(`delete from ingest_sources where id = $1 and status = 'deleted'`, [id]);
    await this.dataSource.query(`update ingest_sources set stored_bytes = 0 where id = $1 and status = 'failed'`, [id]);
  }

  /**
   * Sources that stand still, and deleted and failed ones with files, with a new deadline; takes those that were tried
   * too often from their workers.
   */
  async takeOverdue(manager: EntityManager): Promise<OverdueSource[]> {
    const [rows] = await manager.query<[OverdueSource[], number]>(
      `with overdue as materialized (
         select id, finished_at is null and attempts >= ${MAX_ATTEMPTS} as hopeless from ingest_sources
         where (finished_at is null or status = 'deleted' or status = 'failed' and stored_bytes > 0) and deadline_at < clock_timestamp() order by deadline_at limit ${SOURCES_A_BATCH} for update skip locked
       )
       update ingest_sources source set deadline_at = clock_timestamp() + interval '${PICK_UP_SECONDS} seconds',
         lease_until = case when hopeless then null else lease_until end, lease_epoch = lease_epoch + hopeless::int
       from overdue where source.id = overdue.id returning source.id, source.lease_epoch as epoch, source.status, hopeless as "isHopeless"`,
    );
    return rows;
  }

  /** Deletes direct sources that never arrived, including anything already in the store. */
  async abandonDirect(manager: EntityManager): Promise<number> {
    return affectedRows(
      manager,
      `update ingest_sources set status = 'deleted', finished_at = clock_timestamp(), deadline_at = clock_timestamp(), updated_at = clock_timestamp()
       where id in (select id from ingest_sources where direct_token_hash is not null and received_at is null and status = 'queued'
                    and direct_expires_at < clock_timestamp() - ${ABANDONED} limit ${SOURCES_A_BATCH} for update skip locked)`,
    );
  }
}

/**
 * Condition: the owner has no running source, or nobody waits for a worker whose sources or renders none serves. A source
 * occupies its worker for as long as its server takes, so one owner must not have them all.
 */
function hasTurn(): Sql {
  const servesRender = `exists (select 1 from renders running where running.user_id = other.user_id
    and running.finished_at is null and running.lease_until > clock_timestamp())`;
  return sql`not ${raw(ownerIsServed('ingest_sources'))} or not (
    exists (select 1 from ingest_sources other where other.user_id <> ingest_sources.user_id
      and ${raw(isWaiting('other'))} and not ${raw(ownerIsServed('other'))})
    or exists (select 1 from renders other where other.user_id <> ingest_sources.user_id and other.finished_at is null
      and other.provider_render_id is null and other.attempts = 0 and not ${raw(isSplit('other'))} and not ${raw(servesRender)}))`;
}
