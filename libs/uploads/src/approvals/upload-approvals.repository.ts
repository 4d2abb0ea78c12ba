import { changesOne, newId, type Page, readRows } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Upload } from '../uploads/upload.entity';
import type { ApprovalDecision, UploadApproval } from './upload-approval';
import { addAuthor } from './upload-authors';

/** How long a request can be decided. */
const OPEN_FOR = `interval '14 days'`;
export const APPROVALS_A_BATCH = 200;

const COLUMNS = `id, upload_id as "uploadId", status, revision, authors, requested_at as "requestedAt", expires_at as "expiresAt", decided_at as "decidedAt",
  decided_by as "decidedBy", decided_name as "decidedName", coalesce(decided_via, case when review_link_id is not null then 'a review link' end) as "decidedVia", review_link_id as "reviewLinkId", comment, voided_at as "voidedAt"`;

/**
 * Requests for the approval of uploads: at most one of an upload counts at a time. A transaction that changes posts and
 * requests changes the posts first.
 */
@Injectable()
export class UploadApprovalsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The request that counts. */
  async current(
    uploadId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<UploadApproval | undefined> {
    const [row] = await manager.query<UploadApproval[]>(
      `select ${COLUMNS} from upload_approvals where upload_id = $1 and voided_at is null`,
      [uploadId],
    );
    return row;
  }

  async find(id: string): Promise<UploadApproval | undefined> {
    const [row] = await this.dataSource.query<UploadApproval[]>(
      `select ${COLUMNS} from upload_approvals where id = $1`,
      [id],
    );
    return row;
  }

  /** Newest first. */
  list(uploadId: string, page: { limit: number; cursor?: string }): Promise<Page<UploadApproval>> {
    const select = `select ${COLUMNS} from upload_approvals where upload_id = $1`;
    return readRows(this.dataSource.manager, { select, parameters: [uploadId], time: 'requestedAt' }, page);
  }

  /**
   * Requests the approval of posts that need one. An approval that was given before is void: the posts have changed
   * since. Revisions grow over all requests of an upload, so that no decision about an earlier request counts for this
   * one.
   * @returns undefined when a request is open, and when one was rejected or has expired, because its author then has to
   * request the approval again
   */
  async open({ id: uploadId, createdBy }: Upload, manager: EntityManager): Promise<UploadApproval | undefined> {
    await manager.query(
      `update upload_approvals set voided_at = clock_timestamp() where upload_id = $1 and voided_at is null and status = 'approved'`,
      [uploadId],
    );
    const [row] = await manager.query<UploadApproval[]>(
      `insert into upload_approvals (id, upload_id, authors, revision, expires_at) values ($1, $2, array(select distinct unnest(
         (select array(select jsonb_array_elements_text(options::jsonb -> 'changedBy')::uuid) from uploads where id = $2) || coalesce(
         (select authors from upload_approvals where upload_id = $2 order by requested_at desc, id desc limit 1), array[$3::uuid]))),
         (select coalesce(max(revision), 0) + 1 from upload_approvals where upload_id = $2), clock_timestamp() + ${OPEN_FOR})
       on conflict do nothing returning ${COLUMNS}`,
      [newId(), uploadId, createdBy],
    );
    return row;
  }

  /**
   * The posts were changed: decisions about the earlier posts do not count, and approvals are void. Also before the first
   * request, the person becomes an author of the posts.
   */
  async changed(uploadId: string, authorId: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `update upload_approvals set revision = revision + 1, authors = array(select distinct unnest(authors || $2::uuid)),
         voided_at = case when status = 'approved' then clock_timestamp() end
       where upload_id = $1 and voided_at is null`,
      [uploadId, authorId],
    );
    await manager.query(`update uploads set ${addAuthor('$2')} where id = $1`, [uploadId, authorId]);
  }

  /** Allows another request after a rejection or an expiry. False when there was neither. */
  async requestAgain(uploadId: string, authorId: string, manager: EntityManager): Promise<boolean> {
    return changesOne(
      manager,
      `update upload_approvals set voided_at = clock_timestamp(), authors = array(select distinct unnest(authors || $2::uuid))
       where upload_id = $1 and voided_at is null and status in ('rejected', 'expired')`,
      [uploadId, authorId],
    );
  }

  /**
   * Approves an open request, or rejects one that is open or approved. Undefined when the posts have changed since, or
   * when it was decided otherwise.
   */
  async decide(
    uploadId: string,
    { verdict, revision, by, name, comment }: ApprovalDecision,
    manager: EntityManager,
  ): Promise<UploadApproval | undefined> {
    const before = verdict === 'approved' ? `('open')` : `('open', 'approved')`;
    const [rows] = await manager.query<[UploadApproval[], number]>(
      `update upload_approvals set status = $2, decided_at = clock_timestamp(), decided_by = $4, review_link_id = $5, decided_name = $6, comment = $7, decided_via = $8
       where upload_id = $1 and voided_at is null and revision = $3 and status in ${before}
         and (status <> 'open' or expires_at > clock_timestamp()) returning ${COLUMNS}`,
      [
        uploadId,
        verdict,
        revision,
        'userId' in by ? by.userId : null,
        'userId' in by ? null : by.reviewLinkId,
        name,
        comment,
        'userId' in by ? null : `review link “${by.label}” of ${by.maker.name}`,
      ],
    );
    return rows[0];
  }

  /** Ends requests without a decision in time. */
  async expireDue(manager: EntityManager): Promise<UploadApproval[]> {
    const [rows] = await manager.query<[UploadApproval[], number]>(
      `update upload_approvals set status = 'expired', decided_at = clock_timestamp()
       where id in (select id from upload_approvals where status = 'open' and expires_at <= clock_timestamp() order by expires_at
                    limit ${APPROVALS_A_BATCH} for update skip locked) returning ${COLUMNS}`,
    );
    return rows;
  }
}
