import type { HiddenArea } from './privacy/hidden-areas';

/** The channels of a track at a moment, in SI units and degrees; every reader converts to these. */
export const CHANNELS = [
  /** Degrees, WGS84, north positive. */
  'latitude',
  /** Degrees, WGS84, east positive. */
  'longitude',
  /** Metres. */
  'altitude',
  /** Metres per second over ground. */
  'speed',
  /** Degrees clockwise from north, 0 to 360. */
  'course',
  /** Metres since the first point. */
  'distance',
  /** Beats per minute. */
  'heartRate',
  /** Revolutions or steps per minute. */
  'cadence',
  /** Watts. */
  'power',
  /** Degrees Celsius. */
  'temperature',
  /** In g, positive when the speed increases. */
  'longitudinalG',
  /** In g, positive in a right turn. */
  'lateralG',
  /** Degrees, positive in a right turn. */
  'lean',
  /** Engine revolutions per minute. */
  'engineSpeed',
  'gear',
  /** Percent. */
  'throttle',
] as const;

export type Channel = (typeof CHANNELS)[number];

/** Values of one moment; a missing channel is left out or NaN. */
export type Sample = { [channel in Channel]?: number };

/** One Float64Array for each channel that occurs, as long as `time`; NaN where there is no value. */
export type ChannelColumns = { [channel in Channel]?: Float64Array };

export type TelemetryFormat =
  | 'gpx'
  | 'tcx'
  | 'kml'
  | 'fit'
  | 'nmea'
  | 'csv'
  | 'vbo'
  | 'dji-srt'
  | 'gopro'
  | 'map'
  | 'dashcam-map';

/**
 * `utc`: instants. `local`: local time of an unknown zone. `relative`: seconds from an unknown zero. `video`: seconds
 * of the video that the data belongs to.
 */
export type TrackClock = 'utc' | 'local' | 'relative' | 'video';

export const SPEED_UNITS = { 'm/s': 1, 'km/h': 1 / 3.6, mph: 0.44704, kn: 1852 / 3600 } as const;
export type SpeedUnit = keyof typeof SPEED_UNITS;

/** A warning for the owner of the file; the track is nevertheless usable. */
export interface TrackWarning {
  code:
    | 'truncated'
    | 'crc_mismatch'
    | 'out_of_order'
    | 'duplicate_times'
    | 'times_spread'
    | 'time_outliers'
    | 'spikes_removed'
    | 'speeds_replaced'
    | 'speed_unit_inferred'
    | 'speed_unit_corrected'
    | 'speed_unit_assumed'
    | 'speed_from_positions'
    | 'positions_coarse'
    | 'no_positions'
    | 'positions_hidden'
    | 'laps_omitted'
    | 'coordinate_order_assumed'
    | 'date_order_assumed'
    | 'zone_assumed'
    | 'lines_skipped';
  message: string;
}

export interface TrackCounts {
  /** Points that the file holds. */
  read: number;
  /** Points refused: outside the globe, impossible in time or space, damaged. */
  rejected: number;
  /** Points that the receiver marked as having no fix. */
  withoutFix: number;
}

/** Time without a fix, in seconds on the track's clock. */
export interface TrackGap {
  from: number;
  to: number;
}

/** Matching moments of a recording and of the video that shows it at another speed; both increase strictly. */
export interface VideoClock {
  /** Unix seconds. */
  real: Float64Array;
  /** Seconds of the video. */
  video: Float64Array;
}

/** A cleaned recording: times increase strictly, values are plausible, derived channels are filled. */
export interface Track {
  format: TelemetryFormat;
  clock: TrackClock;
  /**
   * Unix seconds at time 0, if the file has them; local time read as UTC when `clock` is `local` or the camera's own.
   */
  origin?: number;
  /** Seconds since `origin`; seconds of the video when `clock` is `video`. */
  time: Float64Array;
  /**
   * When the points were recorded, in seconds, if the video plays at another speed than the recording, such as a
   * TimeWarp. Speeds and forces are those of the recording.
   */
  realTime?: Float64Array;
  channels: ChannelColumns;
  gaps: TrackGap[];
  /** Time whose positions are private: they are NaN there, and nothing may be interpolated over it. */
  hidden?: TrackGap[];
  /** The circles that no drawn line may touch. */
  areas?: readonly HiddenArea[];
  /** Median seconds between two fixes. */
  interval: number;
  /** The source of the speed: the device, or its positions. */
  speedSource: 'device' | 'positions';
  counts: TrackCounts;
  warnings: TrackWarning[];
}
