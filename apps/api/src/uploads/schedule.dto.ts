import { SCHEDULED_PLATFORMS, type ScheduledPlatform } from '@app/uploads';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateIf,
} from 'class-validator';
import { LOCAL_TIME } from '../http/post-overrides.dto';
import { IsTimeZoneName } from '../http/time-zone.decorator';

export class SchedulePreviewDto {
  /** The platforms to find a slot for, one each. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SCHEDULED_PLATFORMS.length)
  @ArrayUnique()
  @IsIn(SCHEDULED_PLATFORMS, { each: true })
  platforms: ScheduledPlatform[];

  /** `scheduled`: at `scheduled_time`; `smart`: at each platform's busiest hours, on different days. */
  @IsIn(['scheduled', 'smart'])
  schedule_mode: 'scheduled' | 'smart';

  /**
   * Local time in `timezone`, for `scheduled`. A time that the change to summer time skips moves forward; when a time
   * occurs twice in autumn, the first one counts.
   * @example "2026-12-01T18:00"
   */
  @ValidateIf(({ schedule_mode }: SchedulePreviewDto) => schedule_mode === 'scheduled')
  @Matches(LOCAL_TIME, { message: '$property must be YYYY-MM-DDThh:mm' })
  scheduled_time?: string;

  /**
   * IANA time zone. Default: `UTC`.
   * @example "Europe/Berlin"
   */
  @IsOptional()
  @IsTimeZoneName()
  timezone?: string;

  /**
   * The same seed gives the same slots. Default: the id of the account.
   * @example "spring-campaign"
   */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  seed?: string;
}
