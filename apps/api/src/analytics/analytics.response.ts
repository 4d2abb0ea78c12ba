import { microTokens, toTokens } from '@app/billing';
import type { AnalyticsPeriod, SeriesBucket } from '@app/insights';
import type { RenderStatus } from '@app/render-proxy';
import type { UploadStatus } from '@app/uploads';
import type { Count, Day, Instant, Integer, Seconds, Tokens } from '../http/field-types';
import type { UploadQuotaResponse } from '../responses/upload-quota.response';
import type { ReachResponse } from './reach.response';

export class AnalyticsPeriodResponse {
  /** First day. */
  from: Day;

  /** Last day, inclusive. */
  to: Day;

  /**
   * Time zone of the days.
   * @example "Europe/Berlin"
   */
  time_zone: string;

  /** Whether the history of the plan is shorter than the requested number of days. */
  limited_by_plan: boolean;

  /** When the figures were counted. */
  as_of: Instant;
}

class RenderStates implements Record<RenderStatus, Count> {
  /** Waiting for a worker. */
  queued: Count;

  /** Sources are being fetched. */
  fetching: Count;

  /** Frames are being rendered. */
  rendering: Count;

  /** The provider is saving the video. */
  saving: Count;

  /** The video is being stored. */
  transferring: Count;

  /** The video is stored. */
  completed: Count;

  /** Failed; the tokens were returned. */
  failed: Count;

  /** Cancelled by the owner. */
  cancelled: Count;
}

class UploadStates implements Record<UploadStatus, Count> {
  /** The file has not arrived. */
  pending: Count;

  /** Waiting for a worker. */
  queued: Count;

  /** Being processed. */
  processing: Count;

  /** Processed. */
  ready: Count;

  /** Waiting for approval. */
  awaiting_approval: Count;

  /** Waiting for its time. */
  staged: Count;

  /** Being published. */
  publishing: Count;

  /** Completed for every platform. */
  completed: Count;

  /** Completed for some platforms. */
  partial: Count;

  /** Failed; the unit of the quota was given back. */
  failed: Count;

  /** Cancelled by the owner, or abandoned. */
  cancelled: Count;
}

class RenderFigures {
  /** Renders that were accepted in the period. */
  total: Count;

  /** The same renders by their present state; the states add up to the total. */
  by_status: RenderStates;

  /**
   * Completed renders as a fraction of those that completed or failed; null while there are none.
   * @example 0.98
   */
  success_rate: number | null;

  /** Length of the videos of the completed renders. */
  video_seconds: Seconds;
}

class UploadFigures {
  /** Uploads that were announced in the period. */
  total: Count;

  /** The same uploads by their present state; the states add up to the total. */
  by_status: UploadStates;

  /**
   * Uploads that were completed for every platform as a fraction of those that were completed, were completed for some
   * platforms, or failed; null while there are none.
   * @example 0.98
   */
  success_rate: number | null;
}

class TokenFigures {
  /** Tokens charged in the period. */
  charged: Tokens;

  /** Tokens that were held and then returned in the period. */
  returned: Tokens;
}

export class AnalyticsOverviewResponse {
  /** What the figures cover. */
  period: AnalyticsPeriodResponse;

  /** Renders. */
  renders: RenderFigures;

  /** Uploads, including those that were deleted since. */
  uploads: UploadFigures;

  /** What the plan allows now and what of it is used, whatever the period and the filters are. */
  quota: UploadQuotaResponse;

  /** Tokens. */
  tokens: TokenFigures;

  /** How often the posts of the period were seen and reacted to. */
  reach: ReachResponse;
}

export interface CoveredPeriod extends AnalyticsPeriod {
  isLimited: boolean;
}

export const periodResponse = ({ from, to, timeZone, isLimited }: CoveredPeriod): AnalyticsPeriodResponse => ({
  from,
  to,
  time_zone: timeZone,
  limited_by_plan: isLimited,
  as_of: new Date().toISOString(),
});

class RenderEvents {
  /** Renders that were accepted. */
  created: Count;

  /** Renders that completed. */
  completed: Count;

  /** Renders that failed. */
  failed: Count;

  /** Renders that were cancelled. */
  cancelled: Count;

  /** Length of the videos of the renders that completed. */
  video_seconds: Seconds;
}

class UploadEvents {
  /** Uploads that were announced. */
  created: Count;

  /** Uploads that were completed for every platform. */
  completed: Count;

  /** Uploads that were completed for some platforms. */
  partial: Count;

  /** Uploads that failed. */
  failed: Count;

  /** Uploads that were cancelled or abandoned. */
  cancelled: Count;
}

class ReachGains {
  /**
   * Views.
   * @example 120
   */
  views: Integer;

  /**
   * Likes; less than 0 when more were withdrawn than given.
   * @example 12
   */
  likes: Integer;

  /**
   * Comments; less than 0 when more were deleted than written.
   * @example 3
   */
  comments: Integer;

  /**
   * Shares.
   * @example 1
   */
  shares: Integer;
}

class SeriesBucketResponse {
  /** Beginning of the interval. */
  start: Instant;

  /** End of the interval; the next one begins here. */
  end: Instant;

  /** What happened to renders in the interval. */
  renders: RenderEvents;

  /** What happened to uploads in the interval; a retried upload counts when it last ended. */
  uploads: UploadEvents;

  /** Tokens charged in the interval. */
  tokens_charged: Tokens;

  /** What posts of any age gained in the interval, by the time at which it was read. */
  reach: ReachGains;

  static of(bucket: SeriesBucket): SeriesBucketResponse {
    return {
      start: bucket.start.toISOString(),
      end: bucket.end.toISOString(),
      renders: {
        created: bucket.renders_created,
        completed: bucket.renders_completed,
        failed: bucket.renders_failed,
        cancelled: bucket.renders_cancelled,
        video_seconds: bucket.video_seconds,
      },
      uploads: {
        created: bucket.uploads_created,
        completed: bucket.uploads_completed,
        partial: bucket.uploads_partial,
        failed: bucket.uploads_failed,
        cancelled: bucket.uploads_cancelled,
      },
      tokens_charged: toTokens(microTokens(bucket.tokens_charged)),
      reach: { views: bucket.views, likes: bucket.likes, comments: bucket.comments, shares: bucket.shares },
    };
  }
}

export class TimeSeriesResponse {
  /** What the series covers. */
  period: AnalyticsPeriodResponse;

  /** Length of the intervals; a day has 23 or 25 hours when the clocks change. */
  interval: 'day' | 'hour';

  /** Every interval of the period, oldest first, also those in which nothing happened. */
  buckets: SeriesBucketResponse[];

  static of(period: CoveredPeriod, interval: 'day' | 'hour', buckets: readonly SeriesBucket[]): TimeSeriesResponse {
    return {
      period: periodResponse(period),
      interval,
      buckets: buckets.map((bucket) => SeriesBucketResponse.of(bucket)),
    };
  }
}
