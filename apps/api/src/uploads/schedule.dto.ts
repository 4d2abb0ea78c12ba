import { SCHEDULED_PLATFORMS, type ScheduledPlatform } from '@app/uploads';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsTimeZoneName } from '../http/time-zone.decorator';
import { ScheduledTimeDto } from './scheduled-time.dto';

export class SchedulePreviewDto extends ScheduledTimeDto {
  /** The platforms to find a slot for, one each. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SCHEDULED_PLATFORMS.length)
  @ArrayUnique()
  @IsIn(SCHEDULED_PLATFORMS, { each: true })
  platforms: ScheduledPlatform[];

  /**
   * `scheduled`: at `scheduled_time`; `smart`: at the best hours, by the usual ones of each platform and the views of
   * your own posts, on different days.
   */
  @IsIn(['scheduled', 'smart'])
  schedule_mode: 'scheduled' | 'smart';

  /**
   * IANA time zone. Default: `UTC`.
   * @example "Europe/Berlin"
   */
  @IsOptional()
  @IsTimeZoneName()
  timezone?: string;

  /**
   * The same seed gives the same slots as long as no other post is scheduled in between. To keep a slot, announce the
   * upload with `schedule_mode: scheduled` and that time. Default: the id of the account.
   * @example "spring-campaign"
   */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  seed?: string;
}
