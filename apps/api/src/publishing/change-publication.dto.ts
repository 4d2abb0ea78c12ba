import { Type } from 'class-transformer';
import { IsIn, IsOptional, Matches, ValidateIf, ValidateNested } from 'class-validator';
import { LOCAL_TIME, PostOverridesDto } from '../http/post-overrides.dto';
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
   * Local time in `timezone`, for `scheduled`.
   * @example "2026-12-01T18:00"
   */
  @ValidateIf(({ schedule_mode }: ChangePublicationDto) => schedule_mode === 'scheduled')
  @Matches(LOCAL_TIME, { message: '$property must be YYYY-MM-DDThh:mm' })
  scheduled_time?: string;

  /**
   * IANA time zone. Default: `UTC`.
   * @example "Europe/Berlin"
   */
  @IsOptional()
  @IsTimeZoneName()
  timezone?: string;
}
