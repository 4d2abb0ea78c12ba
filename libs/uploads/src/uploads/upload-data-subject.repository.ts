import { readAll } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Upload } from './upload.entity';

/** Uploads of one person: for the export archive, and for the end of the account. */
@Injectable()
export class UploadDataSubjectRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Rows by section, in JSON form, with what the person did to uploads of other workspaces. */
  of(userId: string): Record<string, AsyncIterable<object>> {
    return {
      uploads: this.uploadsOf(userId),
      approval_decisions: readAll(this.dataSource.manager, {
        select: `select id, upload_id, status, requested_at, decided_at, decided_name, comment from upload_approvals where decided_by = $1`,
        parameters: [userId],
        key: { requested_at: 'timestamptz', id: 'uuid' },
      }),
      review_links: readAll(this.dataSource.manager, {
        select: `select id, upload_id, label, created_at, expires_at, revoked_at, opened_at from upload_review_links where created_by = $1`,
        parameters: [userId],
        key: { created_at: 'timestamptz', id: 'uuid' },
      }),
    };
  }

  /** Each with its targets, transitions and approvals, one at a time. */
  private async *uploadsOf(userId: string): AsyncGenerator<object> {
    const ids = readAll<{ id: string }>(this.dataSource.manager, {
      select: 'select id, created_at from uploads where user_id = $1',
      parameters: [userId],
      key: { created_at: 'timestamptz', id: 'uuid' },
    });
    for await (const { id } of ids)
      yield* await this.dataSource.query<object[]>(
        `select id, status, filename, size_bytes, content_type, telemetry_filename, title, caption, hashtags, privacy, options, probe, telemetry,
           files, error, created_at, finished_at, deleted_at, erased_at,
           (select json_agg(json_build_object('platform', platform, 'status', status, 'caption', caption, 'error', error))
            from upload_targets where upload_id = uploads.id) as targets,
           (select json_agg(json_build_object('from', from_status, 'to', to_status, 'reason', reason, 'at', created_at) order by id)
            from upload_events where upload_id = uploads.id) as events,
           (select json_agg(json_build_object('status', status, 'requested_at', requested_at, 'decided_at', decided_at, 'decided_by', decided_name, 'decided_via', decided_via,
              'comment', comment) order by requested_at) from upload_approvals where upload_id = uploads.id) as approvals
         from uploads where id = $1`,
        [id],
      );
  }

  /** Those that have not ended. */
  unfinished(userId: string): Promise<Upload[]> {
    return this.dataSource.manager
      .createQueryBuilder(Upload, 'upload')
      .where('upload.userId = :userId and upload.finishedAt is null', { userId })
      .getMany();
  }

  /** Some of the uploads that are left, by id. */
  some(userId: string, after: string | undefined, limit: number): Promise<Upload[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(Upload, 'upload')
      .where('upload.userId = :userId', { userId })
      .orderBy('upload.id')
      .limit(limit);
    return (after === undefined ? query : query.andWhere('upload.id > :after', { after })).getMany();
  }

  /** Deletes the row of an upload whose files are deleted, with its posts. */
  async remove({ id }: Upload): Promise<void> {
    await this.dataSource.query('delete from uploads where id = $1', [id]);
  }

  /**
   * Deletes uploads, which are few: `remove` was called for those with files. In other workspaces, decisions and their
   * comments stay as records of their uploads, without the person's name.
   */
  async erase(userId: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from uploads where user_id = $1', [userId]);
    await manager.query(`update upload_approvals set decided_name = 'Deleted user' where decided_by = $1`, [userId]);
    await manager.query(
      `update upload_approvals set decided_via = 'a review link of a deleted user' where decided_via is not null
         and review_link_id in (select id from upload_review_links where created_by = $1)`,
      [userId],
    );
  }
}
