import type { Count, Seconds } from '../http/field-types';
import { type MetricDefinitionResponse, metricDefinitions } from '../responses/metric-definition.response';
import type { AnalyticsPeriodResponse } from './analytics.response';

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
}

export class UploadKpiResponse extends KpiFiguresResponse {
  /** Uploads by platform, most frequent first. */
  platforms: KpiPlatform[];

  /**
   * Concentration on one platform; null without uploads.
   * @example 0.6
   */
  top_platform_share: number | null;
}

export class KpiSummaryResponse {
  /** What the figures cover: everything that was created in it. */
  period: AnalyticsPeriodResponse;

  /** Renders; all zero when `platform` is given. */
  renders: KpiFiguresResponse;

  /** Uploads, including those that were deleted since. */
  uploads: UploadKpiResponse;

  /** The definition of every figure. */
  definitions: MetricDefinitionResponse[];
}

const DEFINITIONS: Readonly<Record<keyof UploadKpiResponse, string>> = {
  created: 'Renders that were accepted or uploads that were announced in the period.',
  per_day: 'created / days of the period, including today.',
  outcomes: 'What was created in the period by its present state. Every row is in exactly one outcome.',
  success_rate: 'completed / (completed + partial + failed).',
  failure_rate: 'failed / (completed + partial + failed).',
  latency:
    'Seconds from creation to the end of those that are completed or partial, including the wait of uploads for their time. Percentiles are interpolated, and differ from the exact ones by at most 2 %.',
  hours:
    'What was created in each hour of the day, in the time zone of the period; only rows in `status` if it is given.',
  errors: 'Failed rows by the code of their error.',
  platforms:
    'Uploads that name the platform; one upload counts for each of its platforms; only rows in `status` if it is given. share = uploads of the platform / uploads created.',
  top_platform_share: 'The largest share of a platform.',
};

export const KPI_DEFINITIONS: readonly MetricDefinitionResponse[] = metricDefinitions(DEFINITIONS);
