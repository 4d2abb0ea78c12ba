import { HUD_CLIP_FORMATS, type HudClipFormat, SHOWN_SPEED } from '@app/media';
import {
  PRIVACIES,
  UPLOAD_FITS,
  UPLOAD_PLATFORMS,
  type UploadFit,
  type UploadPlatform,
  type UploadSettings,
} from '@app/uploads';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Hashtags } from '../http/hashtags.decorator';
import { PostCaption, PostTitle } from '../http/post-texts.decorator';
import { type PrivacyZoneDto, PrivacyZones } from '../http/privacy-zones.dto';
import { TrackOffset } from '../http/track-offset.decorator';
import { CoverDto } from './cover.dto';
import { PostPlanDto } from './post-target.dto';
import { StartLineDto, type SyncPointDto, SyncPoints } from './track-choices.dto';

/** Any video type; the content decides whether it can be read. */
const VIDEO_TYPE = /^video\/[a-z0-9][a-z0-9.+-]{0,60}$/;
/** Bytes. */
export const LARGEST_TELEMETRY = 64_000_000;
const MOST_HASHTAGS = 100;
/** The name is only shown and compared, never used as a path. */
const FileName = () =>
  applyDecorators(
    IsString(),
    Length(1, 255),
    Matches(/^[^\p{Cc}\p{Cs}]+$/u, { message: '$property must not contain control characters' }),
  );

export class PresignDto extends PostPlanDto {
  /**
   * Name of the video file.
   * @example "GX010042.MP4"
   */
  @FileName()
  filename: string;

  /**
   * Exact size of the video in bytes; the store refuses any other.
   * @example 104857600
   */
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  file_size: number;

  /**
   * Type of the video; the store refuses any other.
   * @example "video/mp4"
   */
  @IsString()
  @Matches(VIDEO_TYPE, { message: 'content_type must be a type of video such as video/mp4' })
  content_type: string;

  /**
   * Without `targets`: the platforms to publish on, one post on each of your connected accounts there that the plan has
   * room for. With `targets` or `"publish":false`: platforms to prepare the video for, without publishing it there.
   * `download` keeps the shape of the video and is for you alone. Required without `targets`.
   */
  @ValidateIf(({ platforms, targets }: PresignDto) => platforms !== undefined || !targets?.length)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(UPLOAD_PLATFORMS.length)
  @ArrayUnique()
  @IsIn(UPLOAD_PLATFORMS, { each: true })
  platforms?: UploadPlatform[];

  /** `false` makes the files for `platforms` and publishes nothing; refused with `targets`. */
  @IsOptional()
  @IsBoolean()
  publish?: boolean;

  /**
   * Title of the posts.
   * @example "Morning lap"
   */
  @PostTitle()
  title?: string;

  /**
   * Caption of the posts.
   * @example "Fastest lap of the year"
   */
  @PostCaption()
  caption?: string;

  /** Hashtags of this upload, without `#`. */
  @IsOptional()
  @Hashtags(MOST_HASHTAGS)
  hashtags?: string[];

  /** Who may see the posts. Default: the setting `default_privacy`. */
  @IsOptional()
  @IsIn(PRIVACIES)
  privacy?: UploadSettings['defaultPrivacy'];

  /**
   * Whether an owner or administrator must approve the posts before they are published; needs the plan Studio. `false`
   * does not lift the setting `approval_required`.
   */
  @IsOptional()
  @IsBoolean()
  requires_approval?: boolean;

  /** How a video of another shape fills a vertical frame. Default: `blur`. */
  @IsOptional()
  @IsIn(UPLOAD_FITS)
  fit?: UploadFit;

  /** `false` leaves the overlay out, even if the settings include it. */
  @IsOptional()
  @IsBoolean()
  hud?: boolean;

  /**
   * Milliseconds by which the track is moved forward, in steps of 100: the frame at t shows the track at t + this. A
   * positive value helps an overlay that runs late. Default: the setting of that name.
   * @example -2500
   */
  @IsOptional()
  @TrackOffset()
  telemetry_offset_ms?: number;

  /**
   * One or two moments at which video and track match; they replace the recorded times and the offset. Two moments also correct time
   * lapses and clocks that run fast or slow.
   */
  @SyncPoints()
  telemetry_sync?: SyncPointDto[];

  /**
   * Id of one of your earlier uploads whose telemetry file this video shares. Clips from one camera are aligned
   * together.
   * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  @IsOptional()
  @IsUUID()
  telemetry_upload_id?: string;

  /** Whether the route map and the distances of the overlay cover the clip or the whole track. Default: `clip`. */
  @IsOptional()
  @IsIn(['clip', 'track'])
  map?: 'clip' | 'track';

  /** The line at which laps begin and end. Overlays with the element `laps` show the lap times. */
  @IsOptional()
  @ValidateNested()
  @Type(() => StartLineDto)
  start_line?: StartLineDto;

  /** Places that the overlay of this upload does not show, in addition to those of the settings; at most 5. */
  @IsOptional()
  @PrivacyZones()
  privacy_zones?: PrivacyZoneDto[];

  /**
   * Highest speed in km/h that the overlay and the caption tell. The setting of that name counts if it is lower.
   * @example 130
   */
  @IsOptional()
  @IsInt()
  @Min(SHOWN_SPEED.least)
  @Max(SHOWN_SPEED.most)
  max_shown_speed_kmh?: number;

  /**
   * Also makes transparent clips of the overlay alone, frame for frame as long as the video, for editing programs:
   * `prores` is ProRes 4444 in MOV, `vp9` is VP9 in WebM. Works with `hud: false`, too.
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(HUD_CLIP_FORMATS.length)
  @ArrayUnique()
  @IsIn(HUD_CLIP_FORMATS, { each: true })
  hud_clips?: HudClipFormat[];

  /** Covers, at most one per platform. Default: the sharpest of several frames. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(UPLOAD_PLATFORMS.length)
  @ArrayUnique((cover: CoverDto | null) => cover?.platform)
  @ValidateNested({ each: true })
  @Type(() => CoverDto)
  covers?: CoverDto[];

  /**
   * Whether a telemetry file follows. The answer has a presigned URL for it, and the upload can be completed only after
   * its arrival, or with `skip_telemetry`.
   */
  @IsOptional()
  @IsBoolean()
  has_telemetry?: boolean;

  /**
   * Name of the telemetry file.
   * @example "ride.gpx"
   */
  @IsOptional()
  @FileName()
  telemetry_filename?: string;

  /**
   * Exact size of the telemetry file in bytes; the store refuses any other. Without it the URL accepts up to 64 MB, if
   * the store can limit sizes (Google Cloud Storage and the local store can); S3 gets none before the size is known.
   * @example 250000
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LARGEST_TELEMETRY)
  telemetry_file_size?: number;
}

export class PartsDto {
  /** Numbers of the parts to send next, starting at 1. Default: the first 100 parts that have not arrived. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(10_000, { each: true })
  part_numbers?: number[];
}

export class CompleteUploadDto {
  /** Processes the video without the telemetry file that was announced, even if it has arrived. */
  @IsOptional()
  @IsBoolean()
  skip_telemetry?: boolean;
}

export class TelemetryDto {
  /**
   * Name of the telemetry file.
   * @example "ride.gpx"
   */
  @FileName()
  filename: string;

  /**
   * Exact size in bytes; the store refuses any other.
   * @example 250000
   */
  @IsInt()
  @Min(1)
  @Max(LARGEST_TELEMETRY)
  file_size: number;
}

/** A field that a request leaves out stays as it is. */
export class UploadTextsDto {
  /**
   * Title of the posts.
   * @example "Morning lap"
   */
  @PostTitle()
  title?: string;

  /**
   * Caption of the posts.
   * @example "Fastest lap of the year"
   */
  @PostCaption()
  caption?: string;

  /** Hashtags of this upload, without `#`. */
  @IsOptional()
  @Hashtags(MOST_HASHTAGS)
  hashtags?: string[];

  /** Who may see the posts. */
  @IsOptional()
  @IsIn(PRIVACIES)
  privacy?: UploadSettings['defaultPrivacy'];
}
