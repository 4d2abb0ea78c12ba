import type { UploadFilter } from '@app/insights';
import { RENDER_STATUSES } from '@app/render-proxy';
import { UPLOAD_PLATFORMS, UPLOAD_STATUSES, type UploadPlatform } from '@app/uploads';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { PeriodQuery } from '../http/period.query';

export class AnalyticsQuery extends PeriodQuery {
  /** Only uploads for this platform, and neither renders nor tokens. */
  @IsOptional()
  @IsIn(UPLOAD_PLATFORMS)
  platform?: UploadPlatform;

  /**
   * Only uploads with a post on this connected account, and neither renders nor tokens.
   * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  @IsOptional()
  @IsUUID()
  account_id?: string;

  /**
   * Only uploads with this hashtag, with or without `#`, and neither renders nor tokens. Case is ignored.
   * @example "cycling"
   */
  @IsOptional()
  @Matches(/^#?[\p{L}\p{N}\p{M}_]{1,100}$/u, { message: 'tag must be a word of letters, digits and _' })
  tag?: string;
}

export const filterOf = ({ platform, account_id, tag }: AnalyticsQuery): UploadFilter => ({
  platform,
  accountId: account_id,
  tag: tag?.replace(/^#/, ''),
});

export class TimeSeriesQuery extends AnalyticsQuery {
  /** Length of the intervals. Hours are possible for up to 31 days. */
  @IsOptional()
  @IsIn(['day', 'hour'])
  interval: 'day' | 'hour' = 'day';
}

export class FollowersQuery extends PeriodQuery {
  /** Only accounts on this platform. */
  @IsOptional()
  @IsIn(UPLOAD_PLATFORMS)
  platform?: UploadPlatform;

  /**
   * Only this connected account.
   * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  @IsOptional()
  @IsUUID()
  account_id?: string;
}

const STATUSES = [...new Set([...RENDER_STATUSES, ...UPLOAD_STATUSES])];

export class KpiSummaryQuery extends AnalyticsQuery {
  /** Only what is in this state now counts for `hours` and `platforms`; every state counts for the other figures. */
  @IsOptional()
  @IsIn(STATUSES)
  status?: string;
}

export class AnalyticsExportQuery extends AnalyticsQuery {
  /** JSON in one document, JSON with one row a line, CSV for spreadsheets, or a workbook. */
  @IsOptional()
  @IsIn(['json', 'csv', 'ndjson', 'xlsx'])
  format: 'json' | 'csv' | 'ndjson' | 'xlsx' = 'json';

  /** Only renders, or only uploads. */
  @IsOptional()
  @IsIn(['render', 'upload'])
  type?: 'render' | 'upload';

  /** Only what is in this state now. */
  @IsOptional()
  @IsIn(STATUSES)
  status?: string;
}
