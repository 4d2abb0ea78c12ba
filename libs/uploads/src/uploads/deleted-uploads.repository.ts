import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Upload } from './upload.entity';

/** Replaces a name, because the column requires one. */
const NO_NAME = '-';

/**
 * Uploads that their owners deleted. Their rows stay, without what people wrote or filmed, because the figures of past
 * days count them. Their hashtags stay, because people filter those figures by hashtag.
 */
@Injectable()
export class DeletedUploadsRepository {
  /** Empties an upload whose files are deleted; deletes one whose video never arrived. */
  async erase({ id }: Upload, manager: EntityManager): Promise<void> {
    await manager.query('delete from uploads where id = $1 and deleted_at is not null and received_at is null', [id]);
    await manager.query(
      `update uploads set filename = '${NO_NAME}', title = '', caption = '', options = '{}', probe = null, telemetry = null, stages = '{}',
         multipart_id = null, telemetry_filename = case when telemetry_filename is not null then '${NO_NAME}' end, updated_at = clock_timestamp()
       where id = $1 and deleted_at is not null`,
      [id],
    );
    await manager.query('update upload_targets set caption = null where upload_id = $1', [id]);
    await manager.query('delete from upload_approvals where upload_id = $1', [id]);
    await manager.query('delete from upload_review_links where upload_id = $1', [id]);
  }
}
