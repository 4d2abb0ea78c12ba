import type { TimeMap } from './alignment/time-map';
import { interpolate } from './cleaning/fill-channels';
import { CHANNELS, type Sample, type Track } from './track';

/** Reads a track at any moment, for drawing. Finds consecutive moments without searching. */
export class TrackSampler {
  private row = 0;
  private gap = 0;
  private hidden = 0;
  private readonly tail: number;

  /** @param map from seconds of the video to seconds of the track; without it, moments are seconds of the track */
  constructor(
    private readonly track: Track,
    private readonly map: TimeMap = { offset: 0, rate: 1 },
  ) {
    this.tail = Math.min(1, Math.max(0.2, track.interval));
  }

  /**
   * The value of each channel, interpolated between the points around the moment.
   * @returns undefined where there is no fix: inside a gap, before the first point, after the last
   */
  at(seconds: number): Sample | undefined {
    const moment = this.map.offset + this.map.rate * seconds;
    const { time, gaps } = this.track;
    const first = time[0] ?? 0;
    const last = time[time.length - 1] ?? 0;
    // Half a step of slack at the start for clocks that round, one step at the end until the next fix was due.
    if (!(moment >= first - this.tail / 2 && moment <= last + this.tail)) return undefined;
    this.gap = indexBefore(this.gap, gaps.length, (index) => gaps[index]?.from ?? 0, moment);
    const gap = gaps[this.gap];
    if (gap && moment > gap.from && moment < gap.to) return undefined;
    this.row = indexBefore(this.row, time.length, (index) => time[index] ?? 0, moment);
    const sample = this.between(this.row, moment);
    if (this.isHidden(moment)) for (const channel of PLACES) delete sample[channel];
    return sample;
  }

  private isHidden(moment: number): boolean {
    const { hidden = [] } = this.track;
    this.hidden = indexBefore(this.hidden, hidden.length, (index) => hidden[index]?.from ?? 0, moment);
    const span = hidden[this.hidden];
    return span !== undefined && moment > span.from && moment < span.to;
  }

  private between(row: number, moment: number): Sample {
    const { time, channels } = this.track;
    const [from = 0, to = from] = [time[row], time[row + 1]];
    const share = to > from ? Math.min(1, Math.max(0, (moment - from) / (to - from))) : 0;
    const sample: Sample = {};
    for (const channel of CHANNELS) {
      const column = channels[channel];
      if (!column) continue;
      const [before = Number.NaN, after = Number.NaN] = [column[row], column[row + 1]];
      const value =
        Number.isNaN(after) || share === 0
          ? before
          : Number.isNaN(before)
            ? after
            : interpolate(channel, before, after, share);
      if (!Number.isNaN(value)) sample[channel] = value;
    }
    return sample;
  }
}

/**
 * Channels that would reveal a private position. All are hidden when either end is private: a column that is hidden at
 * one end only would still give the value of the other.
 */
const PLACES = ['latitude', 'longitude', 'course'] as const;

/** The last index whose value is not above the moment; searches near the guess first. */
function indexBefore(guess: number, length: number, at: (index: number) => number, moment: number): number {
  if (guess + 1 < length && at(guess) <= moment && moment < at(guess + 1)) return guess;
  if (guess + 2 < length && at(guess + 1) <= moment && moment < at(guess + 2)) return guess + 1;
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at(middle) <= moment) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
