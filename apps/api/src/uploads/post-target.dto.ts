import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { LOCAL_TIME, PostOverridesDto } from '../http/post-overrides.dto';
import { IsTimeZoneName } from '../http/time-zone.decorator';

/** As many as the largest plan has accounts. */
const MOST_TARGETS = 100;

/** One post: the upload on one connected account. */
export class PostTargetDto {
  /**
   * Id of a connected account.
   * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  @IsUUID()
  account_id: string;

  /** Texts and choices of this post that replace those of the upload. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PostOverridesDto)
  overrides?: PostOverridesDto;
}

const SCHEDULE_MODES = ['immediate', 'scheduled', 'smart'] as const;

/** The posts of an upload, and when they are published. */
export class PostPlanDto {
  /** The connected accounts to publish on, one post each. Without any, nothing is published. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_TARGETS)
  @ArrayUnique(({ account_id }: PostTargetDto) => account_id)
  @ValidateNested({ each: true })
  @Type(() => PostTargetDto)
  targets?: PostTargetDto[];

  /**
   * `immediate`: the posts are published as soon as the video is ready; `scheduled`: at `scheduled_time`; `smart`: at
   * each platform's busiest hours, on different days. The video is prepared at once in any case.
   */
  @IsOptional()
  @IsIn(SCHEDULE_MODES)
  schedule_mode?: (typeof SCHEDULE_MODES)[number];

  /**
   * Local time in `timezone`, for `scheduled`. A time that the change to summer time skips moves forward; when a time
   * occurs twice in autumn, the first one counts.
   * @example "2026-12-01T18:00"
   */
  @ValidateIf(({ schedule_mode }: PostPlanDto) => schedule_mode === 'scheduled')
  @Matches(LOCAL_TIME, { message: '$property must be YYYY-MM-DDThh:mm' })
  scheduled_time?: string;

  /**
   * IANA time zone of the schedule. Default: `UTC`.
   * @example "Europe/Berlin"
   */
  @IsOptional()
  @IsTimeZoneName()
  timezone?: string;

  /**
   * For `smart`: the same seed gives the same slots as the preview. Default: the id of the account.
   * @example "spring-campaign"
   */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  schedule_seed?: string;
}
