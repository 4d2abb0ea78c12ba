import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
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
   * Milliseconds to add to the time of every telemetry sample, in steps of 100.
   * @example -2500
   */
  @IsOptional()
  @IsInt()
  @Min(-86_400_000)
  @Max(86_400_000)
  telemetry_offset_ms?: number;

  /** `false` makes the files without the overlay, so that posts whose overlay is missing are published without one. */
  @IsOptional()
  @IsIn([false])
  hud?: false;

  /** One or two moments at which video and track match; they replace the candidate, the offset and the recorded times. */
  @SyncPoints()
  telemetry_sync?: SyncPointDto[];
}
