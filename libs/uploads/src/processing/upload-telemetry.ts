import {
  type Alignment,
  alignTrack,
  readTrack,
  summariseTrack,
  type TelemetryFormat,
  type TrackSummary,
  type TrackWarning,
  type VideoFacts,
  withFileSource,
} from '@app/media';

const MPH = 0.44704;

/** The owner's choices for the track of an upload. */
export interface TrackChoice {
  /** Id of an alignment candidate. */
  candidate?: string;
  /** Milliseconds, in steps of 100. */
  offsetMs: number;
  speedingMph: number;
  euphoriaMph: number;
}

/** What a track says about the part of a drive that the video shows. SI units. */
export interface UploadTelemetry {
  format: TelemetryFormat;
  summary: TrackSummary;
  /** With the best candidates. */
  alignment: Alignment;
  warnings: TrackWarning[];
}

/** Maximum number of candidates that are kept: the others are worse. */
const MOST_CANDIDATES = 12;

/**
 * Reads a track and aligns the video with it.
 * @param path of a telemetry file, or of a video that contains its own data
 * @throws the errors of `readTrack` and `alignTrack`
 */
export async function describeTrack(path: string, video: VideoFacts, choice: TrackChoice): Promise<UploadTelemetry> {
  const { candidate, offsetMs } = choice;
  const track = await withFileSource(path, (source) => readTrack(source));
  const chosen = { offset: Math.round(offsetMs / 100) / 10, ...(candidate && { candidate }) };
  const alignment = alignTrack(track, video, chosen);
  const { map } = alignment;
  const to = map.offset + map.rate * video.seconds;
  const [speeding, euphoria] = [choice.speedingMph * MPH, choice.euphoriaMph * MPH];
  const summary = summariseTrack(track, {
    from: map.offset,
    to,
    thresholds: [speeding, euphoria],
    score: { speeding, euphoria },
  });
  return {
    format: track.format,
    summary,
    alignment: { ...alignment, candidates: alignment.candidates.slice(0, MOST_CANDIDATES) },
    warnings: track.warnings,
  };
}
