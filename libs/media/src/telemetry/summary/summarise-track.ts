import { inRealTime } from '../cleaning/video-clock';
import type { Track } from '../track';
import { driveScore, type ScoreThresholds } from './drive-score';
import { type ElevationSummary, elevationOf } from './elevation';
import { type Lap, lapsOf } from './laps';
import { secondsAbove, speedPieces } from './speed-pieces';
import type { StartLine } from './start-line';

export interface SummaryOptions {
  /** Only this part of the track, in seconds of the track; default: all of it. */
  from?: number;
  to?: number;
  /** Speeds in m/s; the summary reports the time above each. */
  thresholds?: readonly number[];
  /** Two points, or `automatic` to find the place that was passed most often. Without it there are no laps. */
  startLine?: StartLine | 'automatic';
  /** Speeds in m/s that count for the score; default: 80 and 100 mph. */
  score?: ScoreThresholds;
}

/** SI units. Means are weighted by time, never by the number of points. */
export interface TrackSummary {
  points: number;
  durationSeconds: number;
  /** Share of the duration without a fix. */
  gapSeconds: number;
  /** Seconds of the duration faster than 0.5 m/s. */
  movingSeconds: number;
  distanceMeters: number;
  maxSpeed: number;
  /** Distance divided by duration. */
  averageSpeed: number;
  /** Distance divided by moving time. */
  averageMovingSpeed: number;
  /** Absent when the file holds no altitudes. */
  elevation?: ElevationSummary;
  secondsAbove: { speed: number; seconds: number }[];
  /** The first 500. */
  laps: Lap[];
  /** Laps after these; absent when there are none. */
  omittedLaps?: number;
  /** Index in `laps`. */
  bestLap?: number;
  /** 0 to 100. */
  score: number;
}

/** More than a day of karting has; a longer list comes from noise or from a track made for it. */
const MOST_LAPS = 500;
const MOVING = 0.5;
const MPH = 0.44704;
const DEFAULT_SCORE: ScoreThresholds = { speeding: 80 * MPH, euphoria: 100 * MPH };

/** The figures of a track, or of the part of it that a video shows; times are those of the recording. */
export function summariseTrack(track: Track, options: SummaryOptions = {}): TrackSummary {
  if (!track.realTime) return summarise(track, options);
  const { track: real, at } = inRealTime(track);
  const { from, to } = options;
  const part = { ...(from !== undefined && { from: at(from) }), ...(to !== undefined && { to: at(to) }) };
  return summarise(real, { ...options, ...part });
}

function summarise(track: Track, options: SummaryOptions): TrackSummary {
  const [first = 0, last = 0] = [track.time[0], track.time[track.time.length - 1]];
  const from = Math.max(first, options.from ?? first);
  const to = Math.max(from, Math.min(last, options.to ?? last));
  const pieces = speedPieces(track, from, to);
  const durationSeconds = to - from;
  const movingSeconds = secondsAbove(pieces, MOVING);
  const distanceMeters = distanceAt(track, to) - distanceAt(track, from);
  const driven = options.startLine ? lapsOf(track, options.startLine, { from, to }) : [];
  const laps = driven.slice(0, MOST_LAPS);
  const elevation = elevationOf(track, from, to);
  const bestLap = laps.reduce(
    (best, lap, index) => (lap.seconds < (laps[best]?.seconds ?? Number.POSITIVE_INFINITY) ? index : best),
    0,
  );
  return {
    points: track.time.reduce((count, time) => count + (time >= from && time <= to ? 1 : 0), 0),
    durationSeconds,
    gapSeconds: track.gaps.reduce((sum, gap) => sum + Math.max(0, Math.min(gap.to, to) - Math.max(gap.from, from)), 0),
    movingSeconds,
    distanceMeters,
    maxSpeed: pieces.reduce((max, piece) => Math.max(max, piece.from, piece.to), 0),
    averageSpeed: durationSeconds > 0 ? distanceMeters / durationSeconds : 0,
    averageMovingSpeed: movingSeconds > 0 ? Math.min(distanceMeters / movingSeconds, Number.MAX_VALUE) : 0,
    ...(elevation && { elevation }),
    secondsAbove: (options.thresholds ?? []).map((speed) => ({ speed, seconds: secondsAbove(pieces, speed) })),
    laps,
    ...(driven.length > laps.length && { omittedLaps: driven.length - laps.length }),
    ...(laps.length > 0 && { bestLap }),
    score: driveScore(pieces, options.score ?? DEFAULT_SCORE),
  };
}

/** Metres since the start of the track, interpolated linearly between its points. */
export function distanceAt({ time, channels }: Track, moment: number): number {
  const { distance } = channels;
  if (!distance) return 0;
  let low = 0;
  let high = time.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((time[middle] ?? 0) <= moment) low = middle;
    else high = middle - 1;
  }
  const [before = 0, after = before] = [time[low], time[low + 1]];
  const share = after > before ? Math.min(1, Math.max(0, (moment - before) / (after - before))) : 0;
  return (distance[low] ?? 0) + ((distance[low + 1] ?? distance[low] ?? 0) - (distance[low] ?? 0)) * share;
}
