import type { AppError } from '@app/core';
import { hudClipTooLong } from '../media.errors';
import { framesPerSecond } from './frame-rate';
import type { SourceVideo } from './source-video';

type Video = Pick<SourceVideo, 'width' | 'height' | 'seconds' | 'frames' | 'frameRate'>;

/** The rate at which a second of video costs as much as the limits of time assume. */
const USUAL_RATE = 60;
/** Half an hour of Full HD at the usual rate: ProRes then needs tens of gigabytes. */
const MOST_PIXELS = 30 * 60 * USUAL_RATE * 1_920 * 1_080;

/** Frames of a file with the overlay alone: as many as the video has. */
export const hudClipFrames = ({ frames, seconds, frameRate }: Video): number =>
  frames || Math.max(1, Math.round(seconds * framesPerSecond(frameRate)));

/** Seconds of video at a usual rate that cost as much: 120 frames per second count twice. */
export const hudClipSeconds = (video: Video): number => Math.max(video.seconds, hudClipFrames(video) / USUAL_RATE);

/** Why the overlay of a video is not made as a file of its own; undefined when it can be made. */
export function hudClipExcess(video: Video): AppError | undefined {
  const { width, height, seconds } = video;
  const frames = hudClipFrames(video);
  if (frames * width * height <= MOST_PIXELS) return undefined;
  const rate = frames / seconds;
  const most = Math.floor(MOST_PIXELS / (width * height * rate));
  return hudClipTooLong(
    `At ${width} × ${height} pixels and ${Math.round(rate)} frames per second it may last ${most} s; the video lasts ${Math.ceil(seconds)} s.`,
    { extra: { limit_seconds: most } },
  );
}
