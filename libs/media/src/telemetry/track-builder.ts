import { telemetryTooLarge } from './telemetry.errors';
import type { TelemetryLimits } from './telemetry-limits';
import {
  CHANNELS,
  type Channel,
  type ChannelColumns,
  type Sample,
  type SpeedUnit,
  type TelemetryFormat,
  type TrackClock,
  type TrackCounts,
  type TrackWarning,
  type VideoClock,
} from './track';

/** A reader's result, row by row in the order of the file, before anything is judged or derived. */
export interface RawTrack {
  format: TelemetryFormat;
  clock: TrackClock;
  /** Unix seconds at time 0. Absent on an absolute clock: its rows hold Unix seconds themselves. */
  origin?: number;
  time: Float64Array;
  /** The clock of a video that does not play at the speed of the recording. */
  videoClock?: VideoClock;
  /** Increases where the recording was paused on purpose. */
  segment: Uint32Array;
  /** 1 where the receiver reported no fix. */
  withoutFix: Uint8Array;
  channels: ChannelColumns;
  /** Absent when the file names none; the speeds are then in the file's own unit. */
  speedUnit?: SpeedUnit;
  /** Assumed when the file names no unit and the positions cannot decide. */
  likelySpeedUnit?: SpeedUnit;
  counts: TrackCounts;
  warnings: TrackWarning[];
}

const FIRST_CAPACITY = 1_024;

/** Some programs count longitudes from 0 to 360 degrees east. */
function westward(sample: Sample): Sample {
  const { longitude } = sample;
  return longitude !== undefined && longitude > 180 && longitude <= 360
    ? { ...sample, longitude: longitude - 360 }
    : sample;
}

/** Collects rows in columns that grow by doubling. */
export class TrackBuilder {
  clock: TrackClock = 'utc';
  origin: number | undefined;
  videoClock: VideoClock | undefined;
  speedUnit: SpeedUnit | undefined = 'm/s';
  likelySpeedUnit: SpeedUnit | undefined;
  readonly counts: TrackCounts = { read: 0, rejected: 0, withoutFix: 0 };
  readonly warnings: TrackWarning[] = [];
  private length = 0;
  private segmentNumber = 0;
  private time = new Float64Array(FIRST_CAPACITY);
  private segment = new Uint32Array(FIRST_CAPACITY);
  private withoutFix = new Uint8Array(FIRST_CAPACITY);
  private readonly columns: ChannelColumns = {};

  constructor(
    readonly format: TelemetryFormat,
    private readonly limits: TelemetryLimits,
  ) {}

  get size(): number {
    return this.length;
  }

  /**
   * Adds one point. A point without a time or outside the globe is refused and counted; a point at exactly 0/0 has no
   * fix.
   * @throws telemetryTooLarge above the maximum number of points
   */
  add(time: number, given: Sample): void {
    const sample = westward(given);
    const { latitude, longitude } = sample;
    if (latitude === 0 && longitude === 0) return this.addWithoutFix(time);
    this.counts.read++;
    const placed = latitude !== undefined || longitude !== undefined;
    const onGlobe = Math.abs(latitude ?? Number.NaN) <= 90 && Math.abs(longitude ?? Number.NaN) <= 180;
    if (!Number.isFinite(time) || (placed && !onGlobe)) {
      this.counts.rejected++;
      return;
    }
    const row = this.append(time);
    for (const channel in sample) {
      const value = sample[channel as Channel];
      if (value !== undefined && Number.isFinite(value)) this.column(channel as Channel)[row] = value;
    }
  }

  /** The receiver worked but had no fix. A time of NaN is only counted. */
  addWithoutFix(time: number): void {
    this.counts.read++;
    this.counts.withoutFix++;
    if (Number.isFinite(time)) this.withoutFix[this.append(time)] = 1;
  }

  /** Everything after this was recorded after a pause. */
  startSegment(): void {
    if (this.length > 0) this.segmentNumber = (this.segment[this.length - 1] ?? 0) + 1;
  }

  warn(code: TrackWarning['code'], message: string): void {
    if (!this.warnings.some((warning) => warning.code === code)) this.warnings.push({ code, message });
  }

  build(): RawTrack {
    const channels: ChannelColumns = {};
    for (const channel of CHANNELS) {
      const column = this.columns[channel]?.subarray(0, this.length);
      if (column) channels[channel] = column;
    }
    return {
      format: this.format,
      clock: this.clock,
      ...(this.origin !== undefined && { origin: this.origin }),
      time: this.time.subarray(0, this.length),
      ...(this.videoClock && { videoClock: this.videoClock }),
      segment: this.segment.subarray(0, this.length),
      withoutFix: this.withoutFix.subarray(0, this.length),
      channels,
      ...(this.speedUnit && { speedUnit: this.speedUnit }),
      ...(this.likelySpeedUnit && { likelySpeedUnit: this.likelySpeedUnit }),
      counts: this.counts,
      warnings: this.warnings,
    };
  }

  private append(time: number): number {
    if (this.length >= this.limits.points)
      throw telemetryTooLarge(`The file holds more than ${this.limits.points} points.`);
    if (this.length === this.time.length) this.grow();
    const row = this.length++;
    this.time[row] = time;
    this.segment[row] = this.segmentNumber;
    return row;
  }

  private column(channel: Channel): Float64Array {
    return (this.columns[channel] ??= new Float64Array(this.time.length).fill(Number.NaN));
  }

  private grow(): void {
    const capacity = this.time.length * 2;
    this.time = extended(this.time, new Float64Array(capacity));
    this.segment = extended(this.segment, new Uint32Array(capacity));
    this.withoutFix = extended(this.withoutFix, new Uint8Array(capacity));
    for (const channel of CHANNELS) {
      const column = this.columns[channel];
      if (column) this.columns[channel] = extended(column, new Float64Array(capacity).fill(Number.NaN));
    }
  }
}

function extended<T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
