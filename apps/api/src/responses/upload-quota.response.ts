import type { QuotaOverview } from '@app/billing';
import type { Count, Instant } from '../http/field-types';
import { jsonLimit } from '../http/json-limit';

export class UploadQuotaResponse {
  /** Uploads of this period so far. */
  uploads: Count;

  /**
   * Maximum number of uploads in this period; null means unlimited.
   * @example 100
   */
  uploads_limit: Count | null;

  /**
   * Uploads that the plan still allows in this period; null means unlimited.
   * @example 97
   */
  uploads_remaining: Count | null;

  /** Start of the period. */
  period_start: Instant;

  /** End of the period, when the count starts again at 0. */
  period_end: Instant;

  static of({ entitlements: { limits, window }, taken }: QuotaOverview): UploadQuotaResponse {
    const limit = limits.uploadsPerMonth;
    return {
      uploads: taken,
      uploads_limit: jsonLimit(limit),
      // A lower plan may allow fewer uploads than are taken.
      uploads_remaining: jsonLimit(Math.max(0, limit - taken)),
      period_start: window.from.toISOString(),
      period_end: window.to.toISOString(),
    };
  }
}
