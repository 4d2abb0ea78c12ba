import { failingSince, type InputFault, type Lease, RowLeases, secondsFromNow } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { DataSource, type EntityManager } from 'typeorm';
import type { ProviderStage } from '../render-provider';
import { type RenderProxyConfig, renderProxyConfig } from '../render-proxy.config';
import { type ProviderOutput, RENDER_STATUSES, Render, type RenderFault, type RenderStatus } from './render.entity';
import { WITHOUT_CONTENTS } from './render-contents';
import { isSplit, LOCK_OWNER, mayStart } from './render-room';
import { ENCODED_SECONDS } from './render-segment';

const leases = new RowLeases('renders');

/**
 * Seconds that a render may stand still, after its lease or its next step has expired, before it is published again.
 */
const SLACK_SECONDS = 10;
export const RENDERS_A_BATCH = 200;
const STAGES_WITH_A_TIME = ['fetching', 'rendering', 'saving', 'transferring'] as const;
const indexOf = (status: RenderStatus): number => RENDER_STATUSES.indexOf(status);
const statusIndex = sql`array_position(${[...RENDER_STATUSES]}::text[], status) - 1`;
const UNFINISHED = sql`finished_at is null`;
const FINISHED = sql`lease_until = null, finished_at = clock_timestamp(), updated_at = clock_timestamp()`;
/** No worker has started it. */
const WAITING = `finished_at is null and provider_render_id is null and attempts = 0 and not ${isSplit('renders')}
  and (lease_until is null or lease_until <= clock_timestamp())`;
/** Its segments have jobs of their own. */
const AWAITS_SEGMENTS = `cancel_requested_at is null and exists (
  select 1 from render_segments segment where segment.render_id = renders.id and segment.state = 'waiting')`;
/** Only as many digits as a column of type real keeps. */
const rounded = (progress: number): number => Math.round(progress * 10_000) / 10_000;

/**
 * A render enters a stage once and never returns to an earlier one. A stage that passed between two reports gets the
 * time of the next stage.
 */
export function advance(stage: RenderStatus, progress: number): Sql {
  const passed = STAGES_WITH_A_TIME.filter((each) => indexOf(each) <= indexOf(stage));
  const times = passed.map((each) => sql`, ${raw(each)}_at = coalesce(${raw(each)}_at, clock_timestamp())`);
  return sql`status = case when ${indexOf(stage)}::integer > ${statusIndex} then ${stage} else status end,
    progress = greatest(progress, ${rounded(progress)}::real), updated_at = clock_timestamp()${times.length > 0 ? join(times, '') : empty}`;
}

export interface TakenRender {
  lease: Lease;
  /** With the edit as it was sent. */
  render: Render;
  /** Attempts that taking the render has counted. */
  countedAttempts: 0 | 1;
  /** Its owner has cancelled it. */
  isCancelled: boolean;
}

/** Progress of a render. */
export interface RenderProgress {
  stage: RenderStatus;
  /** 0..1 over the whole render. */
  progress: number;
}

export interface FinishedFiles {
  seconds: number;
  sizeBytes: number;
  posterKey: string | null;
  thumbnailKey: string | null;
  /** Added to the warnings that the edit had when it was accepted. */
  warnings: readonly InputFault[];
}

/** A render that no worker has started. */
export type WaitingRender = Pick<Render, 'id' | 'queuePriority'>;

export interface OverdueRender extends WaitingRender {
  provider: string;
  providerRenderId: string | null;
  epoch: number;
}

/** Changes of a render by workers. Each carries the lease, so that a worker that lost it changes nothing. */
@Injectable()
export class RenderLeasesRepository {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(renderProxyConfig.KEY) private readonly config: RenderProxyConfig,
  ) {}

  /**
   * Undefined when the render is finished or unknown, and, with `starts`, when its owner already has the maximum number
   * of running renders.
   * @param starts whether the worker will start it: that counts as an attempt, and needs room among its owner's running
   * renders
   * @param epoch take it only if no worker has taken it since that epoch
   * @throws AppError row_lease_held
   */
  take(
    id: string,
    leaseSeconds: number,
    { starts, epoch }: { starts: boolean; epoch?: number | undefined },
  ): Promise<TakenRender | undefined> {
    return this.dataSource.transaction(async (manager) => {
      if (starts) await manager.query(`${LOCK_OWNER} where id = $1`, [id]);
      const countedAttempts = starts ? 1 : 0;
      const set = sql`attempts = attempts + ${countedAttempts}::smallint, deadline_at = ${secondsFromNow(leaseSeconds + SLACK_SECONDS)}`;
      const untouched = epoch === undefined ? empty : sql` and lease_epoch = ${epoch}`;
      const hasRoom = starts ? sql` and (${mayStart(this.config)})` : empty;
      const condition = sql`${UNFINISHED}${untouched}${hasRoom}`;
      const lease = await leases.take(manager, id, leaseSeconds, { set, condition });
      if (!lease) return undefined;
      const render = await manager
        .createQueryBuilder(Render, 'render')
        .addSelect('render.request')
        .where({ id })
        .getOneOrFail();
      return { lease, render, countedAttempts, isCancelled: render.cancelRequestedAt !== null };
    });
  }

  /**
   * Renews the lease and stores the progress.
   * @returns whether its owner has cancelled it
   * @throws AppError row_lease_lost
   */
  async renew(lease: Lease, leaseSeconds: number, report?: RenderProgress): Promise<boolean> {
    const deadline = secondsFromNow(leaseSeconds + SLACK_SECONDS);
    const progress = report ? sql`${advance(report.stage, report.progress)}, ` : empty;
    const set = sql`${progress}lease_until = ${secondsFromNow(leaseSeconds)}, deadline_at = ${deadline}`;
    const returning = sql`cancel_requested_at is not null as cancelled`;
    const options = { condition: UNFINISHED, returning };
    return (await leases.write<{ cancelled: boolean }>(this.dataSource, lease, set, options)).cancelled;
  }

  /**
   * Releases the lease; the job is retried after `delaySeconds`, or soon after that by reconciliation.
   * @param attempts change to the number of attempts made
   * @param isOutage whether an unavailable service ended the run; undefined when that is not known
   */
  async release(
    lease: Lease,
    { delaySeconds, attempts, isOutage }: { delaySeconds: number; attempts: number; isOutage?: boolean | undefined },
    manager: EntityManager,
  ): Promise<void> {
    const outage = isOutage === undefined ? empty : sql`, ${failingSince(isOutage)}`;
    const set = sql`lease_until = null, deadline_at = ${secondsFromNow(delaySeconds + SLACK_SECONDS)},
      attempts = greatest(0, attempts + ${attempts}::smallint)${outage}`;
    await write(manager, lease, set);
  }

  /** A remote provider works on the render: stores its answer and the time of the next poll. */
  async followRemote(
    lease: Lease,
    state: { id: string; stage: ProviderStage; progress: number; askInSeconds: number },
    manager: EntityManager,
  ): Promise<void> {
    const set = sql`${advance(state.stage, state.progress)}, provider_render_id = ${state.id}, provider_seen_at = clock_timestamp(),
      ${failingSince(false)}, lease_until = null, deadline_at = ${secondsFromNow(state.askInSeconds + SLACK_SECONDS)}`;
    await write(manager, lease, set);
  }

  /** The provider has finished; its copy serves until ours is complete. */
  async beginTransfer(lease: Lease, output: ProviderOutput | null): Promise<void> {
    const json = output && JSON.stringify(output);
    const set = sql`${advance('transferring', 0.95)}, provider_output = coalesce(${json}::json, provider_output)`;
    await write(this.dataSource, lease, set);
  }

  /** @returns false, without a change, when its owner has cancelled it */
  async complete(lease: Lease, files: FinishedFiles, charged: number, manager: EntityManager): Promise<boolean> {
    // Locks the row, so that a cancellation either comes first or finds a finished render.
    const [render] = await manager.query<{ isCancelled: boolean }[]>(
      'select cancel_requested_at is not null as "isCancelled" from renders where id = $1 for no key update',
      [lease.id],
    );
    if (render?.isCancelled) return false;
    const days = this.config.VIDEO_RETENTION_DAYS;
    const set = sql`status = 'completed', progress = 1, seconds = ${files.seconds}, size_bytes = ${files.sizeBytes},
      poster_key = ${files.posterKey}, thumbnail_key = ${files.thumbnailKey}, charged = ${charged},
      warnings = (warnings::jsonb || ${JSON.stringify(files.warnings)}::jsonb)::json,
      expires_at = ${days > 0 ? secondsFromNow(days * 86_400) : sql`null`}, ${FINISHED}`;
    await write(manager, lease, set);
    // The plan contains a copy of the edit, which its owner may have deleted.
    await manager.query('update render_plans set plan = null where render_id = $1', [lease.id]);
    return true;
  }

  /**
   * @param overrunSeconds processor time used until the render was stopped for its cost; it counts against its owner's
   * share, as does what its finished segments took by our estimate
   */
  async fail(lease: Lease, error: RenderFault, overrunSeconds: number | null, manager: EntityManager): Promise<void> {
    const overrun = overrunSeconds === null ? sql`null` : sql`${overrunSeconds}::float8 + ${raw(ENCODED_SECONDS)}`;
    const set = sql`status = 'failed', charged = 0, error = ${JSON.stringify(error)}, overrun_seconds = ${overrun}, ${FINISHED}`;
    await write(manager, lease, set);
  }

  async cancel(lease: Lease, manager: EntityManager): Promise<void> {
    await write(manager, lease, sql`status = 'cancelled', charged = 0, ${FINISHED}`);
  }

  /**
   * Renders that may have waited for the end of one of this owner's renders: the owner's longest-waiting render, the
   * longest-waiting short one, and the longest-waiting render of owners over their share.
   */
  nextWaiting(userId: string, manager: EntityManager): Promise<WaitingRender[]> {
    return manager.query<WaitingRender[]>(
      `(select id, queue_priority as "queuePriority" from renders where user_id = $1 and ${WAITING} order by created_at limit 1)
       union
       (select id, queue_priority from renders where user_id = $1 and is_short and ${WAITING} order by created_at limit 1)
       union
       (select id, queue_priority from renders where ${WAITING} and render_overrun(user_id) > 0 order by created_at limit 1)`,
      [userId],
    );
  }

  /** Renders that stand still; moves their deadline. */
  async takeOverdue(manager: EntityManager): Promise<OverdueRender[]> {
    const [rows] = await manager.query<[OverdueRender[], number]>(
      `with overdue as materialized (
         select id from renders where finished_at is null and deadline_at < clock_timestamp() and not (${AWAITS_SEGMENTS})
         order by deadline_at limit ${RENDERS_A_BATCH} for update skip locked
       )
       update renders set deadline_at = clock_timestamp() + interval '60 seconds' from overdue where renders.id = overdue.id
       returning renders.id, queue_priority as "queuePriority", provider, provider_render_id as "providerRenderId", lease_epoch as epoch`,
    );
    return rows;
  }

  /**
   * Finished renders whose files have expired, whose owner deleted them, that failed or were cancelled and may have left
   * files, or whose provider may have written a file since they were deleted; returned again after an hour if that is
   * still so.
   */
  async takeExpired(manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `with expired as materialized (
         select id from renders
         where (erased_at is null and (expires_at < clock_timestamp() or deleted_at is not null or status in ('failed', 'cancelled'))
             or copies_until is not null)
           and finished_at is not null and deadline_at < clock_timestamp()
         order by expires_at limit ${RENDERS_A_BATCH} for update skip locked
       )
       update renders set deadline_at = clock_timestamp() + interval '1 hour' from expired where renders.id = expired.id returning renders.id`,
    );
    return rows.map(({ id }) => id);
  }

  /** A finished render, for the steps after its end. */
  async finished(id: string): Promise<Render | null> {
    return this.dataSource.manager
      .createQueryBuilder(Render, 'render')
      .where('render.id = :id and render.finishedAt is not null', { id })
      .getOne();
  }

  /** Whether no worker has started the render, and it takes less than a segment of a long one. */
  async isShort(id: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `select 1 from renders where id = $1 and is_short and ${WAITING}`,
      [id],
    );
    return rows.length > 0;
  }

  /** Whether its owner deleted a render that has not ended yet. */
  async isEndingForDeletion(id: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'select 1 from renders where id = $1 and deleted_at is not null and finished_at is null',
      [id],
    );
    return rows.length > 0;
  }

  /**
   * Records that the files are gone. A render that its owner deleted loses its edit and all other details of its
   * content, too.
   * @param copiesUntil until then, its provider may write more files; undefined when it cannot
   */
  async markErased(id: string, copiesUntil?: Date): Promise<void> {
    await this.dataSource.query(
      `update renders set ${WITHOUT_CONTENTS} where id = $1 and finished_at is not null and deleted_at is not null`,
      [id],
    );
    await this.dataSource.query(
      `update renders set erased_at = coalesce(erased_at, clock_timestamp()), updated_at = clock_timestamp(),
         copies_until = case when $2::timestamptz > clock_timestamp() then $2::timestamptz end where id = $1 and finished_at is not null`,
      [id, copiesUntil],
    );
  }
}

/** Writes to a render under its lease; never once the render has ended. */
async function write(runner: DataSource | EntityManager, lease: Lease, set: Sql): Promise<void> {
  await leases.write(runner, lease, set, { condition: UNFINISHED });
}
