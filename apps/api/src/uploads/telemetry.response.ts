import type { Upload, UploadTelemetry } from '@app/uploads';
import type { Count, Integer, Seconds } from '../http/field-types';
import { rounded } from '../http/rounded';

/**
 * Metres per second.
 * @minimum 0
 * @example 22.4
 */
type MetersPerSecond = number;

/**
 * Metres.
 * @example 1250
 */
type Meters = number;

type Candidate = UploadTelemetry['alignment']['candidates'][number];

class SecondsAboveResponse {
  /** The speed. */
  speed_mps: MetersPerSecond;

  /** How long the speed was above it. */
  seconds: Seconds;
}

class ElevationResponse {
  /** Lowest altitude. */
  min_meters: Meters;

  /** Highest altitude. */
  max_meters: Meters;

  /** Metres climbed. */
  gain_meters: Meters;

  /** Metres descended. */
  loss_meters: Meters;
}

class LapResponse {
  /**
   * When the lap began, in seconds of the track's clock.
   * @example 31.2
   */
  from_seconds: number;

  /** Lap time. */
  seconds: Seconds;

  /** Length of the lap. */
  distance_meters: Meters;

  /** Highest speed of the lap. */
  max_speed_mps: MetersPerSecond;
}

class TelemetrySummaryResponse {
  /** Points of the track during the video. */
  points: Count;

  /** Seconds of the video that have data. */
  duration_seconds: Seconds;

  /** Seconds of these without a GPS fix. */
  gap_seconds: Seconds;

  /** Seconds of these in motion. */
  moving_seconds: Seconds;

  /** Distance covered. */
  distance_meters: Meters;

  /** Highest speed. */
  max_speed_mps: MetersPerSecond;

  /** Distance divided by duration. */
  average_speed_mps: MetersPerSecond;

  /** Altitudes; null if the file has none. */
  elevation: ElevationResponse | null;

  /** Time above the speeds of the settings `speeding_mph` and `euphoria_mph`. */
  seconds_above: SecondsAboveResponse[];

  /** Complete laps that the video shows, at most the first 500; empty without a start line. */
  laps: LapResponse[];

  /** Index of the fastest one in `laps`; null without laps. */
  best_lap: Count | null;

  /**
   * Score of the drive, from 0 to 100.
   * @minimum 0
   * @maximum 100
   * @example 64
   */
  score: number;
}

class AlignmentCandidateResponse {
  /**
   * Send it as `telemetry_candidate` with a retry to choose this one.
   * @example "creation_time"
   */
  id: string;

  /** How certain it is. */
  confidence: Candidate['confidence'];

  /**
   * Why it may be right.
   * @example "The creation time of the video."
   */
  reason: string;

  /**
   * Seconds of the track's clock at the start of the video.
   * @example 12.5
   */
  offset_seconds: number;

  /**
   * Share of the video (or of the track, if it is shorter) that has data.
   * @minimum 0
   * @maximum 1
   * @example 1
   */
  overlap: number;
}

class AlignmentResponse {
  /** How certain the position of the video on the track is. */
  confidence: Candidate['confidence'];

  /**
   * Reason for this position.
   * @example "The creation time of the video, confirmed by its name."
   */
  reason: string;

  /** Whether the choice is uncertain: no overlay is drawn until one of the candidates or an offset is chosen. */
  needs_confirmation: boolean;

  /**
   * Seconds of the track's clock at the start of the video.
   * @example 12.5
   */
  offset_seconds: number;

  /**
   * Seconds of the track per second of the video; other than 1 only with two moments in `telemetry_sync`.
   * @example 1
   */
  rate: number;

  /** Seconds of the video that have data. */
  covered_seconds: Seconds;

  /**
   * Minutes by which local time is ahead of UTC, as the clock of the camera shows beside that of the track. The overlay
   * then shows local time; null: unknown, and the overlay shows the time of the track.
   * @example 120
   */
  utc_offset_minutes: Integer | null;

  /** The possible positions of the video on the track, the most likely first. */
  candidates: AlignmentCandidateResponse[];
}

class TelemetryWarningResponse {
  /** Stable code of the warning. */
  code: UploadTelemetry['warnings'][number]['code'];

  /**
   * The warning in a sentence.
   * @example "3 points lie outside of the globe and were left out."
   */
  message: string;
}

export class TelemetryResponse {
  /** Format of the file, by its content. */
  format: UploadTelemetry['format'];

  /** Whether the camera recorded the data in the video itself; such an overlay has no previews. */
  is_in_video: boolean;

  /** Figures of the part of the drive that the video shows. */
  summary: TelemetrySummaryResponse;

  /** How the track was aligned with the video. */
  alignment: AlignmentResponse;

  /** Warnings about the file, which could be used nevertheless. */
  warnings: TelemetryWarningResponse[];

  static of({ telemetry, telemetryReceivedAt }: Upload): TelemetryResponse | null {
    if (!telemetry) return null;
    const { format, summary, alignment, warnings } = telemetry;
    const { map, confidence, reason, needsConfirmation, coveredSeconds, utcOffsetMinutes, candidates } = alignment;
    return {
      format,
      is_in_video: telemetryReceivedAt === null,
      summary: summaryOf(summary),
      alignment: {
        confidence,
        reason,
        needs_confirmation: needsConfirmation,
        offset_seconds: rounded(map.offset, 3),
        rate: rounded(map.rate, 6),
        covered_seconds: rounded(coveredSeconds, 1),
        utc_offset_minutes: utcOffsetMinutes ?? null,
        candidates: candidates.map(({ id, confidence: each, reason: why, offset, overlap }) => ({
          id,
          confidence: each,
          reason: why,
          offset_seconds: rounded(offset, 3),
          overlap: rounded(overlap, 3),
        })),
      },
      warnings,
    };
  }
}

function summaryOf(summary: UploadTelemetry['summary']): TelemetrySummaryResponse {
  const { elevation } = summary;
  return {
    points: summary.points,
    duration_seconds: rounded(summary.durationSeconds, 1),
    gap_seconds: rounded(summary.gapSeconds, 1),
    moving_seconds: rounded(summary.movingSeconds, 1),
    distance_meters: rounded(summary.distanceMeters, 1),
    max_speed_mps: rounded(summary.maxSpeed, 2),
    average_speed_mps: rounded(summary.averageSpeed, 2),
    elevation: elevation
      ? {
          min_meters: rounded(elevation.lowest, 1),
          max_meters: rounded(elevation.highest, 1),
          gain_meters: rounded(elevation.ascent, 1),
          loss_meters: rounded(elevation.descent, 1),
        }
      : null,
    seconds_above: summary.secondsAbove.map(({ speed, seconds }) => ({
      speed_mps: rounded(speed, 2),
      seconds: rounded(seconds, 1),
    })),
    laps: summary.laps.map(({ from, seconds, distanceMeters, maxSpeed }) => ({
      from_seconds: rounded(from, 3),
      seconds: rounded(seconds, 3),
      distance_meters: rounded(distanceMeters, 1),
      max_speed_mps: rounded(maxSpeed, 2),
    })),
    best_lap: summary.bestLap ?? null,
    score: rounded(summary.score, 0),
  };
}
