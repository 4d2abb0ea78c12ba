import { Matches, ValidateIf } from 'class-validator';
import { SCHEDULED_TIME, TIME_FAULT } from '../http/post-overrides.dto';

/** The time of a request that has a `schedule_mode` and a `timezone`. */
export class ScheduledTimeDto {
  /**
   * For `scheduled`: local time in `timezone`, or an instant with `Z` or an offset. A local time that the change to summer time skips moves forward; when a time
   * occurs twice in autumn, the first one counts.
   * @example "2026-12-01T18:00"
   */
  @ValidateIf(({ schedule_mode }: { schedule_mode?: string }) => schedule_mode === 'scheduled')
  @Matches(SCHEDULED_TIME, { message: TIME_FAULT })
  scheduled_time?: string;
}
