import { invalidInput } from '@app/core';
import type { Anchor, StartLine } from '@app/media';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsNumber,
  IsOptional,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** One moment in both clocks. */
export class SyncPointDto {
  /**
   * The moment in the video, in seconds.
   * @example 12.4
   */
  @IsNumber()
  @Min(0)
  @Max(86_400)
  video_seconds: number;

  /**
   * The same moment in the track, in seconds of its own clock, as `alignment.offset_seconds`: the clock of a track with
   * dates begins at the whole second of its first point; a track without them keeps the seconds that its file counts.
   * @example 96.1
   */
  @IsNumber()
  @Min(-86_400)
  @Max(31_536_000)
  track_seconds: number;
}

/** A list of one or two of them. */
export const SyncPoints = () =>
  applyDecorators(
    IsOptional(),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(2),
    ValidateNested({ each: true }),
    Type(() => SyncPointDto),
  );

class PlaceDto {
  /**
   * Degrees, north positive.
   * @example 45.6156
   */
  @IsNumber()
  @Min(-90)
  @Max(90)
  latitude: number;

  /**
   * Degrees, east positive.
   * @example 9.2811
   */
  @IsNumber()
  @Min(-180)
  @Max(180)
  longitude: number;
}

/** Where laps begin and end. */
export class StartLineDto {
  /** `automatic`: the place that was passed most often; `points`: the line between `from` and `to`. */
  @IsIn(['automatic', 'points'])
  mode: 'automatic' | 'points';

  /** One side of the course; for `points`. */
  @ValidateIf(({ mode }: StartLineDto) => mode === 'points')
  @IsDefined()
  @ValidateNested()
  @Type(() => PlaceDto)
  from?: PlaceDto;

  /** The other side of the course; for `points`. */
  @ValidateIf(({ mode }: StartLineDto) => mode === 'points')
  @IsDefined()
  @ValidateNested()
  @Type(() => PlaceDto)
  to?: PlaceDto;
}

export function startLineOf({ mode, from, to }: StartLineDto): StartLine | 'automatic' {
  if (mode === 'automatic' || !from || !to) return 'automatic';
  const place = ({ latitude, longitude }: PlaceDto) => ({ latitude, longitude });
  return [place(from), place(to)];
}

/** @throws invalid_input for an offset beside the moments, which are exact and leave nothing to shift */
export function anchorsOf(given: {
  telemetry_sync?: readonly SyncPointDto[];
  telemetry_offset_ms?: number;
}): [Anchor, Anchor?] | undefined {
  const points = given.telemetry_sync ?? [];
  if (points.length > 0 && given.telemetry_offset_ms) {
    const message = 'telemetry_offset_ms must be 0 or left out beside telemetry_sync';
    throw invalidInput(undefined, { errors: [{ path: 'telemetry_offset_ms', code: 'conflict', message }] });
  }
  const [first, second] = points.map(({ video_seconds: video, track_seconds: track }) => ({ video, track }));
  return first && (second ? [first, second] : [first]);
}
