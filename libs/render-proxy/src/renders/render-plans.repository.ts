import { changesOne, type Lease, newId, RowLeases, secondsFromNow } from '@app/core';
import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import { DataSource, type EntityManager } from 'typeorm';
import type { SegmentPlan } from '../engine/segments/segment-plan';
import { advance } from './render-leases.repository';
import {
  type NewSegment,
  PICK_UP_SECONDS,
  type RenderSegment,
  SEGMENT_COLUMNS,
  type SegmentWork,
  type WaitingSegment,
  waitingSegments,
} from './render-segment';

const renderLeases = new RowLeases('renders');

/** How long finished segments are kept, so that a changed edit encodes only what has changed. */
const KEPT = `interval '1 day'`;
/** A plan on which nothing has been done for this long may be made again by a worker with other programs. */
const ABANDONED = `interval '1 minute'`;
export const PLANS_A_BATCH = 200;
/** 1 for a render that has never had a plan, otherwise 0. */
const NEVER_PLANNED = sql`(not exists (select 1 from render_plans where render_id = renders.id))::integer`;
const DROP = `update render_segments set state = 'dropped', position = null, lease_until = null, lease_epoch = render_segments.lease_epoch + 1`;

export interface PlannedRender {
  plan: SegmentPlan;
  /** By position. */
  segments: RenderSegment[];
}

/**
 * Plans of renders that are encoded in segments. Each method with a lease requires the lease of the render, and every
 * transaction that writes to a render and to its segments locks the render first.
 */
@Injectable()
export class RenderPlansRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Stores the plan and its segments, and releases the lease of the render. The run that made its first plan does not
   * count as an attempt; later plans do, so that a render that is planned again and again ends.
   * @returns the segments to encode; undefined, without a change, when the owner has cancelled the render
   * @throws AppError row_lease_lost
   */
  async create(
    lease: Lease,
    plan: SegmentPlan,
    segments: readonly NewSegment[],
    manager: EntityManager,
  ): Promise<WaitingSegment[] | undefined> {
    const [render] = await manager.query<{ isCancelled: boolean }[]>(
      'select cancel_requested_at is not null as "isCancelled" from renders where id = $1 for no key update',
      [lease.id],
    );
    if (render?.isCancelled) return undefined;
    await this.letGo(lease, manager, NEVER_PLANNED);
    await manager.query(
      `insert into render_plans (render_id, plan) values ($1, $2)
       on conflict (render_id) do update set plan = excluded.plan, planned_at = clock_timestamp()`,
      [lease.id, JSON.stringify(plan)],
    );
    const rows = segments.map((segment) => ({ id: newId(), ...segment }));
    await manager.query(
      `insert into render_segments (id, render_id, position, kind, from_frame, to_frame, object_key, size_bytes, state, frames_done, deadline_at)
       select id, $1, position, kind, "fromFrame", "toFrame", "objectKey", "sizeBytes", state, case when state = 'done' then "toFrame" - "fromFrame" else 0 end,
         clock_timestamp() + interval '${PICK_UP_SECONDS} seconds'
       from json_to_recordset($2) as row (id uuid, position smallint, kind text, "fromFrame" integer, "toFrame" integer, "objectKey" text, "sizeBytes" bigint, state text)`,
      [lease.id, JSON.stringify(rows)],
    );
    return waitingSegments('segment.render_id = $1', [lease.id], manager);
  }

  /** The plan that a render follows; `whole` for one that turned out to be impossible to split. */
  async find(renderId: string): Promise<PlannedRender | 'whole' | undefined> {
    const [row] = await this.dataSource.query<{ plan: SegmentPlan | null; isWhole: boolean }[]>(
      'select plan, is_whole as "isWhole" from render_plans where render_id = $1',
      [renderId],
    );
    if (row?.isWhole) return 'whole';
    if (!row?.plan) return undefined;
    const segments = await this.dataSource.query<RenderSegment[]>(
      `select ${SEGMENT_COLUMNS} from render_segments segment where render_id = $1 and state <> 'dropped' order by position`,
      [renderId],
    );
    return { plan: row.plan, segments };
  }

  /** By position; empty for a render that is not split, or whose segments were deleted. Undefined without a render. */
  async work(renderId: string): Promise<SegmentWork[] | undefined> {
    const [render] = await this.dataSource.query<unknown[]>('select 1 from renders where id = $1', [renderId]);
    if (!render) return undefined;
    return this.dataSource.query<SegmentWork[]>(
      `select position, kind, from_frame as "fromFrame", to_frame as "toFrame", attempts, worker, error,
         case when lease_until > clock_timestamp() then 'running' else state end as state, frames_done as "framesDone",
         size_bytes::float8 as "sizeBytes", started_at as "startedAt", finished_at as "finishedAt"
       from render_segments where render_id = $1 and state <> 'dropped' order by position`,
      [renderId],
    );
  }

  /**
   * The objects of these segments are gone: releases the lease of the render and has the segments encoded again. That
   * is an attempt, so that a store that loses them each time does not repeat the render forever.
   * @throws AppError row_lease_lost
   */
  async encodeAgain(lease: Lease, ids: readonly string[], manager: EntityManager): Promise<WaitingSegment[]> {
    await this.letGo(lease, manager, sql`0`);
    await manager.query(
      `update render_segments set state = 'waiting', frames_done = 0, attempts = 0, finished_at = null, size_bytes = null,
         deadline_at = clock_timestamp() + interval '${PICK_UP_SECONDS} seconds'
       where render_id = $1 and id = any($2) and state = 'done'`,
      [lease.id, ids],
    );
    return waitingSegments('segment.render_id = $1', [lease.id], manager);
  }

  /**
   * Drops a plan on which no worker has worked for a while, because none has the programs that it needs.
   * @returns whether it was dropped
   */
  async abandon(lease: Lease, manager: EntityManager): Promise<boolean> {
    const isDropped = await changesOne(
      manager,
      `update render_plans set plan = null where render_id = $1 and planned_at < clock_timestamp() - ${ABANDONED}
         and not exists (select 1 from render_segments segment where segment.render_id = $1
           and (segment.lease_until > clock_timestamp() or segment.worked_at > clock_timestamp() - ${ABANDONED}))`,
      [lease.id],
    );
    if (isDropped) await this.drop(lease.id, manager);
    return isDropped;
  }

  /** The render cannot be split: one worker renders it as a whole. */
  async renderWhole(lease: Lease, manager: EntityManager): Promise<void> {
    await manager.query('update render_plans set plan = null, is_whole = true where render_id = $1', [lease.id]);
    await this.drop(lease.id, manager);
  }

  /** Renders that ended a while ago and whose segments still exist; returned again after an hour. */
  async takeExpired(manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `with expired as materialized (
         select render_id from render_plans join renders on renders.id = render_id
         where renders.finished_at < clock_timestamp() - ${KEPT}
           and (erasing_at is null or erasing_at < clock_timestamp() - interval '1 hour')
         order by renders.finished_at limit ${PLANS_A_BATCH} for update of render_plans skip locked
       )
       update render_plans set erasing_at = clock_timestamp() from expired where render_plans.render_id = expired.render_id
       returning render_plans.render_id as id`,
    );
    return rows.map(({ id }) => id);
  }

  /** Whether workers still encode segments of a render, which may have ended. */
  async isWorkedOn(renderId: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'select 1 from render_segments where render_id = $1 and lease_until > clock_timestamp() limit 1',
      [renderId],
    );
    return rows.length > 0;
  }

  /**
   * Records that a render that has ended no longer uses its objects. Call it before `ownKeys`: of two renders that share
   * an object and are erased at the same time, at least one then finds that no other uses it.
   */
  async markUnused(renderId: string): Promise<void> {
    await this.dataSource.query(
      `${DROP} from renders where render_id = $1 and renders.id = $1 and renders.finished_at is not null`,
      [renderId],
    );
  }

  /** Keys of the segments of a render that no other render with the same store uses. */
  async ownKeys(renderId: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ key: string }[]>(
      `select distinct own.object_key as key from render_segments own join renders on renders.id = own.render_id
       where own.render_id = $1 and not exists (
         select 1 from render_segments other join renders others on others.id = other.render_id
         where other.object_key = own.object_key and other.render_id <> $1 and other.state <> 'dropped' and others.storage = renders.storage)`,
      [renderId],
    );
    return rows.map(({ key }) => key);
  }

  /** Deletes the rows of a render that has ended. */
  async remove(renderId: string): Promise<void> {
    for (const table of ['render_segments', 'render_plans'])
      await this.dataSource.query(
        `delete from ${table} using renders where render_id = $1 and renders.id = $1 and renders.finished_at is not null`,
        [renderId],
      );
  }

  /**
   * The next job of the render is published by its segments, or by reconciliation once none waits.
   * @param returned number of attempts that no longer count
   */
  private async letGo(lease: Lease, manager: EntityManager, returned: Sql): Promise<void> {
    const set = sql`${advance('rendering', 0.1)}, lease_until = null, deadline_at = ${secondsFromNow(PICK_UP_SECONDS)},
      attempts = greatest(0, attempts - ${returned})`;
    await renderLeases.write(manager, lease, set, { condition: sql`finished_at is null` });
  }

  private async drop(renderId: string, manager: EntityManager): Promise<void> {
    await manager.query(`${DROP} where render_id = $1`, [renderId]);
  }
}
