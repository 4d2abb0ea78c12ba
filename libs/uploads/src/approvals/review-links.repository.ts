import { affectedRows, newId, type Owner, type Page, readRows, sha256 } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A link with which someone without an account reviews one upload. */
export interface ReviewLink {
  id: string;
  uploadId: string;
  label: string;
  /** The member who made it. */
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  /** When it was last opened. */
  openedAt: Date | null;
}

const COLUMNS = `id, upload_id as "uploadId", label, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt", opened_at as "openedAt"`;
const LIVE = 'revoked_at is null and expires_at > clock_timestamp()';

/** Links for reviewers without an account. Only the hash of a token is stored. */
@Injectable()
export class ReviewLinksRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Undefined when the upload already has `most` links that work. */
  async create(
    uploadId: string,
    { token, label, createdBy, days }: { token: string; label: string; createdBy: string; days: number },
    most: number,
    manager: EntityManager,
  ): Promise<ReviewLink | undefined> {
    // Serialises requests for one upload, so that each counts the links of those before it.
    await manager.query('select 1 from uploads where id = $1 for no key update', [uploadId]);
    const [row] = await manager.query<ReviewLink[]>(
      `insert into upload_review_links (id, upload_id, token_hash, label, created_by, expires_at)
       select $1, $2, $3, $4, $5, clock_timestamp() + $6 * interval '1 day'
       where (select count(*) from upload_review_links where upload_id = $2 and ${LIVE}) < $7 returning ${COLUMNS}`,
      [newId(), uploadId, sha256(token), label, createdBy, days, most],
    );
    return row;
  }

  /** Newest first. */
  list(uploadId: string, page: { limit: number; cursor?: string }): Promise<Page<ReviewLink>> {
    const select = `select ${COLUMNS} from upload_review_links where upload_id = $1`;
    return readRows(this.dataSource.manager, { select, parameters: [uploadId], time: 'createdAt' }, page);
  }

  /** Undefined when the upload has no such link. */
  async revoke(uploadId: string, id: string, manager: EntityManager): Promise<ReviewLink | undefined> {
    const [rows] = await manager.query<[ReviewLink[], number]>(
      `update upload_review_links set revoked_at = coalesce(revoked_at, clock_timestamp()) where id = $1 and upload_id = $2 returning ${COLUMNS}`,
      [id, uploadId],
    );
    return rows[0];
  }

  /** Revokes the links that a member made for uploads of that owner. */
  async revokeOf({ ownerId }: Owner, memberId: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `update upload_review_links set revoked_at = clock_timestamp() where created_by = $2 and ${LIVE}
         and upload_id in (select id from uploads where user_id = $1)`,
      [ownerId, memberId],
    );
  }

  /** Revokes all links for uploads of that owner. @returns the number of those that worked */
  async revokeAll({ ownerId }: Owner, manager: EntityManager): Promise<number> {
    return affectedRows(
      manager,
      `update upload_review_links set revoked_at = clock_timestamp() where ${LIVE}
         and upload_id in (select id from uploads where user_id = $1)`,
      [ownerId],
    );
  }

  /** The link with this token, while it works. */
  async use(token: string): Promise<ReviewLink | undefined> {
    const [rows] = await this.dataSource.query<[ReviewLink[], number]>(
      `update upload_review_links set opened_at = clock_timestamp() where token_hash = $1 and ${LIVE} returning ${COLUMNS}`,
      [sha256(token)],
    );
    return rows[0];
  }
}
