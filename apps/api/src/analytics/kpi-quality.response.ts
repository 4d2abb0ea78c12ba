import type { KpiFigures, PostQuality } from '@app/insights';
import type { Count } from '../http/field-types';

export class KpiQualityResponse {
  /** Completed without being repeated. */
  at_once: Count;

  /**
   * The same as a fraction of what completed, completed in part or failed; null while nothing has ended.
   * @example 0.95
   */
  at_once_rate: number | null;

  static of({ quality, states }: KpiFigures): KpiQualityResponse {
    const ended = ['completed', 'partial', 'failed'].reduce((sum, status) => sum + (states.get(status) ?? 0), 0);
    const atOnce = quality.get('at_once') ?? 0;
    return { at_once: atOnce, at_once_rate: fraction(atOnce, ended) };
  }
}

class KpiRenditions {
  /** Files that were made for a platform. */
  made: Count;

  /** Files that could not be made. */
  failed: Count;

  /**
   * made / (made + failed); null without any.
   * @example 0.99
   */
  success_rate: number | null;
}

class KpiPosts {
  /** Posts that a platform published. */
  published: Count;

  /** Of these, posts that took one publishing call. */
  at_once: Count;

  /** Posts that failed. */
  failed: Count;

  /**
   * at_once / (published + failed); null without any.
   * @example 0.97
   */
  at_once_rate: number | null;
}

export class UploadKpiQualityResponse extends KpiQualityResponse {
  /** Files for the platforms. */
  renditions: KpiRenditions;

  /** Posts on connected accounts. */
  posts: KpiPosts;

  static ofUploads(figures: KpiFigures, { published, atOnce, failed }: PostQuality): UploadKpiQualityResponse {
    const [made, notMade] = [figures.quality.get('ready') ?? 0, figures.quality.get('failed') ?? 0];
    return {
      ...KpiQualityResponse.of(figures),
      renditions: { made, failed: notMade, success_rate: fraction(made, made + notMade) },
      posts: { published, at_once: atOnce, failed, at_once_rate: fraction(atOnce, published + failed) },
    };
  }
}

const fraction = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
