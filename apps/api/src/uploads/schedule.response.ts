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
   * How good the hours are, compared with the best ones of the week; null for a time of your own.
   * @minimum 0
   * @maximum 1
   * @example 0.95
   */
  weight: number | null;

  /**
   * Where the weight comes from: `own_results`, from the views of your own posts in this hour of the week, blended with
   * the usual weight of the hour (with at least 10 posts on the platform in the last 180 days); `defaults`, from the
   * usual hours of the platform alone; null for a time of your own.
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
