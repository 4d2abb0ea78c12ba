import { changesOne, failingSince, type Lease, RowLeases, secondsFromNow, WORKER_NAME } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import sql, { empty } from 'sql-template-tag';
import { DataSource, type EntityManager } from 'typeorm';
import type { SegmentPlan } from '../engine/segments/segment-plan';
import { type RenderProxyConfig, renderProxyConfig } from '../render-proxy.config';
import type { Render, RenderFault } from './render.entity';
import { LOCK_OWNER, ownerHasRoom } from './render-room';
import { type RenderSegment, SEGMENT_COLUMNS, type WaitingSegment, waitingSegments } from './render-segment';

const leases = new RowLeases('render_segments');

/** Seconds that a segment may stand still after its lease or its next step has expired, before it is published again. */
const SLACK_SECONDS = 10;
export const SEGMENTS_A_BATCH = 200;
/** The progress of a render when its first segment begins and when its last one is finished. */
const [FETCHED, ENCODED] = [0.1, 0.9];
const WAITING = { condition: sql`state = 'waiting'` };

export interface TakenSegment {
  lease: Lease;
  segment: RenderSegment;
  plan: SegmentPlan;
  render: Pick<Render, 'id' | 'userId' | 'provider' | 'storage' | 'queuePriority'>;
  /** Since when every attempt has failed because a service is unavailable; null when the latest one did not. */
  failingSince: Date | null;
}

/** Changes of segments by workers. Each carries the lease, so that a worker that lost it changes nothing. */
@Injectable()
export class SegmentLeasesRepository {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(renderProxyConfig.KEY) private readonly config: RenderProxyConfig,
  ) {}

  /**
   * Undefined when the segment is finished or gone, its render has ended or is to end, or its owner already has the
   * maximum number of running renders and segments.
   * @throws AppError row_lease_held
   */
  take(id: string, leaseSeconds: number): Promise<TakenSegment | undefined> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`${LOCK_OWNER} where id = (select render_id from render_segments where id = $1)`, [id]);
      const condition = sql`state = 'waiting' and exists (select 1 from renders where renders.id = render_segments.render_id
        and renders.finished_at is null and renders.cancel_requested_at is null and (${ownerHasRoom(this.config)}))`;
      const set = sql`attempts = attempts + 1, frames_done = 0, worker = ${WORKER_NAME}, started_at = clock_timestamp(), deadline_at = ${secondsFromNow(leaseSeconds + SLACK_SECONDS)}`;
      const lease = await leases.take(manager, id, leaseSeconds, { set, condition });
      if (!lease) return undefined;
      const [row] = await manager.query<[Omit<TakenSegment, 'lease'>]>(
        `select row_to_json(segment) as segment, plan, "failingSince", json_build_object('id', renders.id, 'userId', user_id, 'provider', provider,
           'storage', storage, 'queuePriority', queue_priority) as render
         from (select ${SEGMENT_COLUMNS} from render_segments segment where id = $1) segment
         cross join (select failing_since as "failingSince" from render_segments where id = $1) outage
         join render_plans on render_plans.render_id = segment."renderId" join renders on renders.id = segment."renderId"`,
        [id],
      );
      return { lease, ...row };
    });
  }

  /**
   * Renews the lease and stores the number of finished frames.
   * @returns whether the render has ended or is to end
   * @throws AppError row_lease_lost
   */
  async renew({ lease, segment }: TakenSegment, leaseSeconds: number, framesDone = 0): Promise<boolean> {
    const set = sql`lease_until = ${secondsFromNow(leaseSeconds)}, deadline_at = ${secondsFromNow(leaseSeconds + SLACK_SECONDS)},
      worked_at = case when ${framesDone}::integer > frames_done then clock_timestamp() else worked_at end,
      frames_done = greatest(frames_done, ${framesDone}::integer)`;
    await leases.write(this.dataSource, lease, set, WAITING);
    return !(await reportProgress(segment.renderId, this.dataSource));
  }

  /**
   * Releases the lease; the segment is published again after `delaySeconds`, or soon after that by reconciliation.
   * @param attempts change to the number of attempts made
   * @param error why the last attempt failed, for operators
   * @param isOutage whether an unavailable service ended the attempt; undefined when that is not known
   */
  async release(
    lease: Lease,
    {
      delaySeconds,
      attempts,
      error,
      isOutage,
    }: { delaySeconds: number; attempts: number; error?: RenderFault | undefined; isOutage?: boolean },
    manager: EntityManager,
  ): Promise<void> {
    const outage = isOutage === undefined ? empty : sql`, ${failingSince(isOutage)}`;
    const set = sql`lease_until = null, deadline_at = ${secondsFromNow(delaySeconds + SLACK_SECONDS)}, due_at = ${secondsFromNow(delaySeconds)}, frames_done = 0,
      attempts = greatest(0, attempts + ${attempts}::smallint), error = coalesce(${error ? JSON.stringify(error) : null}::json, error)${outage}`;
    await leases.write(manager, lease, set, WAITING);
  }

  /**
   * @param sizeBytes of its object
   * @returns whether it was the last one of its render, which can be joined now
   */
  async finish({ lease, segment }: TakenSegment, sizeBytes: number, manager: EntityManager): Promise<boolean> {
    // Locks the render: of two segments that finish together, the later one counts both.
    await manager.query('select 1 from renders where id = $1 for no key update', [segment.renderId]);
    const set = sql`state = 'done', lease_until = null, frames_done = to_frame - from_frame, error = null,
      worked_at = clock_timestamp(), finished_at = clock_timestamp(), size_bytes = ${sizeBytes}`;
    await leases.write(manager, lease, set, WAITING);
    const isRunning = await reportProgress(segment.renderId, manager);
    const unfinished = await manager.query<unknown[]>(
      `select 1 from render_segments where render_id = $1 and state = 'waiting' limit 1`,
      [segment.renderId],
    );
    return isRunning && unfinished.length === 0;
  }

  /** Segments of unfinished renders that are not finished, by whether a worker holds them. */
  async count(): Promise<{ waiting: number; running: number }> {
    const [row] = await this.dataSource.query<[{ waiting: number; running: number }]>(
      `select count(*) filter (where segment.lease_until > clock_timestamp())::int as running,
         count(*) filter (where segment.lease_until is null or segment.lease_until <= clock_timestamp())::int as waiting
       from render_segments segment join renders on renders.id = segment.render_id
       where segment.state = 'waiting' and renders.finished_at is null`,
    );
    return row;
  }

  /** The next segment of the owner's oldest render that is due and that no worker holds. */
  nextWaiting(userId: string, manager: EntityManager): Promise<WaitingSegment[]> {
    return waitingSegments(
      `renders.user_id = $1 and renders.finished_at is null and renders.cancel_requested_at is null
       and segment.due_at <= clock_timestamp()
       order by renders.created_at, priority limit 1`,
      [userId],
      manager,
    );
  }

  /** Segments that stand still; moves their deadline. */
  async takeOverdue(manager: EntityManager): Promise<WaitingSegment[]> {
    const [moved] = await manager.query<[{ id: string }[], number]>(
      `with overdue as materialized (
         select segment.id from render_segments segment join renders on renders.id = segment.render_id
         where segment.state = 'waiting' and segment.deadline_at < clock_timestamp() and renders.finished_at is null
         order by segment.deadline_at limit ${SEGMENTS_A_BATCH} for update of segment skip locked
       )
       update render_segments set deadline_at = clock_timestamp() + interval '60 seconds' from overdue
       where render_segments.id = overdue.id returning render_segments.id`,
    );
    return waitingSegments('segment.id = any($1)', [moved.map(({ id }) => id)], manager);
  }
}

/** @returns whether the render runs and is to continue */
async function reportProgress(renderId: string, runner: DataSource | EntityManager): Promise<boolean> {
  return changesOne(
    runner,
    `update renders set updated_at = clock_timestamp(), progress = greatest(progress, (${FETCHED} + ${ENCODED - FETCHED} * (
         select sum(frames_done)::float8 / sum(to_frame - from_frame) from render_segments
         where render_id = $1 and kind = 'video' and state <> 'dropped'))::real)
     where id = $1 and finished_at is null and cancel_requested_at is null`,
    [renderId],
  );
}
