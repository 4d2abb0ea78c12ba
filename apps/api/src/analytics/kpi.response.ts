import type { Count, Seconds } from '../http/field-types';
import { type MetricDefinitionResponse, metricDefinitions } from '../responses/metric-definition.response';
import type { AnalyticsPeriodResponse } from './analytics.response';
import type { KpiBacklogResponse } from './kpi-backlog.response';
import type { KpiQualityResponse, UploadKpiQualityResponse } from './kpi-quality.response';

class KpiOutcomes {
  /** Completed, for uploads on every platform. */
  completed: Count;

  /** Uploads that were completed for some platforms. */
  partial: Count;

  /** Failed. */
  failed: Count;

  /** Cancelled or abandoned. */
  cancelled: Count;

  /** Not ended. */
  unfinished: Count;
}

class KpiLatency {
  /** Arithmetic mean; null without finished work. */
  mean: Seconds | null;

  /** Median; null without finished work. */
  p50: Seconds | null;

  /** 95 of 100 took at most this long; null without finished work. */
  p95: Seconds | null;

  /** 99 of 100 took at most this long; null without finished work. */
  p99: Seconds | null;
}

class KpiError {
  /**
   * Code of the error, or `unknown`.
   * @example "render_failed"
   */
  code: string;

  /** How many failed with it. */
  count: Count;
}

class KpiPlatform {
  /**
   * Name of the platform.
   * @example "tiktok"
   */
  platform: string;

  /** Uploads for it. */
  uploads: Count;

  /**
   * The same as a fraction of all uploads.
   * @example 0.4
   */
  share: number;
}

/** The figures of renders or of uploads. `definitions` defines each of them. */
export class KpiFiguresResponse {
  /** Throughput. */
  created: Count;

  /**
   * Throughput by day.
   * @example 3.5
   */
  per_day: number;

  /** What became of them; the numbers add up to `created`. */
  outcomes: KpiOutcomes;

  /**
   * Fraction that succeeded; null while nothing has ended.
   * @example 0.98
   */
  success_rate: number | null;

  /**
   * Fraction that failed; null while nothing has ended.
   * @example 0.01
   */
  failure_rate: number | null;

  /** How long finished work took. */
  latency: KpiLatency;

  /** 24 numbers, one for each hour of the day. */
  hours: Count[];

  /** The ten most frequent errors, most frequent first. */
  errors: KpiError[];

  /** Accepted work that is not finished now, also from before the period. */
  backlog: KpiBacklogResponse;
}

export class RenderKpiResponse extends KpiFiguresResponse {
  /** How well the renders went. */
  quality: KpiQualityResponse;
}

export class UploadKpiResponse extends KpiFiguresResponse {
  /** Uploads by platform, most frequent first. */
  platforms: KpiPlatform[];

  /**
   * Concentration on one platform; null without uploads.
   * @example 0.6
   */
  top_platform_share: number | null;

  /** How well the uploads went. */
  quality: UploadKpiQualityResponse;
}

export class KpiSummaryResponse {
  /** What the figures cover: everything that was created in it. */
  period: AnalyticsPeriodResponse;

  /** Renders; all zero when `platform` is given. */
  renders: RenderKpiResponse;

  /** Uploads, including those that were deleted since. */
  uploads: UploadKpiResponse;

  /** The definition of every figure. */
  definitions: MetricDefinitionResponse[];
}

type Figure =
  | keyof Omit<UploadKpiResponse, 'backlog' | 'quality'>
  | `backlog.${keyof KpiBacklogResponse}`
  | `quality.${keyof UploadKpiQualityResponse}`;

const DEFINITIONS: Readonly<Record<Figure, string>> = {
  created: 'Renders that were accepted or uploads that were announced in the period.',
  per_day: 'created / days of the period, including today.',
  outcomes: 'What was created in the period by its present state. Every row is in exactly one outcome.',
  success_rate: 'completed / (completed + partial + failed).',
  failure_rate: 'failed / (completed + partial + failed).',
  latency:
    'Seconds from creation to the end of those that are completed or partial, including the wait of uploads for their time. Percentiles are interpolated, and differ from the exact ones by at most 2 %.',
  hours: "Items created in each hour of the day, in the period's time zone. With `status`, only items in that state.",
  errors: 'Failed rows by the code of their error.',
  platforms:
    'Uploads that name the platform; one upload counts for each of its platforms; only rows in `status` if it is given. share = uploads of the platform / uploads created.',
  top_platform_share: 'The largest share of a platform.',
  'backlog.total':
    'Renders that were accepted, and uploads whose file has arrived, that have not ended now, whatever the period. Those that wait for their time, for an approval or for a retry are among them.',
  'backlog.by_status': 'The same by their present state.',
  'backlog.by_age':
    'The same by their age: the time since the render was accepted, or since the file of the upload arrived. A retry does not begin a new age.',
  'backlog.oldest_seconds': 'The greatest of these ages.',
  'quality.at_once':
    'Renders created in the period that completed in their first attempt; a segment that was encoded again, or a wait for an unavailable service, is no other attempt. Uploads created in the period that completed for every platform without a retry.',
  'quality.at_once_rate': 'at_once / (completed + partial + failed).',
  'quality.renditions':
    'The files of uploads that were created in the period and are completed, partial or failed: one for each platform of an upload. made: the file exists; failed: it could not be made, even in the latest retry. Files of uploads that failed before the first file was begun count as neither. success_rate = made / (made + failed).',
  'quality.posts':
    'Posts that were created in the period, on connected accounts. published: the platform published it; at_once: it did so in our first call that publishes, so that the call was not refused; an answer that was lost and confirmed later counts as well; failed: not published. Posts that have not ended, were cancelled, or whose outcome is unknown count as neither. at_once_rate = at_once / (published + failed).',
};

export const KPI_DEFINITIONS: readonly MetricDefinitionResponse[] = metricDefinitions(DEFINITIONS);
