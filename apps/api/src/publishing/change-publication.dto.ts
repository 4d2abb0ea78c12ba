import { Type } from 'class-transformer';
import { IsIn, IsOptional, Matches, ValidateIf, ValidateNested } from 'class-validator';
import { PostOverridesDto, SCHEDULED_TIME, TIME_FAULT } from '../http/post-overrides.dto';
import { IsTimeZoneName } from '../http/time-zone.decorator';

/** A field that a request leaves out stays as it is. */
export class ChangePublicationDto {
  /** Replaces the earlier overrides; `{}` removes them. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PostOverridesDto)
  overrides?: PostOverridesDto;

  /** `immediate`: as soon as the video is ready; `scheduled`: at `scheduled_time`. */
  @IsOptional()
  @IsIn(['immediate', 'scheduled'])
  schedule_mode?: 'immediate' | 'scheduled';

  /**
   * For `scheduled`: local time in `timezone`, or an instant with `Z` or an offset.
   * @example "2026-12-01T18:00"
   */
  @ValidateIf(({ schedule_mode }: ChangePublicationDto) => schedule_mode === 'scheduled')
  @Matches(SCHEDULED_TIME, { message: TIME_FAULT })
  scheduled_time?: string;

  /**
   * IANA time zone, also the one in which an instant is shown. Default: `UTC`.
   * @example "Europe/Berlin"
   */
  @IsOptional()
  @IsTimeZoneName()
  timezone?: string;
}
