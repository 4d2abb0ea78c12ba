import { Matches, ValidateIf } from 'class-validator';
import { LOCAL_TIME } from '../http/post-overrides.dto';

/** The time of a request that has a `schedule_mode` and a `timezone`. */
export class ScheduledTimeDto {
  /**
   * Local time in `timezone`, for `scheduled`. A time that the change to summer time skips moves forward; when a time
   * occurs twice in autumn, the first one counts.
   * @example "2026-12-01T18:00"
   */
  @ValidateIf(({ schedule_mode }: { schedule_mode?: string }) => schedule_mode === 'scheduled')
  @Matches(LOCAL_TIME, { message: '$property must be YYYY-MM-DDThh:mm' })
  scheduled_time?: string;
}
