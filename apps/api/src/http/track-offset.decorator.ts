import { applyDecorators } from '@nestjs/common';
import { IsDivisibleBy, IsInt, Max, Min } from 'class-validator';

/** Milliseconds in each direction: a day. */
const MOST_OFFSET = 86_400_000;
/** Milliseconds: the grid of the overlay. */
const OFFSET_STEP = 100;

/** Milliseconds by which a track is moved against its video. */
export const TrackOffset = () =>
  applyDecorators(IsInt(), Min(-MOST_OFFSET), Max(MOST_OFFSET), IsDivisibleBy(OFFSET_STEP));
