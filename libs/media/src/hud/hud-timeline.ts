import type { Sample, StartLine, TimeMap, Track, TrackPrivacy } from '../telemetry';
import { inRealTime } from '../telemetry/cleaning/video-clock';
import { shownSpeedLimit } from '../telemetry/privacy/private-track';
import { type Lap, lapsOf } from '../telemetry/summary/laps';
import { distanceAt } from '../telemetry/summary/summarise-track';
import { TrackSampler } from '../telemetry/track-sampler';
import type { Span } from './drawing/ass-script';

/** The data that an overlay shows. */
export interface HudTelemetry {
  track: Track;
  /** From seconds of the video to seconds of the track, as `alignTrack` finds it. */
  map: TimeMap;
  /** Whether the route map and the distances cover the video or the whole track. Default: `clip`. */
  extent?: 'clip' | 'track';
  /** Minutes by which the displayed clock is ahead of the track's; by default it shows the track's, and says so if that is UTC. */
  utcOffsetMinutes?: number;
  /** The start line for laps; without it there are no laps. */
  startLine?: StartLine | 'automatic';
  /** What the overlay does not tell. */
  privacy?: TrackPrivacy;
}

/** One moment of the grid. */
export interface HudMoment {
  /** Seconds of the video. */
  time: number;
  /** Undefined where there is no fix. */
  sample: Sample | undefined;
}

/** A value that holds for a while. */
export interface Held<T> extends Span {
  value: T;
}

/** Values that change linearly for a while. */
export interface Motion extends Span {
  start: readonly number[];
  end: readonly number[];
}

/** The track on a grid of the video's time. */
export class HudTimeline {
  readonly laps: readonly Lap[];
  private readonly step: number;
  private sampled: readonly HudMoment[] | undefined;
  private readonly realTime: (seconds: number) => number;

  /**
   * @param videoSeconds length of the whole video
   * @param part the required part of it; default: all
   * @param laps of the whole track, when they are known
   */
  constructor(
    readonly telemetry: HudTelemetry,
    readonly videoSeconds: number,
    readonly part: Span = { from: 0, to: videoSeconds },
    laps?: readonly Lap[],
  ) {
    this.laps = laps ?? lapsIn(telemetry);
    this.step = gridStep(videoSeconds);
    const { track } = telemetry;
    const clock = track.realTime && inRealTime(track).at;
    const start = clock?.(0) ?? 0;
    this.realTime = (seconds) => (clock ? clock(seconds) - start : seconds);
  }

  get moments(): readonly HudMoment[] {
    this.sampled ??= this.sample();
    return this.sampled;
  }

  /** Consecutive parts, so that only the moments of one of them are in memory. */
  *parts(seconds: number): Generator<HudTimeline> {
    const { from, to } = this.part;
    for (let start = from; start < to; start += seconds) {
      const part = { from: start, to: Math.min(to, start + seconds) };
      yield new HudTimeline(this.telemetry, this.videoSeconds, part, this.laps);
    }
  }

  /** Seconds of the track. */
  trackTime(seconds: number): number {
    const { offset, rate } = this.telemetry.map;
    return offset + rate * seconds;
  }

  /** Seconds since the origin of the track at which this moment was recorded. */
  recordedAt(seconds: number): number {
    return this.realTime(this.trackTime(seconds));
  }

  /** In m/s; the overlay shows faster speeds as `≥` this one. */
  get speedLimit(): number | undefined {
    const { privacy } = this.telemetry;
    return privacy && shownSpeedLimit(privacy);
  }

  /** Whether the position at a moment of the video is private. */
  hidesPlace(seconds: number): boolean {
    const moment = this.trackTime(seconds);
    return (this.telemetry.track.hidden ?? []).some(({ from, to }) => moment > from && moment < to);
  }

  /** Metres of the track at the start and at the end of the shown part. */
  distances(): { from: number; to: number } {
    const { track, extent } = this.telemetry;
    const clip = extent !== 'track';
    const ends = clip ? [this.trackTime(0), this.trackTime(this.videoSeconds)] : [-1e12, 1e12];
    const [from = 0, to = 0] = ends.map((moment) => distanceAt(track, moment));
    return { from, to };
  }

  /** The largest value of a channel in the whole video; 0 without any. */
  largest(channel: 'speed' | 'altitude'): number {
    const { track } = this.telemetry;
    const [from, to] = [this.trackTime(0), this.trackTime(this.videoSeconds)];
    const column = track.channels[channel];
    let most = 0;
    for (let row = 0; column && row < track.time.length; row++) {
      const [time = 0, value = 0] = [track.time[row], column[row]];
      if (time >= from && time <= to && value > most) most = value;
    }
    return most;
  }

  /** The stretches during which a text, or any other value compared by identity, stays the same. */
  held<T>(valueAt: (moment: HudMoment) => T): Held<T>[] {
    const stretches: Held<T>[] = [];
    for (const moment of this.moments) {
      const value = valueAt(moment);
      const last = stretches.at(-1);
      if (last && last.value === value) last.to = moment.time + this.step;
      else stretches.push({ from: moment.time, to: moment.time + this.step, value });
    }
    return stretches.map((each) => this.cut(each)).filter(({ from, to }) => to > from);
  }

  /**
   * Straight pieces that follow the values within the tolerance, with no piece where a value is missing. Each reaches
   * to the next, so nothing flickers between them.
   */
  motions(valuesAt: (moment: HudMoment) => readonly number[] | undefined, tolerance: number): Motion[] {
    const pieces: Motion[] = [];
    let run: { time: number; values: readonly number[] }[] = [];
    const flush = () => {
      pieces.push(...straightPieces(run, tolerance));
      const last = run.at(-1);
      // The last value holds until the next moment of the grid.
      if (last) pieces.push({ from: last.time, to: last.time + this.step, start: last.values, end: last.values });
      run = [];
    };
    for (const moment of this.moments) {
      const values = valuesAt(moment);
      if (values) run.push({ time: moment.time, values });
      else flush();
    }
    flush();
    return pieces;
  }

  private sample(): HudMoment[] {
    const { track, map } = this.telemetry;
    const sampler = new TrackSampler(track, map);
    const [first, last] = [this.part.from, this.part.to].map((moment) => moment / this.step) as [number, number];
    const start = Math.floor(first + 1e-6);
    return Array.from({ length: Math.ceil(last - 1e-6) - start + 1 }, (_, index) => {
      const time = roundedTime((start + index) * this.step);
      return { time, sample: sampler.at(time) };
    });
  }

  private cut<T extends Span>(stretch: T): T {
    return { ...stretch, to: Math.min(stretch.to, this.part.to + this.step) };
  }
}

/** A time lapse has none: the overlay counts in the time of the video and would show wrong lap times. */
function lapsIn({ track, startLine }: HudTelemetry): readonly Lap[] {
  if (!startLine || track.realTime) return [];
  return lapsOf(track, startLine, { from: track.time[0] ?? 0, to: track.time[track.time.length - 1] ?? 0 });
}

/** Multiples of 10 ms, the resolution of the script. Long videos have fewer steps, which bounds the work for each frame. */
const gridStep = (seconds: number): number => (seconds <= 600 ? 0.05 : seconds <= 3_600 ? 0.1 : 0.2);

const roundedTime = (seconds: number) => Math.round(seconds * 100) / 100;

interface Knot {
  time: number;
  values: readonly number[];
}

/** Number of moments examined together; bounds the work for values that never follow a line. */
const BLOCK = 400;

function straightPieces(run: readonly Knot[], tolerance: number): Motion[] {
  const blocks = Array.from({ length: Math.ceil((run.length - 1) / BLOCK) }, (_, index) =>
    run.slice(index * BLOCK, (index + 1) * BLOCK + 1),
  );
  return blocks.flatMap((block) => simplified(block, tolerance));
}

/** The Ramer–Douglas–Peucker algorithm over time instead of space, without recursion. */
function simplified(run: readonly Knot[], tolerance: number): Motion[] {
  if (run.length < 2) return [];
  const kept = new Set([0, run.length - 1]);
  const open: [number, number][] = [[0, run.length - 1]];
  for (let range = open.pop(); range; range = open.pop()) {
    const [from, to] = range;
    const worst = farthest(run, from, to);
    if (worst.distance <= tolerance) continue;
    kept.add(worst.index);
    open.push([from, worst.index], [worst.index, to]);
  }
  const knots = [...kept].sort((a, b) => a - b).map((index) => run[index] as Knot);
  return knots.slice(1).map((end, index) => {
    const start = knots[index] as Knot;
    return { from: start.time, to: end.time, start: start.values, end: end.values };
  });
}

function farthest(run: readonly Knot[], from: number, to: number): { index: number; distance: number } {
  const [first, last] = [run[from] as Knot, run[to] as Knot];
  let worst = { index: from, distance: 0 };
  for (let index = from + 1; index < to; index++) {
    const { time, values } = run[index] as Knot;
    const share = (time - first.time) / (last.time - first.time);
    const distance = values.reduce((most, value, which) => {
      const [a = 0, b = 0] = [first.values[which], last.values[which]];
      return Math.max(most, Math.abs(value - (a + (b - a) * share)));
    }, 0);
    if (distance > worst.distance) worst = { index, distance };
  }
  return worst;
}
