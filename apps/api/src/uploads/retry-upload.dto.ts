import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
} from 'class-validator';
import { TrackOffset } from '../http/track-offset.decorator';
import { MOST_TARGETS } from './post-target.dto';
import { type SyncPointDto, SyncPoints } from './track-choices.dto';

export class RetryUploadDto {
  /**
   * Id of a candidate in `telemetry.alignment`, which places the video on the track.
   * @example "creation_time"
   */
  @IsOptional()
  @IsString()
  @Matches(/^[a-z_]{1,40}(:-?\d{1,6})?$/, { message: 'telemetry_candidate must be the id of a candidate' })
  telemetry_candidate?: string;

  /**
   * Milliseconds by which the track is moved forward, in steps of 100: the frame at t shows the track at t + this. A
   * positive value helps an overlay that runs late.
   * @example -2500
   */
  @IsOptional()
  @TrackOffset()
  telemetry_offset_ms?: number;

  /** `false` makes the files without the overlay, so that posts whose overlay is missing are published without one. */
  @IsOptional()
  @IsIn([false])
  hud?: false;

  /** One or two moments at which video and track match; they replace the candidate, the offset and the recorded times. */
  @SyncPoints()
  telemetry_sync?: SyncPointDto[];

  /**
   * Ids of failed posts, or of posts whose outcome is unknown: only these are repeated. Default: all of them.
   * @example ["0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_TARGETS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  targets?: string[];
}
