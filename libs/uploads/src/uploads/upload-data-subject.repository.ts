import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Upload } from './upload.entity';

/** Uploads of one person: for the export archive, and for the end of the account. */
@Injectable()
export class UploadDataSubjectRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Each with its targets, transitions and approvals, one at a time. */
  async *of(userId: string): AsyncGenerator<object> {
    const ids = 'select id from uploads where user_id = $1 order by created_at';
    for (const { id } of await this.dataSource.query<{ id: string }[]>(ids, [userId]))
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

  /**
   * Uploads whose files may be in the store, a page at a time in the order of their ids. @param after the last id of
   * the previous page
   */
  stored(userId: string, after: string, limit: number): Promise<Upload[]> {
    return this.dataSource.manager
      .createQueryBuilder(Upload, 'upload')
      .where('upload.userId = :userId and upload.id::text > :after', { userId, after })
      .andWhere('(upload.erasedAt is null or upload.deadline_at is not null)')
      .orderBy('upload.id')
      .limit(limit)
      .getMany();
  }

  async erase(userId: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from uploads where user_id = $1', [userId]);
  }
}
