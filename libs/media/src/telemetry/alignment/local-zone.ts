import type { Track } from '../track';
import { fileNameStamp } from './file-name-stamp';
import { FARTHEST_ZONE, isTimeZone, QUARTER, zoneMisfit } from './time-zones';
import type { VideoFacts } from './video-starts';

/** Seconds by which the clock of a camera may be wrong. */
const CLOCK_ERROR = 30;
/** Of a clock three hours from the solar time of the place: a camera that still has the time of another continent. */
const MOST_MISFIT = 0.036;

/** Whether the times of a track are UTC; others are local times, or count from an unknown zero. */
export const isUtc = ({ clock, format, origin }: Track): boolean =>
  origin !== undefined && (clock === 'utc' || format === 'gopro');

/**
 * Minutes by which local time is ahead of UTC, as the clock of the camera shows beside that of the track: names of
 * files, and the creation times of many cameras, are local times. Undefined when nothing shows it.
 * @param offset seconds of the track at the start of the video
 */
export function localZone(track: Track, video: VideoFacts, offset: number): number | undefined {
  if (!isUtc(track)) return undefined;
  const start = (track.origin ?? 0) + offset;
  const stamp = video.name === undefined ? undefined : fileNameStamp(video.name);
  for (const clock of [stamp, video.createdAt]) {
    const zone = clock === undefined ? undefined : zoneBetween(clock, start);
    // The time at which a recording ended says nothing when the recording is as long as a zone.
    const mayBeEnd = zone !== undefined && Math.abs(zone - video.seconds * (video.rate ?? 1)) <= CLOCK_ERROR;
    if (zone !== undefined && !mayBeEnd && zoneMisfit(zone, longitudeOf(track)) <= MOST_MISFIT) return zone / 60;
  }
  return undefined;
}

/** Seconds; undefined for none and for UTC, which is also what a clock with UTC shows. */
function zoneBetween(clock: number, start: number): number | undefined {
  const zone = Math.round((clock - start) / QUARTER) * QUARTER;
  const isZone = zone !== 0 && Math.abs(zone) <= FARTHEST_ZONE && isTimeZone(zone);
  return isZone && Math.abs(clock - start - zone) <= CLOCK_ERROR ? zone : undefined;
}

export function longitudeOf({ channels }: Track): number | undefined {
  return channels.longitude?.find((value) => !Number.isNaN(value));
}
