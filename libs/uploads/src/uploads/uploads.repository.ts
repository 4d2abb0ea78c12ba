import { changesOne, numberBefore, type Owner, ownedBy, type Page, pageOf, readPage } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, IsNull, Repository, type SelectQueryBuilder } from 'typeorm';
import { addAuthor, keepAuthors } from '../approvals/upload-authors';
import type { NewUpload } from './new-upload';
import { Upload, type UploadEvent, UploadTarget } from './upload.entity';
import { filtered, type UploadFilter } from './upload-filter';
import { sourceKey } from './upload-keys';
import type { UploadOptions } from './upload-options';
import { statusesBefore, type UploadStatus } from './upload-status';

/** Seconds after which an upload that no worker has taken is published again. */
const PICK_UP_SECONDS = 60;

/** What lists read of an upload: its figures can be large. */
const SUMMARY = [
  'id',
  'filename',
  'sizeBytes',
  'status',
  'progress',
  'waitingFor',
  'title',
  'error',
  'createdAt',
  'updatedAt',
  'finishedAt',
] as const satisfies readonly (keyof Upload)[];

export type UploadSummary = Pick<Upload, (typeof SUMMARY)[number]>;

export interface UploadPage extends Page<UploadSummary> {
  total: number;
}

/** Fields that its owner may change until the work has begun. */
export type UploadTexts = Partial<Pick<Upload, 'title' | 'caption' | 'hashtags' | 'privacy'>>;

/** Uploads as their owner sees them; `UploadLeasesRepository` has the workers' changes. */
@Injectable()
export class UploadsRepository {
  constructor(
    @InjectRepository(Upload) private readonly rows: Repository<Upload>,
    @InjectRepository(UploadTarget) private readonly targets: Repository<UploadTarget>,
  ) {}

  async create(owner: Owner, { platforms, ...upload }: NewUpload, manager: EntityManager): Promise<void> {
    const values = { ...upload, userId: owner.ownerId, objectKey: sourceKey({ id: upload.id, userId: owner.ownerId }) };
    await manager.insert(Upload, values);
    await manager.insert(
      UploadTarget,
      platforms.map((platform) => ({ uploadId: upload.id, platform })),
    );
  }

  /** Null for one that does not exist, was deleted, or belongs to another account. */
  find(owner: Owner, id: string, manager: EntityManager = this.rows.manager): Promise<Upload | null> {
    return manager.findOneBy(Upload, ownedBy<Upload>(owner, { id, deletedAt: IsNull() }));
  }

  /** By upload, each list in the order of the platforms' names. */
  async targetsOf(
    ids: readonly string[],
    manager: EntityManager = this.targets.manager,
  ): Promise<Map<string, UploadTarget[]>> {
    const found = await manager.find(UploadTarget, { where: { uploadId: In([...ids]) }, order: { platform: 'ASC' } });
    return new Map(ids.map((id) => [id, found.filter(({ uploadId }) => uploadId === id)]));
  }

  /** The latest upload of 30 days with this name and size whose file arrived, if it neither failed nor was cancelled. */
  findAlike(owner: Owner, { filename, sizeBytes }: Pick<Upload, 'filename' | 'sizeBytes'>): Promise<Upload | null> {
    return this.live(owner)
      .andWhere('upload.filename = :filename and upload.sizeBytes = :sizeBytes', { filename, sizeBytes })
      .andWhere(`upload.status not in ('failed', 'cancelled') and upload.receivedAt is not null`)
      .andWhere(`upload.createdAt > now() - interval '30 days'`)
      .orderBy('upload.createdAt', 'DESC')
      .limit(1)
      .getOne();
  }

  /** Newest first. @param page `offset` skips this many and replaces the cursor */
  async list(
    owner: Owner,
    filter: UploadFilter,
    page: { limit: number; cursor?: string; offset?: number },
  ): Promise<UploadPage> {
    const total = await filtered(this.live(owner), filter).getCount();
    const query = filtered(this.live(owner), filter).select(SUMMARY.map((field) => `upload.${field}`));
    return { ...(await readPage(page.offset ? query.offset(page.offset) : query, page)), total };
  }

  /** Of any owner, for a process that watches uploads of several accounts. */
  some(ids: readonly string[]): Promise<Upload[]> {
    return this.rows.findBy({ id: In([...ids]) });
  }

  /** In order: first the page with the latest events, then those with earlier ones. */
  async events({ id }: Upload, { limit, cursor }: { limit: number; cursor?: string }): Promise<Page<UploadEvent>> {
    const found = await this.rows.query<UploadEvent[]>(
      `select id, from_status as "from", to_status as "to", reason, created_at as at from upload_events
       where upload_id = $1 and ($2::bigint is null or upload_events.id < $2) order by upload_events.id desc limit $3`,
      [id, numberBefore(cursor), limit + 1],
    );
    const { rows, nextCursor } = pageOf(found, limit, (event) => Number(event.id));
    return { rows: rows.reverse(), nextCursor };
  }

  /**
   * Stores the store's id of a multipart upload. False when another request was first or the upload is no longer
   * pending.
   * @param endsAt when its last presigned URL expires
   */
  async beginMultipart({ id }: Upload, multipartId: string): Promise<boolean> {
    return changesOne(
      this.rows.manager,
      `update uploads set multipart_id = $2, updated_at = clock_timestamp() where id = $1 and status = 'pending' and multipart_id is null`,
      [id, multipartId],
    );
  }

  /** Records that presigned URLs were issued to that person. False when the upload no longer accepts files. */
  async extendUrls({ id }: Upload, endsAt: Date, authorId: string): Promise<boolean> {
    return changesOne(
      this.rows.manager,
      `update uploads set urls_end_at = greatest(urls_end_at, $2), ${addAuthor('$3')} where id = $1 and status in ('pending', 'queued')`,
      [id, endsAt, authorId],
    );
  }

  /** The file has arrived: from `pending` to `queued`, once. A track that was announced meanwhile replaces a shared one. */
  receive(
    { id, sourceVersion }: Pick<Upload, 'id' | 'sourceVersion'>,
    options: UploadOptions,
    manager: EntityManager,
  ): Promise<boolean> {
    return this.move(
      id,
      'queued',
      `received_at = clock_timestamp(), source_version = $4, deadline_at = clock_timestamp() + interval '${PICK_UP_SECONDS} seconds',
       ${keepAuthors(`case when options::jsonb ? 'trackOf' then $3::jsonb else $3::jsonb - 'trackOf' end`)}`,
      [JSON.stringify(options), sourceVersion],
      manager,
      ['pending'],
    );
  }

  /**
   * Moves a finished upload back into the queue and reopens failed stages and targets.
   * @param again `all` makes targets that are ready again as well, which keep their files until then; `readsTrack`
   * repeats a telemetry stage that is done
   */
  async retry(
    { id }: Upload,
    options: Partial<UploadOptions>,
    { targets, readsTrack }: { targets: 'failed' | 'all'; readsTrack: boolean },
    manager: EntityManager,
  ): Promise<boolean> {
    const moved = await this.move(
      id,
      'queued',
      `error = null, finished_at = null, cancel_requested_at = null, attempts = 0, retries = retries + 1, progress = 0, waiting_for = null,
       failing_since = null, ${keepAuthors('$3::jsonb')},
       stages = (select coalesce(json_object_agg(key, value), '{}') from json_each(stages) where value ->> 'status' in ('done', 'skipped')
                   and (key = 'verify' or (key = 'telemetry' and not $4::boolean))),
       deadline_at = clock_timestamp() + interval '${PICK_UP_SECONDS} seconds'`,
      [JSON.stringify(options), readsTrack],
      manager,
      ['completed', 'failed', 'partial'],
      'erased_at is null and deleted_at is null',
    );
    if (moved)
      await manager.query(
        `update upload_targets set status = 'pending', error = null, file = case when status = 'ready' then file end
         where upload_id = $1 and (status = 'failed' or $2)`,
        [id, targets === 'all'],
      );
    return moved;
  }

  /** Ends an upload on which no worker works. False when one does, or when it has ended. */
  cancel({ id }: Upload, reason: 'owner' | 'account_erased', manager: EntityManager): Promise<boolean> {
    return this.move(
      id,
      'cancelled',
      `cancel_reason = $3, cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()), lease_epoch = lease_epoch + 1,
       lease_until = null, waiting_for = null, finished_at = clock_timestamp(), deadline_at = clock_timestamp() + interval '${PICK_UP_SECONDS} seconds'`,
      [reason],
      manager,
      statusesBefore('cancelled'),
      '(lease_until is null or lease_until <= clock_timestamp())',
    );
  }

  /** Requests its worker to stop; the worker notices within two seconds. False when the upload has ended. */
  async requestCancel({ id }: Upload, manager: EntityManager): Promise<boolean> {
    return changesOne(
      manager,
      `update uploads set cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()) where id = $1 and finished_at is null`,
      [id],
    );
  }

  /**
   * Hides a finished upload permanently; its files are deleted afterwards. False when it is unfinished or was already
   * deleted.
   */
  async remove({ id }: Upload, manager: EntityManager): Promise<boolean> {
    // A cancellation that has not committed yet may end it.
    await manager.query('select from uploads where id = $1 for no key update', [id]);
    return changesOne(
      manager,
      `update uploads set deleted_at = clock_timestamp(), updated_at = clock_timestamp(), deadline_at = clock_timestamp() + interval '${PICK_UP_SECONDS} seconds'
       where id = $1 and finished_at is not null and deleted_at is null`,
      [id],
    );
  }

  /** False once the work has begun. */
  async describe(
    { id }: Upload,
    { title, caption, hashtags, privacy, authorId }: UploadTexts & { authorId: string },
    manager: EntityManager,
  ): Promise<boolean> {
    return changesOne(
      manager,
      `update uploads set title = coalesce($2, title), caption = coalesce($3, caption), hashtags = coalesce($4, hashtags),
         privacy = coalesce($5, privacy), ${addAuthor('$6')}, updated_at = clock_timestamp()
       where id = $1 and status in ('pending', 'queued')`,
      [id, title, caption, hashtags, privacy, authorId],
    );
  }

  private live(owner: Owner): SelectQueryBuilder<Upload> {
    return this.rows.createQueryBuilder('upload').where(ownedBy<Upload>(owner, { deletedAt: IsNull() }));
  }

  /** The compare-and-set of a status: false when the upload is in none of the states `from`. */
  private move(
    id: string,
    to: UploadStatus,
    set: string,
    parameters: readonly unknown[],
    manager: EntityManager,
    from: readonly UploadStatus[],
    condition = 'true',
  ): Promise<boolean> {
    const states = from.map((status) => `'${status}'`).join(', ');
    return changesOne(
      manager,
      `update uploads set status = $2, updated_at = clock_timestamp(), ${set} where id = $1 and status in (${states}) and ${condition}`,
      [id, to, ...parameters],
    );
  }
}
