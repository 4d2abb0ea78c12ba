import { affectedRows, failingSince, type Lease, type Owner, RowLeases, secondsFromNow } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { DataSource, type EntityManager } from 'typeorm';
import type { UploadTelemetry } from '../processing/upload-telemetry';
import { type UploadsConfig, uploadsConfig } from '../uploads.config';
import {
  Upload,
  type UploadFault,
  type UploadFile,
  type UploadPlatform,
  type UploadProbe,
  type UploadStage,
  type UploadStageRecord,
  UploadTarget,
} from './upload.entity';
import type { UploadStatus } from './upload-status';
import { UploadTurnsRepository, type WaitingUpload } from './upload-turns.repository';

const leases = new RowLeases('uploads');
/**
 * Seconds that an upload may stand still, after its lease or its next step has expired, before it is published again.
 */
const SLACK_SECONDS = 10;
export const UPLOADS_A_BATCH = 200;
/** Maximum number of clips that are aligned together. */
const MOST_CLIPS = 100;
const WORKABLE = sql`status in ('queued', 'processing')`;
/** A day after its presigning, an upload that was never completed is abandoned. */
const ABANDONED = `interval '24 hours'`;
/** How long the files of a failed upload are kept for a retry. */
const RETRY_WINDOW = `interval '7 days'`;

export interface TakenUpload {
  lease: Lease;
  upload: Upload;
  targets: UploadTarget[];
  /** Its owner has cancelled it. */
  isCancelled: boolean;
}

/** The result of a stage; omitted columns stay unchanged. */
export interface StageResult {
  probe?: UploadProbe;
  telemetry?: UploadTelemetry;
  files?: readonly UploadFile[];
}

/** The outcome of one target in a stage. */
export interface TargetResult {
  platform: UploadPlatform;
  file?: string;
  caption?: { title: string; text: string };
  error?: UploadFault;
}

/** The findings and results of a stage. */
export interface StageFindings {
  result?: StageResult;
  targets?: readonly TargetResult[];
}

/** The state that follows when the files of an upload are ready. */
export type UploadNextStatus = Extract<
  UploadStatus,
  'completed' | 'partial' | 'publishing' | 'staged' | 'awaiting_approval'
>;

export interface OverdueUpload {
  id: string;
  epoch: number;
  /** See `Upload.queuePriority`. */
  priority: number;
  /** It has ended, and its files are to be deleted. */
  isEnded: boolean;
}

/** Changes of an upload by workers. Each carries the lease, so that a worker that lost it changes nothing. */
@Injectable()
export class UploadLeasesRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly turns: UploadTurnsRepository,
    @Inject(uploadsConfig.KEY) private readonly config: UploadsConfig,
  ) {}

  /**
   * Undefined when there is nothing to do, when another waiting upload comes first, and when its owner already has the
   * maximum number in progress.
   * @param begun runs in the same transaction when the upload leaves the queue
   * @throws AppError row_lease_held
   */
  take(
    id: string,
    leaseSeconds: number,
    begun?: (upload: Upload, manager: EntityManager) => Promise<void>,
  ): Promise<TakenUpload | undefined> {
    return this.dataSource.transaction(async (manager) => {
      await this.turns.lock(manager);
      const next = await this.turns.next(manager);
      const [before] = await manager.query<{ status: UploadStatus }[]>('select status from uploads where id = $1', [
        id,
      ]);
      const set = sql`status = 'processing', attempts = attempts + 1, waiting_for = null, updated_at = clock_timestamp(),
        deadline_at = ${secondsFromNow(leaseSeconds + SLACK_SECONDS)}`;
      const condition = sql`${WORKABLE} and (${this.mayStart(next)})`;
      const lease = await leases.take(manager, id, leaseSeconds, { set, condition });
      if (!lease) return undefined;
      const upload = await manager.findOneByOrFail(Upload, { id });
      const targets = await manager.find(UploadTarget, { where: { uploadId: id }, order: { platform: 'ASC' } });
      if (before?.status === 'queued') await begun?.(upload, manager);
      return { lease, upload, targets, isCancelled: upload.cancelRequestedAt !== null };
    });
  }

  /**
   * Renews the lease and stores the progress, which never decreases.
   * @returns whether the owner has cancelled the upload
   * @throws AppError row_lease_lost
   */
  async renew(lease: Lease, leaseSeconds: number, progress?: number): Promise<boolean> {
    const report =
      progress === undefined
        ? empty
        : sql`progress = greatest(progress, ${rounded(progress)}::real), updated_at = clock_timestamp(), `;
    const set = sql`${report}lease_until = ${secondsFromNow(leaseSeconds)}, deadline_at = ${secondsFromNow(leaseSeconds + SLACK_SECONDS)}`;
    const returning = sql`cancel_requested_at is not null as cancelled`;
    const options = { condition: WORKABLE, returning };
    return (await leases.write<{ cancelled: boolean }>(this.dataSource, lease, set, options)).cancelled;
  }

  /**
   * Releases the lease; the job is retried after `delaySeconds`, or soon after that by reconciliation.
   * @param waitingFor what is missing or unavailable, as its owner reads it; null: nothing; undefined: that is not known
   * @param attempts change to the number of attempts
   */
  async release(
    lease: Lease,
    { delaySeconds, attempts, waitingFor }: { delaySeconds: number; attempts: number; waitingFor?: string | null },
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    const set = sql`lease_until = null, deadline_at = ${secondsFromNow(delaySeconds + SLACK_SECONDS)}, waiting_for = ${waitingFor ?? null},
      attempts = greatest(0, attempts + ${attempts}::smallint), updated_at = clock_timestamp()${waitingFor === undefined ? empty : sql`, ${failingSince(waitingFor !== null)}`}`;
    await leases.write(manager, lease, set, { condition: WORKABLE });
  }

  /** Stores the state and the result of a stage. */
  async recordStage(
    lease: Lease,
    stage: UploadStage,
    record: UploadStageRecord,
    { result = {}, targets = [] }: StageFindings,
    manager: EntityManager,
  ): Promise<void> {
    const { probe, telemetry, files } = result;
    const column = (name: string, value: unknown) =>
      value === undefined ? empty : sql`, ${raw(name)} = ${JSON.stringify(value)}::json`;
    const set = sql`stages = (stages::jsonb || jsonb_build_object(${stage}::text, ${JSON.stringify(record)}::jsonb))::json,
      updated_at = clock_timestamp()${record.status === 'done' ? sql`, ${failingSince(false)}` : empty}${column('probe', probe)}${column('telemetry', telemetry)}${column('files', files)}`;
    await leases.write(manager, lease, set, { condition: WORKABLE });
    for (const target of targets) await writeTarget(manager, lease.id, target);
  }

  /** Files that exist or are about to be stored; see `Upload.readyFiles`. */
  async recordFiles(lease: Lease, files: readonly UploadFile[]): Promise<void> {
    const set = sql`files = ${JSON.stringify(files)}::json, updated_at = clock_timestamp()`;
    await leases.write(this.dataSource, lease, set, { condition: WORKABLE });
  }

  /** Records that the files are ready: enters `ready`, then the next state. */
  async finish(lease: Lease, next: UploadNextStatus, manager: EntityManager): Promise<void> {
    const ready = sql`status = 'ready', progress = 1, ${failingSince(false)}, updated_at = clock_timestamp()`;
    await leases.write(manager, lease, ready, { condition: WORKABLE });
    const isEnd = next === 'completed' || next === 'partial';
    const set = sql`status = ${next}, lease_until = null, deadline_at = null, updated_at = clock_timestamp(),
      finished_at = case when ${isEnd} then clock_timestamp() end`;
    await leases.write(manager, lease, set, { condition: sql`status = 'ready'` });
  }

  async fail(lease: Lease, error: UploadFault, manager: EntityManager): Promise<void> {
    const set = sql`status = 'failed', error = ${JSON.stringify(error)}::json, lease_until = null, deadline_at = null, waiting_for = null,
      ${failingSince(false)}, finished_at = clock_timestamp(), updated_at = clock_timestamp()`;
    await leases.write(manager, lease, set, { condition: WORKABLE });
  }

  async cancel(lease: Lease, manager: EntityManager): Promise<void> {
    const set = sql`status = 'cancelled', cancel_reason = 'owner', lease_until = null, waiting_for = null,
      finished_at = clock_timestamp(), updated_at = clock_timestamp(), deadline_at = ${secondsFromNow(SLACK_SECONDS)}`;
    await leases.write(manager, lease, set, { condition: WORKABLE });
  }

  /** Others with the same track whose video has arrived and did not fail; `probe` is null until it was verified. */
  clipsWithTrackOf({ id, userId, options }: Upload): Promise<Pick<Upload, 'filename' | 'probe'>[]> {
    const first = options.trackOf ?? id;
    return this.dataSource.query<Pick<Upload, 'filename' | 'probe'>[]>(
      `select filename, probe from uploads where user_id = $1 and id <> $2 and (id::text = $3 or options ->> 'trackOf' = $3)
         and received_at is not null and telemetry_received_at is not null and deleted_at is null
         and status not in ('failed', 'cancelled') order by created_at limit ${MOST_CLIPS}`,
      [userId, id, first],
    );
  }

  /** Uploads that stand still; moves their deadline. */
  async takeOverdue(manager: EntityManager): Promise<OverdueUpload[]> {
    const [rows] = await manager.query<[OverdueUpload[], number]>(
      `with overdue as materialized (
         select id from uploads where (status in ('queued', 'processing') or (finished_at is not null and deadline_at is not null))
           and deadline_at < clock_timestamp() order by deadline_at limit ${UPLOADS_A_BATCH} for update skip locked
       )
       update uploads set deadline_at = clock_timestamp() + interval '60 seconds' from overdue where uploads.id = overdue.id
       returning uploads.id, lease_epoch as epoch, queue_priority as priority, finished_at is not null as "isEnded"`,
    );
    return rows;
  }

  /** Ends uploads that were presigned and never completed. */
  async abandon(manager: EntityManager): Promise<Pick<Upload, 'id' | 'userId'>[]> {
    const [rows] = await manager.query<[Pick<Upload, 'id' | 'userId'>[], number]>(
      `update uploads set status = 'cancelled', cancel_reason = 'abandoned', finished_at = clock_timestamp(), deleted_at = clock_timestamp(),
         updated_at = clock_timestamp(), deadline_at = clock_timestamp()
       where id in (select id from uploads where status = 'pending' and created_at < clock_timestamp() - ${ABANDONED}
                    order by created_at limit ${UPLOADS_A_BATCH} for update skip locked) returning id, user_id as "userId"`,
    );
    return rows;
  }

  /** Cancels uploads that a person announced for an owner and did not complete; returns ids, at most a batch. */
  async cancelAnnounced({ ownerId }: Owner, createdBy: string, manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `update uploads set status = 'cancelled', cancel_reason = 'member_removed', finished_at = clock_timestamp(),
         updated_at = clock_timestamp(), deadline_at = clock_timestamp() + interval '${SLACK_SECONDS} seconds'
       where id in (select id from uploads where user_id = $1 and created_by = $2 and status = 'pending'
                    order by id limit ${UPLOADS_A_BATCH} for update) returning id`,
      [ownerId, createdBy],
    );
    return rows.map(({ id }) => id);
  }

  /** Schedules the deletion of files of uploads that failed a week ago and were not retried; returns their number. */
  async expireFailed(manager: EntityManager): Promise<number> {
    return affectedRows(
      manager,
      `update uploads set deadline_at = clock_timestamp(), erased_at = clock_timestamp()
       where id in (select id from uploads where status = 'failed' and deadline_at is null and erased_at is null
                    and finished_at < clock_timestamp() - ${RETRY_WINDOW} limit ${UPLOADS_A_BATCH} for update skip locked)`,
    );
  }

  /** An upload that has ended and whose files are to be deleted. */
  ended(id: string): Promise<Upload | null> {
    return this.dataSource.manager
      .createQueryBuilder(Upload, 'upload')
      .where('upload.id = :id and upload.finishedAt is not null and upload.deadline_at is not null', { id })
      .getOne();
  }

  /** Records that the files are deleted, unless its owner has deleted it meanwhile. */
  async forget({ id, deletedAt }: Upload): Promise<void> {
    await this.dataSource.query(
      `update uploads set erased_at = coalesce(erased_at, clock_timestamp()), files = '[]', deadline_at = null, updated_at = clock_timestamp()
       where id = $1 and finished_at is not null and (deleted_at is not null) = $2`,
      [id, deletedAt !== null],
    );
  }

  /** Records that the files are deleted. Clients can send more to their addresses until `at`: they are deleted then. */
  async eraseAgainAt({ id }: Upload, at: Date): Promise<void> {
    await this.dataSource.query(
      `update uploads set erased_at = coalesce(erased_at, clock_timestamp()), files = '[]', updated_at = clock_timestamp(),
         deadline_at = $2::timestamptz + interval '${SLACK_SECONDS} seconds' where id = $1 and finished_at is not null`,
      [id, at],
    );
  }

  /**
   * Whether an upload may be processed now: its owner has cancelled it, it is the next one, or it has started and its
   * owner has fewer uploads in progress than the maximum.
   */
  private mayStart(next: WaitingUpload | undefined): Sql {
    const running = sql`(select count(*) from uploads other where other.user_id = uploads.user_id and other.status = 'processing'
      and other.id <> uploads.id and other.lease_until > clock_timestamp())`;
    return sql`cancel_requested_at is not null or (status = 'queued' and id = ${next?.id ?? null})
      or (status = 'processing' and ${running} < ${this.config.UPLOAD_MAX_CONCURRENT_PER_USER})`;
  }
}

/** Only as many digits as a column of type real keeps. */
const rounded = (progress: number): number => Math.round(progress * 10_000) / 10_000;

async function writeTarget(manager: EntityManager, uploadId: string, target: TargetResult): Promise<void> {
  const { platform, file, caption, error } = target;
  const status = error ? 'failed' : file ? 'ready' : undefined;
  await manager.query(
    `update upload_targets set status = coalesce($3, status), file = coalesce($4, file), caption = coalesce($5::json, caption),
       error = case when coalesce($3, status) = 'failed' then coalesce($6::json, error) end
     where upload_id = $1 and platform = $2`,
    [uploadId, platform, status, file, caption && JSON.stringify(caption), error && JSON.stringify(error)],
  );
}
