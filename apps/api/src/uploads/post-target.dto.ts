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
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { PostOverridesDto } from '../http/post-overrides.dto';
import { IsTimeZoneName } from '../http/time-zone.decorator';
import { ScheduledTimeDto } from './scheduled-time.dto';

/** As many as the largest plan has accounts; also the maximum number of posts of one upload. */
export const MOST_TARGETS = 100;

/** One post: the upload on one connected account. With `group`: a post on each account of the group. */
export class PostTargetDto {
  /**
   * Id of a connected account that the plan has room for. Required without `group`, and refused with it.
   * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  @ValidateIf(({ account_id, group }: PostTargetDto) => account_id !== undefined || group === undefined)
  @IsUUID()
  account_id?: string;

  /**
   * Id of a group: each of its accounts gets a post, unless another target names the account. An account in several
   * groups gets one post, as the first of them specifies.
   * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c11"
   */
  @ValidateIf(({ group }: PostTargetDto) => group !== undefined)
  @IsUUID()
  group?: string;

  /** Texts and choices of this post, or of each post of the group, that replace those of the upload. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PostOverridesDto)
  overrides?: PostOverridesDto;
}

const SCHEDULE_MODES = ['immediate', 'scheduled', 'smart'] as const;

/** The posts of an upload, and when they are published. */
export class PostPlanDto extends ScheduledTimeDto {
  /**
   * The connected accounts to publish on, one post each, and groups of them. Together at most 100 posts. Without any,
   * `platforms` decides.
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_TARGETS)
  @ArrayUnique((target: PostTargetDto | null) => target?.group ?? target?.account_id)
  @ValidateNested({ each: true })
  @Type(() => PostTargetDto)
  targets?: PostTargetDto[];

  /**
   * `immediate`: the posts are published as soon as the video is ready; `scheduled`: at `scheduled_time`; `smart`: at
   * the best hours, by the usual ones of each platform and the views of your own posts, on different days. The video is
   * prepared at once in any case.
   */
  @IsOptional()
  @IsIn(SCHEDULE_MODES)
  schedule_mode?: (typeof SCHEDULE_MODES)[number];

  /**
   * IANA time zone of the schedule. Default: `UTC`.
   * @example "Europe/Berlin"
   */
  @IsOptional()
  @IsTimeZoneName()
  timezone?: string;

  /**
   * For `smart`: the same seed gives the same slots as the preview, while no other post is planned in between. To keep a
   * slot of the preview, send its time with `scheduled`. Default: the id of the account.
   * @example "spring-campaign"
   */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  schedule_seed?: string;
}
