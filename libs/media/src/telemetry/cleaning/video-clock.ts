import type { Track, TrackGap, VideoClock } from '../track';
import type { RawTrack } from '../track-builder';

/** The rows of a recording with the time at which they happened. */
export const toRealTime = (raw: RawTrack, { real, video }: VideoClock): RawTrack => ({
  ...raw,
  clock: 'utc',
  time: raw.time.map((seconds) => through(video, real, seconds)),
});

/** Moves a track in real time onto the clock of its video. Speeds and forces stay those of the recording. */
export function onVideoClock(track: Track, { real, video }: VideoClock): Track {
  const origin = track.origin ?? 0;
  const at = (seconds: number) => through(real, video, origin + seconds);
  return {
    ...track,
    clock: 'video',
    origin: through(video, real, 0),
    time: track.time.map(at),
    realTime: track.time,
    gaps: track.gaps.map(mapped(at)),
    interval: track.interval * averageSlope(real, video),
  };
}

/** The same track in real time, and a function from its own clock to that time. */
export function inRealTime({ realTime = new Float64Array(), ...track }: Track): {
  track: Track;
  at: (seconds: number) => number;
} {
  const at = (seconds: number) => through(track.time, realTime, seconds);
  const hidden = track.hidden && { hidden: track.hidden.map(mapped(at)) };
  return { track: { ...track, time: realTime, gaps: track.gaps.map(mapped(at)), ...hidden }, at };
}

const mapped =
  (at: (seconds: number) => number) =>
  ({ from, to }: TrackGap): TrackGap => ({ from: at(from), to: at(to) });

const averageSlope = (from: Float64Array, to: Float64Array): number =>
  ((to.at(-1) ?? 0) - (to[0] ?? 0)) / Math.max(1e-9, (from.at(-1) ?? 0) - (from[0] ?? 0));

/** Linear between two moments, and with the slope of the outermost ones beyond them. */
function through(from: Float64Array, to: Float64Array, value: number): number {
  let [low, high] = [0, from.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((from[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  const [a = 0, b = 1] = [from[low], from[low + 1]];
  const [c = 0, d = 0] = [to[low], to[low + 1]];
  return c + ((d - c) * (value - a)) / (b - a);
}
