import { microTokens, toTokens } from '@app/billing';
import type { ExportedRow } from '@app/insights';
import type { RenderStatus } from '@app/render-proxy';
import type { UploadStatus } from '@app/uploads';
import type { Instant, Seconds, Tokens, Uuid } from '../http/field-types';
import type { AnalyticsPeriodResponse } from './analytics.response';

export class AnalyticsRowResponse {
  /** What the row describes. */
  type: 'render' | 'upload';

  /** Id of the render or upload. */
  id: Uuid;

  /** Its present state. */
  status: RenderStatus | UploadStatus;

  /** When the render was accepted or the upload announced. */
  created_at: Instant;

  /** When it ended; null until then. */
  finished_at: Instant | null;

  /**
   * Title of the upload; null for renders, for deleted uploads, and for credentials that may not read uploads.
   * @example "A lap around the lake"
   */
  title: string | null;

  /**
   * Name of the file of the upload; null wherever `title` is.
   * @example "lap.mp4"
   */
  filename: string | null;

  /**
   * Platforms of the upload; empty for renders.
   * @example ["tiktok","youtube"]
   */
  platforms: string[];

  /** Connected accounts on which the upload has posts that were not cancelled; empty for renders. */
  account_ids: Uuid[];

  /** Length of the video of a completed render; null otherwise. */
  video_seconds: Seconds | null;

  /** Tokens charged for a render; null until it ends, and for uploads. */
  tokens_charged: Tokens | null;

  /**
   * Code of the error that ended it; null otherwise. GET /errors/{code} explains it.
   * @example "render_failed"
   */
  error_code: string | null;

  /** @param mayReadUploads whether the caller may see the texts of uploads */
  static of(row: ExportedRow, mayReadUploads: boolean): AnalyticsRowResponse {
    return {
      type: row.type,
      id: row.id,
      status: row.status as RenderStatus | UploadStatus,
      created_at: row.createdAt.toISOString(),
      finished_at: row.finishedAt?.toISOString() ?? null,
      title: mayReadUploads ? row.title : null,
      filename: mayReadUploads ? row.filename : null,
      platforms: row.platforms,
      account_ids: row.accountIds,
      video_seconds: row.videoSeconds,
      tokens_charged: row.charged === null ? null : toTokens(microTokens(row.charged)),
      error_code: row.errorCode,
    };
  }
}

/** Columns of the CSV, in their order. */
export const ANALYTICS_COLUMNS = [
  'type',
  'id',
  'status',
  'created_at',
  'finished_at',
  'title',
  'filename',
  'platforms',
  'account_ids',
  'video_seconds',
  'tokens_charged',
  'error_code',
] as const satisfies readonly (keyof AnalyticsRowResponse)[];

export class AnalyticsExportResponse {
  /** What the export covers. */
  period: AnalyticsPeriodResponse;

  /** Renders and uploads that were created in the period, newest first. */
  rows: AnalyticsRowResponse[];
}
