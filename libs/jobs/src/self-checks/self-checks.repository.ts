import {
  affectedRows,
  type Lease,
  newId,
  type Owner,
  ownedBy,
  type Page,
  prepared,
  RowLeases,
  readPage,
  secondsFromNow,
  WORKER_NAME,
} from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import sql from 'sql-template-tag';
import { type EntityManager, In, Repository } from 'typeorm';
import { selfCheckUnfinished } from '../jobs.errors';
import { SelfCheck, type SelfCheckStatus } from './self-check.entity';

const leases = new RowLeases('self_checks');

/**
 * Seconds that a self-check may stand still before it is published again, and the number of times that workers may take
 * it.
 */
const DEADLINE = secondsFromNow(45);
const MAX_ATTEMPTS = 20;
/** Self-checks take slots of the queue that renders need: a render waits for one at most this long. */
export const LONGEST_SELF_CHECK_MS = 1_000;
const BATCH = 200;
const UNFINISHED = In<SelfCheckStatus>(['queued', 'running']);
const KEEP_DAYS = 7;
const COLUMNS = sql`id, user_id as "userId", status, work_ms as "workMs", attempts, worker, error, created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt"`;

/** Self-checks and their guarded changes of state. */
@Injectable()
export class SelfChecksRepository {
  constructor(@InjectRepository(SelfCheck) readonly rows: Repository<SelfCheck>) {}

  /** @throws AppError self_check_unfinished while an earlier one of the account is not finished */
  async create(owner: Owner, workMs: number, manager: EntityManager): Promise<SelfCheck> {
    const { text, values } =
      sql`insert into self_checks (id, user_id, work_ms, deadline_at) values (${newId()}, ${owner.ownerId}, ${workMs}, ${DEADLINE})
        on conflict do nothing returning ${COLUMNS}`;
    const [created] = await manager.query<SelfCheck[]>(prepared(text), values);
    if (created) return created;
    const unfinished = await manager.findOneBy(SelfCheck, ownedBy<SelfCheck>(owner, { status: UNFINISHED }));
    throw selfCheckUnfinished(undefined, { extra: { self_check_id: unfinished?.id ?? null } });
  }

  /** Null for one that does not exist and for one of another account. */
  find(owner: Owner, id: string): Promise<SelfCheck | null> {
    return this.rows.findOneBy(ownedBy<SelfCheck>(owner, { id }));
  }

  /** For the person's archive. */
  listAll(userId: string): Promise<SelfCheck[]> {
    return this.rows.findBy({ userId });
  }

  async erase(userId: string, manager: EntityManager): Promise<void> {
    await manager.delete(SelfCheck, { userId });
  }

  /** Newest first. */
  list(owner: Owner, page: { limit: number; cursor?: string }): Promise<Page<SelfCheck>> {
    return readPage(this.rows.createQueryBuilder('self_check').where(ownedBy<SelfCheck>(owner)), page);
  }

  /**
   * Undefined when there is nothing left to do.
   * @throws AppError row_lease_held
   */
  async take(id: string, seconds: number): Promise<{ lease: Lease; workMs: number } | undefined> {
    const set = sql`status = 'running', attempts = attempts + 1, started_at = coalesce(started_at, clock_timestamp()), deadline_at = ${DEADLINE}`;
    const condition = sql`status in ('queued', 'running')`;
    const returning = sql`work_ms`;
    const lease = await leases.take<{ work_ms: number }>(this.rows.manager, id, seconds, { set, condition, returning });
    return lease && { lease, workMs: lease.work_ms };
  }

  /** @throws AppError row_lease_lost */
  async renew(lease: Lease, seconds: number): Promise<void> {
    const set = sql`worker = ${WORKER_NAME}, deadline_at = ${DEADLINE}, lease_until = ${secondsFromNow(seconds)}`;
    await leases.write(this.rows.manager, lease, set);
  }

  /** @throws AppError row_lease_lost */
  async release(lease: Lease): Promise<void> {
    await leases.write(this.rows.manager, lease, sql`lease_until = null`);
  }

  /**
   * Finishes the check and records its effect, both or neither.
   * @throws AppError row_lease_lost
   */
  async complete(lease: Lease): Promise<void> {
    const set = sql`status = 'completed', completions = completions + 1, worker = ${WORKER_NAME}, lease_until = null, finished_at = clock_timestamp()`;
    const returning = sql`id, lease_epoch, worker`;
    const also = sql`insert into self_check_effects (self_check_id, lease_epoch, worker) select * from written`;
    await leases.write(this.rows.manager, lease, set, { returning, also });
  }

  /** Gives up those that workers have taken too often, and returns the others that stand still with a new deadline. */
  async takeOverdue(manager: EntityManager): Promise<{ id: string; epoch: number }[]> {
    const { text, values } = sql`with overdue as materialized (
         select id, attempts >= ${MAX_ATTEMPTS}::integer as hopeless from self_checks
         where status in ('queued', 'running') and deadline_at < clock_timestamp()
         order by deadline_at limit ${BATCH} for update skip locked
       )
       update self_checks set deadline_at = ${DEADLINE}, lease_until = null,
         status = case when hopeless then 'failed' else status end,
         error = case when hopeless then ${`gave up after ${MAX_ATTEMPTS} attempts`} end,
         finished_at = case when hopeless then clock_timestamp() end
       from overdue where self_checks.id = overdue.id
       returning self_checks.id, self_checks.lease_epoch as epoch, self_checks.status`;
    const [rows] = await manager.query<[{ id: string; epoch: number; status: string }[], number]>(text, values);
    return rows.filter(({ status }) => status !== 'failed');
  }

  async deleteOld(manager: EntityManager): Promise<number> {
    return affectedRows(manager, `delete from self_checks where created_at < now() - interval '${KEEP_DAYS} days'`);
  }
}
