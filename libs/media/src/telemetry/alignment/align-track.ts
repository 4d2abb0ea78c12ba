import { telemetryInvalidAlignment, telemetryNoOverlap } from '../telemetry.errors';
import type { Track } from '../track';
import { type AlignmentCandidate, alignmentCandidates, type Confidence } from './candidates';
import { localZone } from './local-zone';
import {
  type Anchor,
  checkedOffset,
  checkedRate,
  LARGEST_OFFSET,
  mapThrough,
  overlapOf,
  type TimeMap,
} from './time-map';
import type { VideoFacts } from './video-starts';

/** The user's choices; all optional. */
export interface AlignmentChoice {
  /** The `id` of a candidate. */
  candidate?: string;
  /** Seconds to add, −86,400 to 86,400 in steps of 0.1: the frame at t then shows the track at t + offset. */
  offset?: number;
  /**
   * The offset for every video without its own. It corrects a camera's clock: it says nothing about the position of this
   * video, and moves neither data in the time of the video nor the user's moments.
   */
  usualOffset?: number;
  /** One or two pairs of matching moments; they take precedence over the candidates. */
  anchors?: readonly [Anchor, Anchor?];
}

export interface Alignment {
  map: TimeMap;
  confidence: Confidence;
  reason: string;
  /** The choice is not certain: show the candidates and ask the user. */
  needsConfirmation: boolean;
  /** Seconds of the video that have data. */
  coveredSeconds: number;
  /** Minutes by which local time is ahead of UTC, as the camera's clock shows; absent when nothing shows it. */
  utcOffsetMinutes?: number;
  candidates: AlignmentCandidate[];
}

/**
 * Aligns a video with a track.
 * @throws telemetryNoOverlap with a suggestion when they do not overlap, telemetryInvalidAlignment
 */
export function alignTrack(track: Track, video: VideoFacts, choice: AlignmentChoice = {}): Alignment {
  const rate = checkedRate(video.rate ?? 1);
  const candidates = alignmentCandidates(track, video);
  if (choice.anchors) {
    const through = mapThrough(choice.anchors, rate);
    const offset = shiftFor(choice);
    const overlap = overlapOf(track, through, video.seconds);
    return finish(
      track,
      video,
      { ...through, offset: through.offset + offset },
      {
        candidates,
        confidence: 'exact',
        reason: reasonWith('The moments that the user set.', overlap),
        offset,
        needsConfirmation: overlap <= 0,
      },
    );
  }
  const chosen = chosenCandidate(candidates, choice);
  if (!chosen) throw noOverlap(track, video, candidates);
  const offset = shiftFor(choice, chosen);
  // An offset that brings a video onto the track from outside may be a guess, such as our suggestion.
  const byUser = choice.candidate !== undefined || (Boolean(choice.offset) && chosen.overlap > 0);
  return finish(
    track,
    video,
    { offset: chosen.offset + offset, rate },
    {
      candidates,
      confidence: chosen.confidence,
      reason: reasonWith(chosen.reason, chosen.overlap),
      offset,
      needsConfirmation: !byUser && isUncertain(chosen, candidates),
    },
  );
}

/** @param overlap without the offset */
const reasonWith = (reason: string, overlap: number): string =>
  overlap > 0 ? reason : `${reason} Only the offset brings the video onto the track.`;

/**
 * Seconds to add to the position of a candidate, or of the user's moments.
 * @throws telemetryInvalidAlignment
 */
export function shiftFor({ offset, usualOffset = 0 }: AlignmentChoice, chosen?: AlignmentCandidate): number {
  const isMovable = chosen !== undefined && chosen.method !== 'same_recording';
  return checkedOffset(offset ?? (isMovable ? usualOffset : 0));
}

/**
 * The candidate that the user named, otherwise the best; undefined when none places the video on the track.
 * @throws telemetryInvalidAlignment when there is no candidate of that name
 */
export function chosenCandidate(
  candidates: readonly AlignmentCandidate[],
  { candidate: id, offset, usualOffset }: AlignmentChoice,
): AlignmentCandidate | undefined {
  if (id !== undefined) {
    const named = candidates.find((candidate) => candidate.id === id);
    if (!named)
      throw telemetryInvalidAlignment(
        `There is no candidate "${id}". Use one of ${candidates.map((other) => other.id).join(', ')}.`,
      );
    return named;
  }
  const best = candidates.find(({ score, overlap }) => score > 0 && overlap > 0);
  // An offset starts from the time stamps, even if they are outside the track.
  return best ?? ((offset ?? usualOffset) ? candidates[0] : undefined);
}

/** Two candidates whose scores differ by less may both be right. */
export const CLEAR_MARGIN = 0.08;

/** Whether only the user can decide between the chosen candidate and the others. */
export function isUncertain(chosen: AlignmentCandidate, candidates: readonly AlignmentCandidate[]): boolean {
  if (chosen.confidence === 'exact' || chosen.confidence === 'high') return false;
  if (chosen.confidence === 'low') return true;
  const rivals = candidates.filter(({ score, offset }) => score > 0 && Math.abs(offset - chosen.offset) > 5);
  // A reading that leaves part of the video without data is worse than one that covers it.
  return rivals.some(
    ({ score, overlap }) => chosen.score - score < (overlap > chosen.overlap + 0.05 ? 0.2 : CLEAR_MARGIN),
  );
}

function finish(
  track: Track,
  video: VideoFacts,
  map: TimeMap,
  {
    offset,
    ...rest
  }: Pick<Alignment, 'candidates' | 'confidence' | 'reason'> & {
    needsConfirmation?: boolean;
    /** The user's, or that of the account, which `map` contains. */
    offset: number;
  },
): Alignment {
  const coveredSeconds = overlapOf(track, map, video.seconds);
  if (coveredSeconds <= 0) throw noOverlap(track, video, rest.candidates, { map, offset });
  const utcOffsetMinutes = localZone(track, video, map.offset);
  return {
    needsConfirmation: false,
    ...rest,
    map,
    coveredSeconds,
    ...(utcOffsetMinutes !== undefined && { utcOffsetMinutes }),
  };
}

function noOverlap(
  track: Track,
  video: VideoFacts,
  candidates: readonly AlignmentCandidate[],
  tried?: { map: TimeMap; offset: number },
) {
  const [first = 0, last = 0] = [track.time[0], track.time[track.time.length - 1]];
  const start = tried?.map.offset ?? candidates.find(({ method }) => method !== 'start_of_track')?.offset;
  const range =
    track.origin === undefined
      ? `${Math.round(first)} to ${Math.round(last)} s`
      : `${iso(track.origin + first)} to ${iso(track.origin + last)}`;
  const shown =
    start === undefined
      ? 'The video has no start time.'
      : `The video starts at ${track.origin === undefined ? `${start.toFixed(1)} s` : iso(track.origin + start)}.`;
  const missing = start === undefined ? undefined : start > last ? last - start - video.seconds : first - start;
  const shift = missing === undefined ? undefined : missing + (tried?.offset ?? 0);
  const suggested = shift !== undefined && Math.abs(shift) <= LARGEST_OFFSET ? Math.round(shift * 10) / 10 : undefined;
  const advice =
    suggested !== undefined
      ? `An offset of about ${suggested.toFixed(1)} s aligns them, if they are of the same trip.`
      : 'They are more than a day apart: choose another track, or mark two matching moments.';
  return telemetryNoOverlap(`${shown} The track covers ${range}. ${advice}`, {
    extra: { ...(suggested !== undefined && { suggested_offset_seconds: suggested }) },
  });
}

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();
