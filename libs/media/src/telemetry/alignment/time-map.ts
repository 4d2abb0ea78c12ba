import { telemetryInvalidAlignment } from '../telemetry.errors';

/** Seconds of the track = `offset` + `rate` × seconds of the video. */
export interface TimeMap {
  offset: number;
  /** 1, unless the clocks drift or the video is a time lapse. */
  rate: number;
}

/** One moment in both clocks. */
export interface Anchor {
  /** Seconds of the video. */
  video: number;
  /** Seconds of the track. */
  track: number;
}

export const LARGEST_OFFSET = 86_400;

/**
 * The map through one moment at the given rate, or through two moments.
 * @throws telemetryInvalidAlignment when the moments are too close or in opposite order
 */
export function mapThrough([first, second]: readonly [Anchor, Anchor?], rate = 1): TimeMap {
  if (!second) return { offset: first.track - rate * first.video, rate };
  const [video, track] = [second.video - first.video, second.track - first.track];
  if (!(Math.abs(video) >= 1)) throw telemetryInvalidAlignment('The two moments must be at least one second apart.');
  const measured = track / video;
  if (!(measured >= 0.001 && measured <= 1_000))
    throw telemetryInvalidAlignment('The two moments must come in the same order in the video and in the track.');
  return { offset: first.track - measured * first.video, rate: measured };
}

/** @throws telemetryInvalidAlignment unless it is −24 h … +24 h in steps of 0.1 s */
export function checkedOffset(seconds: number): number {
  const tenths = seconds * 10;
  if (!(Math.abs(seconds) <= LARGEST_OFFSET) || Math.abs(tenths - Math.round(tenths)) > 1e-6)
    throw telemetryInvalidAlignment(`The offset is ${seconds} s; it must be a multiple of 0.1 from -86400 to 86400.`);
  return Math.round(tenths) / 10;
}

/** @throws telemetryInvalidAlignment unless it is a plausible factor for a time lapse */
export function checkedRate(rate: number): number {
  if (!(rate >= 0.001 && rate <= 1_000))
    throw telemetryInvalidAlignment(`The rate is ${rate}; it must be from 0.001 to 1000.`);
  return rate;
}

/** Seconds of the video during which the track has data. */
export function overlapOf(
  { time }: { time: ArrayLike<number> },
  { offset, rate }: TimeMap,
  videoSeconds: number,
): number {
  const [first = 0, last = 0] = [time[0], time[time.length - 1]];
  const from = Math.max(offset, first);
  const to = Math.min(offset + rate * videoSeconds, last);
  return Math.max(0, (to - from) / rate);
}
