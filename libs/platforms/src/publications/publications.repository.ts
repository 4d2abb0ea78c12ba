import { affectedRows, newId, type Owner } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  type PostApproval,
  type PostOverrides,
  type PostTexts,
  PUBLICATION_COLUMNS,
  type Publication,
  type PublicationFile,
} from './publication';
import { CHANGEABLE } from './publication-status';
import {
  DUE,
  IS_SENT,
  type PlannedPublication,
  plansOf,
  schedulePublications,
  UNAPPROVED,
} from './schedule-publications';

/** When a post is to be published. */
export interface PublicationTime {
  /** Null: as soon as the video is ready. */
  publishAt: Date | null;
  /** The local time that the owner chose, with its zone; null unless the owner chose one. */
  localTime: string | null;
  timeZone: string | null;
}

export interface NewPublication extends PublicationTime {
  accountId: string;
  accountName: string;
  platform: string;
  overrides: PostOverrides;
  /** Whether someone must approve it before it is published. Default: false. */
  needsApproval?: boolean;
}

/** A video that is ready, with its texts. */
export interface PublicationDelivery {
  file: PublicationFile;
  texts: PostTexts;
}

/** Changes of an owner; fields that are left out stay. */
export interface PublicationChanges {
  overrides?: PostOverrides;
  time?: PublicationTime;
}

/** What a cancellation of all publications of an upload has achieved. */
export interface CancelledPublications {
  /** No worker holds one. */
  isIdle: boolean;
  isPublished: boolean;
  /** At least one was cancelled, or its worker was requested to stop. */
  isStopped: boolean;
}

type Ids = readonly string[] | null;
const FREE = '(lease_until is null or lease_until <= clock_timestamp())';
const CHANGEABLE_SQL = CHANGEABLE.map((status) => `'${status}'`).join(', ');
/** It cannot be retried before it is approved. */
const IS_HELD = `(status = 'failed' and approval = 'required')`;
const RETRIED_AT = `greatest(clock_timestamp(), case when status = 'failed' then publish_at end)`;

/** Publications as their owner sees them; `PublicationLeasesRepository` has the workers' changes. */
@Injectable()
export class PublicationsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async create(
    { ownerId }: Owner,
    uploadId: string,
    publications: readonly NewPublication[],
    manager: EntityManager,
  ): Promise<void> {
    for (const { accountId, accountName, platform, overrides, needsApproval = false, ...time } of publications) {
      const { publishAt, localTime, timeZone } = time;
      const approval: PostApproval = needsApproval ? 'required' : 'not_required';
      await manager.query(
        `insert into publications (id, user_id, upload_id, account_id, account_name, platform, overrides, approval, publish_at, local_time, time_zone)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          newId(),
          ownerId,
          uploadId,
          accountId,
          accountName,
          platform,
          overrides,
          approval,
          publishAt,
          localTime,
          timeZone,
        ],
      );
    }
  }

  /** By upload, each list in the order of creation. */
  async ofUploads(
    ids: readonly string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<string, Publication[]>> {
    const rows = await manager.query<Publication[]>(
      `select ${PUBLICATION_COLUMNS} from publications where upload_id = any($1) order by created_at, id`,
      [ids],
    );
    return new Map(ids.map((id) => [id, rows.filter(({ uploadId }) => uploadId === id)]));
  }

  /** Undefined for one that does not exist or belongs to another owner or upload. */
  async find({ ownerId }: Owner, uploadId: string, id: string): Promise<Publication | undefined> {
    const [row] = await this.dataSource.query<Publication[]>(
      `select ${PUBLICATION_COLUMNS} from publications where id = $1 and upload_id = $2 and user_id = $3`,
      [id, uploadId, ownerId],
    );
    return row;
  }

  /** A publication of any owner. */
  async get(id: string): Promise<Publication | undefined> {
    const [row] = await this.dataSource.query<Publication[]>(
      `select ${PUBLICATION_COLUMNS} from publications where id = $1`,
      [id],
    );
    return row;
  }

  /** Serialises everything that decides about an upload by its publications, until the transaction ends. */
  async lock(uploadId: string, manager: EntityManager): Promise<void> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('publications ' || $1, 0))`, [uploadId]);
  }

  /**
   * The videos of an upload are ready: its pending publications on these platforms are scheduled; those that need an
   * approval, which counts for its files and texts only, stay pending. Failed ones get the new files, too.
   * @param deliveries by platform
   * @param needsApproval whether publications that were created without the need of an approval need one now
   */
  async release(
    uploadId: string,
    deliveries: ReadonlyMap<string, PublicationDelivery>,
    manager: EntityManager,
    needsApproval = false,
  ): Promise<PlannedPublication[]> {
    for (const [platform, delivery] of deliveries)
      await manager.query(
        `update publications set file = $3::json, texts = $4::json, fault = case when status = 'pending' then null else fault end, attempts = 0, progress = 0, session = null,
           approval = case when approval = 'given' and file::jsonb = $3::json::jsonb and texts::jsonb = $4::json::jsonb then 'given'
             when approval <> 'not_required' or $5 then 'required' else 'not_required' end,
           revision = revision + 1, updated_at = clock_timestamp()
         where upload_id = $1 and platform = $2 and (status = 'pending' or (status = 'failed' and file is not null))`,
        [uploadId, platform, delivery.file, delivery.texts, needsApproval],
      );
    return schedulePublications(uploadId, 'processing', manager);
  }

  /**
   * Changes a publication that no worker is publishing.
   * @param revision the one that the owner has seen; undefined: any
   * @returns `busy` while it is being published or was, `stale` when it has another revision
   */
  async change(
    { id }: Publication,
    revision: number | undefined,
    { overrides, time }: PublicationChanges,
    manager: EntityManager,
  ): Promise<'changed' | 'busy' | 'stale'> {
    const current = await this.locked(id, manager);
    if (!current?.isChangeable) return 'busy';
    if (revision !== undefined && current.revision !== revision) return 'stale';
    await manager.query(
      `update publications set overrides = coalesce($2, overrides), session = case when $2::json is null then session end,
         publish_at = case when $3 then $4 else publish_at end, local_time = case when $3 then $5 else local_time end,
         time_zone = case when $3 then $6 else time_zone end, late_reason = case when $3 then null else late_reason end,
         revision = revision + 1, updated_at = clock_timestamp() where id = $1`,
      [
        id,
        overrides ?? null,
        time !== undefined,
        time?.publishAt ?? null,
        time?.localTime ?? null,
        time?.timeZone ?? null,
      ],
    );
    if (overrides || time)
      await manager.query(`update publications set ${UNAPPROVED} where id = $1 and approval <> 'not_required'`, [id]);
    if (time)
      await manager.query(
        `update publications set status = 'scheduled', waiting_for = null, ${DUE}
         where id = $1 and (status = 'scheduled' or (status = 'waiting' and waiting_for <> 'account'))`,
        [id],
      );
    return 'changed';
  }

  /** Its texts and choices, which no other transaction changes until this one ends. */
  async lockedOverrides({ id }: Publication, manager: EntityManager): Promise<PostOverrides> {
    const [row] = await manager.query<{ overrides: PostOverrides }[]>(
      'select overrides from publications where id = $1 for no key update',
      [id],
    );
    return row?.overrides ?? {};
  }

  /** @returns `busy` while it is being published or was, `stale` when it has another revision */
  async cancel(
    { id }: Publication,
    revision: number | undefined,
    manager: EntityManager,
  ): Promise<'cancelled' | 'busy' | 'stale'> {
    const current = await this.locked(id, manager);
    if (!current?.isChangeable) return 'busy';
    if (revision !== undefined && current.revision !== revision) return 'stale';
    await this.end('id', id, manager);
    return 'cancelled';
  }

  /**
   * Cancels every publication of an upload that was not sent, and requests the workers of the others to stop.
   * @returns what is left
   */
  async cancelAll(uploadId: string, manager: EntityManager): Promise<CancelledPublications> {
    const ended = await this.end('upload_id', uploadId, manager);
    await manager.query(
      `update publications set cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp())
       where upload_id = $1 and status in ('publishing', 'unknown')`,
      [uploadId],
    );
    const [left] = await manager.query<[CancelledPublications]>(
      `select not coalesce(bool_or(status in ('publishing', 'unknown')), false) as "isIdle",
         coalesce(bool_or(status in ('published', 'verified')), false) as "isPublished",
         $2::int > 0 or coalesce(bool_or(status = 'publishing' and not ${IS_SENT}), false) as "isStopped"
       from publications where upload_id = $1`,
      [uploadId, ended],
    );
    return left;
  }

  /**
   * Failed publications wait for a new video and keep their time, unless their account was disconnected; those whose time
   * has passed are published as soon as the video is ready. An approval does not count for a video that is made again.
   * @returns their ids
   */
  async reopen(uploadId: string, manager: EntityManager, isMadeAgain = false, only: Ids = null): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `update publications set status = 'pending',
         approval = case when approval = 'given' and $2 then 'required' else approval end, attempts = 0, looks = 0,
         session = null, progress = 0, cancel_requested_at = null, late_reason = null, revision = revision + 1, updated_at = clock_timestamp()
       where upload_id = $1 and status = 'failed' and account_id is not null and ($3::uuid[] is null or id = any($3)) returning id`,
      [uploadId, isMadeAgain, only],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Queries the platform at once about publications whose outcome is unknown, and retries failed ones that have their
   * video, at their time or, when it has passed, at once, unless they need an approval first.
   */
  async retry(uploadId: string, which: 'unknown' | 'all' | Ids, manager: EntityManager): Promise<PlannedPublication[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `update publications set attempts = 0, looks = 0, fault = (fault::jsonb - 'failing')::json,
         status = case when status <> 'failed' then status when approval = 'required' then 'pending' else 'scheduled' end,
         late_reason = case when status = 'failed' and publish_at <= clock_timestamp() then coalesce(late_reason, fault ->> 'code') else late_reason end,
         cancel_requested_at = null, due_at = case when ${IS_HELD} then null else ${RETRIED_AT} end,
         deadline_at = case when ${IS_HELD} then null else ${RETRIED_AT} + interval '10 seconds' end,
         revision = revision + 1, updated_at = clock_timestamp()
       where upload_id = $1 and ${FREE} and (status = 'unknown' or ($2 and status = 'failed' and file is not null and account_id is not null))
         and ($3::uuid[] is null or id = any($3)) returning id`,
      [uploadId, which !== 'unknown', typeof which === 'string' ? null : which],
    );
    const ids = rows.map(({ id }) => id);
    return plansOf(ids, manager);
  }

  private async locked(
    id: string,
    manager: EntityManager,
  ): Promise<{ revision: number; isChangeable: boolean } | undefined> {
    const [row] = await manager.query<{ revision: number; isChangeable: boolean }[]>(
      `select revision, status in (${CHANGEABLE_SQL}) and ${FREE} and not ${IS_SENT} as "isChangeable" from publications
       where id = $1 for no key update`,
      [id],
    );
    return row;
  }

  private async end(column: 'id' | 'upload_id', value: string, manager: EntityManager): Promise<number> {
    return affectedRows(
      manager,
      `update publications set status = 'cancelled', cancel_requested_at = clock_timestamp(), waiting_for = null, due_at = null,
         deadline_at = null, session = null, revision = revision + 1, updated_at = clock_timestamp()
       where ${column} = $1 and status in ('pending', 'scheduled', 'waiting') and not ${IS_SENT}`,
      [value],
    );
  }
}
