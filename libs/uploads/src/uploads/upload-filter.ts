import { containsText } from '@app/core';
import type { SelectQueryBuilder } from 'typeorm';
import type { Upload, UploadPlatform } from './upload.entity';
import type { UploadStatus } from './upload-status';

/** Which uploads a list shows; omitted fields do not restrict it. */
export interface UploadFilter {
  statuses?: readonly UploadStatus[];
  platform?: UploadPlatform;
  from?: Date;
  to?: Date;
  /** Part of the title or of the file name. */
  text?: string;
}

/** Restricts a query to the uploads of a filter. */
export function filtered(query: SelectQueryBuilder<Upload>, filter: UploadFilter): SelectQueryBuilder<Upload> {
  const { statuses, platform, from, to, text } = filter;
  if (statuses) query.andWhere('upload.status in (:...statuses)', { statuses });
  if (from) query.andWhere('upload.createdAt >= :from', { from });
  if (to) query.andWhere('upload.createdAt < :to', { to });
  if (platform)
    query.andWhere('exists (select from upload_targets t where t.upload_id = upload.id and t.platform = :platform)', {
      platform,
    });
  if (text) query.andWhere(containsText(['upload.title', 'upload.filename'], ':text'), { text });
  return query;
}
