import { createHash } from 'node:crypto';
import {
  type Alignment,
  type AlignmentChoice,
  type Anchor,
  alignClips,
  alignTrack,
  type HudTelemetry,
  privateTrack,
  readTrack,
  routeOf,
  type StartLine,
  summariseTrack,
  type TelemetryFormat,
  type TimeMap,
  type Track,
  type TrackPrivacy,
  type TrackSpan,
  type TrackSummary,
  type TrackWarning,
  telemetryNoOverlap,
  type VideoFacts,
  withFileSource,
} from '@app/media';

const MPH = 0.44704;

/** The owner's choices for the track of an upload. */
export interface TrackChoice {
  /** Id of an alignment candidate. */
  candidate?: string;
  /** Milliseconds, in steps of 100. */
  offsetMs?: number;
  /** The offset of the settings, which counts for tracks without their own. */
  usualOffsetMs?: number;
  /** Matching moments, which take precedence over the candidate. */
  anchors?: readonly [Anchor, Anchor?];
  startLine?: StartLine | 'automatic';
  extent?: HudTelemetry['extent'];
  privacy?: TrackPrivacy;
  speedingMph: number;
  euphoriaMph: number;
}

/** The figures of the part of a drive that the video shows. SI units. */
export interface UploadTelemetry {
  format: TelemetryFormat;
  summary: TrackSummary;
  /** The distance that captions tell: without that in privacy zones. Absent without zones. */
  shownMeters?: number;
  /** The `zonesMark` of these zones; absent for tracks that were read before it was recorded. */
  shownMark?: string;
  /** With the best candidates. */
  alignment: Alignment;
  /** Absent for tracks that were read before it was recorded. */
  span?: TrackSpan;
  warnings: TrackWarning[];
}

/** Maximum number of candidates that are kept: the others are worse. */
const MOST_CANDIDATES = 12;

/**
 * Reads a track and aligns the video with it.
 * @param path of a telemetry file, or of a video that contains its own data
 * @param others other clips of the camera with the same track
 * @throws the errors of `readTrack` and `alignTrack`
 */
export async function describeTrack(
  path: string,
  video: VideoFacts,
  choice: TrackChoice,
  others: readonly VideoFacts[] = [],
): Promise<UploadTelemetry> {
  const { candidate, offsetMs, usualOffsetMs, anchors, startLine } = choice;
  const track = await withFileSource(path, (source) => readTrack(source));
  const chosen = {
    ...(offsetMs !== undefined && { offset: Math.round(offsetMs / 100) / 10 }),
    ...(usualOffsetMs !== undefined && { usualOffset: Math.round(usualOffsetMs / 100) / 10 }),
    ...(candidate && { candidate }),
    ...(anchors && { anchors }),
  };
  const alignment = align(track, video, anchors ? [] : others, chosen);
  const { map } = alignment;
  const to = map.offset + map.rate * video.seconds;
  const [speeding, euphoria] = [choice.speedingMph * MPH, choice.euphoriaMph * MPH];
  const summary = summariseTrack(track, {
    from: map.offset,
    to,
    thresholds: [speeding, euphoria],
    score: { speeding, euphoria },
    ...(startLine && { startLine }),
  });
  const shown = choice.privacy && shownPart(track, map, video.seconds, choice.privacy, choice.extent);
  return {
    format: track.format,
    summary,
    ...(shown && choice.privacy && { shownMeters: shown.meters, shownMark: zonesMark(choice.privacy) }),
    span: { from: track.time[0] ?? 0, to: track.time[track.time.length - 1] ?? 0 },
    alignment: { ...alignment, candidates: alignment.candidates.slice(0, MOST_CANDIDATES) },
    warnings: [
      ...track.warnings,
      ...(shown?.hasNoMap ? [NO_MAP] : []),
      ...(summary.omittedLaps ? [lapsOmitted(summary.omittedLaps)] : []),
    ],
  };
}

/** Tells whether zones are the same, and nothing about them. */
export const zonesMark = ({ zones, seed }: TrackPrivacy): string =>
  createHash('sha256')
    .update(JSON.stringify([seed, zones]))
    .digest('base64url');

/**
 * Metres of an aligned track that captions tell: without those in privacy zones.
 * @param path of a telemetry file, or of a video that contains its own data
 * @throws the errors of `readTrack`
 */
export async function shownDistance(
  path: string,
  { map, seconds }: { map: TimeMap; seconds: number },
  privacy: TrackPrivacy,
): Promise<number> {
  const track = await withFileSource(path, (source) => readTrack(source));
  return metersOf(privateTrack(track, privacy), map, seconds);
}

const metersOf = (track: Track, map: TimeMap, videoSeconds: number): number =>
  summariseTrack(track, { from: map.offset, to: map.offset + map.rate * videoSeconds }).distanceMeters;

const NO_MAP: TrackWarning = {
  code: 'positions_hidden',
  message: 'The whole route lies in your privacy zones, so the overlay has no map.',
};

const lapsOmitted = (count: number): TrackWarning => ({
  code: 'laps_omitted',
  message: `The list of laps ends before the last ${count}; the overlay shows all.`,
});

/** What the overlay and the captions tell of a drive with privacy zones. */
function shownPart(
  track: Track,
  map: TimeMap,
  videoSeconds: number,
  privacy: TrackPrivacy,
  extent: HudTelemetry['extent'] = 'clip',
): { meters: number; hasNoMap: boolean } | undefined {
  if (privacy.zones.length === 0) return undefined;
  const shown = privateTrack(track, privacy);
  const hasNoMap = Boolean(shown.hidden) && routeOf(shown, { extent, map, videoSeconds }).length === 0;
  return { meters: metersOf(shown, map, videoSeconds), hasNoMap };
}

/** Together with the other clips, unless one of them does not belong to the track. */
function align(track: Track, video: VideoFacts, others: readonly VideoFacts[], choice: AlignmentChoice): Alignment {
  if (others.length === 0) return alignTrack(track, video, choice);
  try {
    const [own] = alignClips(track, [video, ...others], choice);
    return own ?? alignTrack(track, video, choice);
  } catch (error) {
    if (!telemetryNoOverlap.is(error)) throw error;
    return alignTrack(track, video, choice);
  }
}
