import type { ScheduledPlatform } from '@app/uploads';
import type { Instant } from '../http/field-types';

class SlotResponse {
  /** The platform. */
  platform: ScheduledPlatform;

  /** When the post is published. */
  publish_at: Instant;

  /**
   * The same moment as local time in the time zone.
   * @example "2026-12-01T18:00"
   */
  local_time: string;

  /**
   * How good the hours are for the platform; null for a time of your own.
   * @minimum 0
   * @maximum 1
   * @example 0.95
   */
  weight: number | null;

  /**
   * Why these hours: `own_results`, those in which your own posts on the platform were watched most (with at least 10
   * posts in the last 180 days); `defaults`, the usual ones of the platform; null for a time of your own.
   */
  based_on: 'own_results' | 'defaults' | null;
}

export class SchedulePreviewResponse {
  /**
   * The seed of the slots.
   * @example "spring-campaign"
   */
  seed: string;

  /** One slot for each platform, in the order of the request. */
  slots: SlotResponse[];
}
