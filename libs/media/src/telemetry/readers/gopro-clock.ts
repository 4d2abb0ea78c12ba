import type { VideoClock } from '../track';

/** The satellites' time at a moment of the video. */
export interface GoproStamp {
  video: number;
  real: number;
}

/** The overall speed between these counts as normal: stamps repeat and jump by a second. */
const [SLOWEST, FASTEST] = [0.8, 1.25];
/** A share of the payloads must run at another speed, too, or a single jump would look like one. */
const [PAYLOAD_SLOWEST, PAYLOAD_FASTEST, LEAST_SHARE] = [0.67, 1.5, 0.25];
const LEAST_SECONDS = 2;

/**
 * The clock of a video that plays faster or slower than it was recorded, such as a TimeWarp, also with a changing
 * factor. Undefined for a video at normal speed.
 */
export function goproClock(stamps: readonly GoproStamp[]): VideoClock | undefined {
  const rising: GoproStamp[] = [];
  for (const stamp of stamps) {
    const last = rising.at(-1);
    if (!last || (stamp.real > last.real && stamp.video > last.video)) rising.push(stamp);
  }
  const [first, last] = [rising[0], rising.at(-1)];
  if (!first || !last || rising.length < 3 || last.video - first.video < LEAST_SECONDS) return undefined;
  const speed = (last.real - first.real) / (last.video - first.video);
  if (speed > SLOWEST && speed < FASTEST) return undefined;
  const other = rising.slice(1).filter(({ real, video }, index) => {
    const before = rising[index] as GoproStamp;
    const factor = (real - before.real) / (video - before.video);
    return factor < PAYLOAD_SLOWEST || factor > PAYLOAD_FASTEST;
  });
  if (other.length < (rising.length - 1) * LEAST_SHARE) return undefined;
  return {
    real: Float64Array.from(rising, ({ real }) => real),
    video: Float64Array.from(rising, ({ video }) => video),
  };
}
