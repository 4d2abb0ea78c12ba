import type { Track } from '../track';
import { isLocalTimeUtc } from './local-utc';
import { isUtc, longitudeOf } from './local-zone';
import { overlapOf } from './time-map';
import {
  FARTHEST_ZONE,
  isLocalZone,
  isTimeZone,
  isZoneApart,
  QUARTER,
  type WallClock,
  zoneLabel,
  zoneMisfit,
} from './time-zones';
import { type VideoFacts, type VideoStart, videoStarts } from './video-starts';

export type AlignmentMethod = 'same_recording' | 'creation_time' | 'file_name' | 'start_of_track';
export type Confidence = 'exact' | 'high' | 'medium' | 'low';

/** One possible alignment of the video with the track. */
export interface AlignmentCandidate {
  /** Stable for the same files, so that a user's choice can be stored. */
  id: string;
  method: AlignmentMethod;
  confidence: Confidence;
  /** Explains to the user why this may be right. */
  reason: string;
  /** Seconds of the track at the start of the video. */
  offset: number;
  /** Share of the video, or of the track if that is shorter, that has data. */
  overlap: number;
  /** Seconds by which the start may be off, given the resolution of the time stamp. */
  uncertainty: number;
  /** For ordering, 0 to 1; a candidate with 0 is never chosen without the user. */
  score: number;
}

const FULL = 0.95;

/** Every alignment of the video with the track that its data allows, the most likely first. */
export function alignmentCandidates(track: Track, video: VideoFacts): AlignmentCandidate[] {
  const starts = datedStarts(track, video);
  const candidates = track.clock === 'video' ? [sameRecording(track, video, starts)] : [];
  for (const start of starts) candidates.push(...placed(track, video, start));
  if (track.clock !== 'video') candidates.push(atTrackStart(track, video, candidates));
  return candidates.sort((a, b) => b.score - a.score);
}

/** The moments of the track's dates at which the video may have started. */
function datedStarts(track: Track, video: VideoFacts): VideoStart[] {
  // The clock of a time lapse runs at the speed of its own video.
  if (track.origin === undefined || video.holdsTrack || track.realTime) return [];
  return videoStarts(video, wallClockOf(track)).map((start) => withoutRollover(track, start));
}

const wallClockOf = (track: Track): WallClock => (isUtc(track) ? 'utc' : 'local');

/**
 * The track of a camera in the time of its own video. In a separate file it may belong to another video, or to the
 * whole of which this one is a part: then length and time stamps must agree with it.
 */
function sameRecording(track: Track, video: VideoFacts, starts: readonly VideoStart[]): AlignmentCandidate {
  const length = video.seconds * (video.rate ?? 1);
  const isAsLong = Math.abs((track.time[track.time.length - 1] ?? 0) - length) <= Math.max(3, length * 0.02);
  const isDatedAlike = starts.some(({ seconds }) => isZoneApart(seconds, track.origin ?? 0));
  const isOwn = video.holdsTrack || (isAsLong && isDatedAlike);
  const isLikely = isOwn || (isAsLong && starts.length === 0);
  const contradiction = isAsLong
    ? 'the times of video and data differ'
    : isDatedAlike || starts.length === 0
      ? 'it is not as long as the video'
      : 'it has another length and another time';
  return build(track, video, {
    id: 'same_recording',
    method: 'same_recording',
    offset: 0,
    score: isOwn ? 1 : isAsLong || isDatedAlike ? 0.95 : 0.3,
    uncertainty: 0.05,
    confidence: isOwn ? 'exact' : isLikely ? 'high' : 'low',
    reason: video.holdsTrack
      ? 'The data was recorded in the video itself.'
      : isLikely
        ? 'The data was recorded together with the video.'
        : `The data may be of this recording, but ${contradiction}.`,
  });
}

/** Receivers count weeks up to 1,024; an old one then starts again, and its date is 19.6 years too early. */
const ROLLOVER = 1_024 * 7 * 86_400;

/** Shifts the start into the receiver's epoch when the track is a multiple of 1,024 weeks away. */
function withoutRollover(track: Track, start: VideoStart): VideoStart {
  const epochs = Math.round((start.seconds - ((track.origin ?? 0) + (track.time[0] ?? 0))) / ROLLOVER);
  if (epochs <= 0) return start;
  const reason = `${start.reason}; the date of the receiver is ${epochs * 1_024} weeks too early (week rollover)`;
  return { ...start, seconds: start.seconds - epochs * ROLLOVER, reason };
}

/**
 * The start unchanged, and with every shift by a multiple of fifteen minutes that puts the whole video on the track.
 */
function placed(track: Track, video: VideoFacts, start: VideoStart): AlignmentCandidate[] {
  const plain = candidateAt(track, video, start, 0);
  const shifted: AlignmentCandidate[] = [];
  for (let shift = -FARTHEST_ZONE; shift <= FARTHEST_ZONE; shift += QUARTER) {
    if (shift === 0) continue;
    const candidate = candidateAt(track, video, start, shift);
    if (candidate.overlap >= FULL) shifted.push(candidate);
  }
  // A time stamp of the other clock needs the shift by a zone, so it may be right only with one.
  const isForeign = start.clock !== wallClockOf(track);
  const isZoneHere = ({ id }: AlignmentCandidate) => isLocalZone(zoneOf(track, shiftIn(id)), longitudeOf(track));
  const rivals = isForeign ? shifted.filter(isZoneHere) : [];
  return rated(plain, shifted, { rivals, areLikelier: !isLocalTimeUtc(track, start.seconds) });
}

/**
 * A shift competes only when the unshifted start is outside the track, or belongs to another clock; a single real time
 * zone that fits is a strong sign.
 * @param rivals the shifts that may be right as well as none; the best is likelier, or less likely, than none
 */
function rated(
  plain: AlignmentCandidate,
  shifted: readonly AlignmentCandidate[],
  { rivals, areLikelier }: { rivals: readonly AlignmentCandidate[]; areLikelier: boolean },
): AlignmentCandidate[] {
  const alone = shifted.filter(({ id }) => isTimeZone(shiftIn(id))).length === 1;
  const plainFits = plain.overlap > 0;
  const candidates = shifted.map((candidate): AlignmentCandidate => {
    const zone = isTimeZone(shiftIn(candidate.id));
    const outside = alone && zone ? 0.05 : 0.2;
    const inside = rivals.includes(candidate) ? 0.2 : 0.35;
    const penalty = (plainFits ? inside : outside) + (zone ? 0 : 0.3);
    return withScore(candidate, Math.max(0.01, candidate.score - penalty));
  });
  if (!plainFits) return [{ ...plain, score: 0, confidence: 'low' }, ...candidates];
  const cover = plain.overlap >= FULL ? 0 : 0.2;
  const best = rivals.reduce((most, { score }) => Math.max(most, score - 0.2), 0);
  const score = plain.score - cover;
  const most = rivals.length > 0 ? Math.max(0.01, best + (areLikelier ? -0.01 : 0.01)) : 1;
  return [withScore(plain, Math.min(score, most)), ...candidates];
}

function withScore(candidate: AlignmentCandidate, score: number): AlignmentCandidate {
  return { ...candidate, score, confidence: score >= 0.85 ? 'high' : score >= 0.6 ? 'medium' : 'low' };
}

/** The zone of the local one of two clocks; that of a camera is the negative of the shift to add to its clock. */
const zoneOf = (track: Track, shift: number) => (wallClockOf(track) === 'local' ? shift : -shift);

const shiftIn = (id: string) => Number(id.split(':')[1] ?? 0);

function candidateAt(track: Track, video: VideoFacts, start: VideoStart, shift: number): AlignmentCandidate {
  const misfit = shift === 0 ? 0 : zoneMisfit(zoneOf(track, shift), longitudeOf(track));
  return build(track, video, {
    id: shift === 0 ? start.id : `${start.id}:${shift}`,
    method: start.method,
    offset: start.seconds + shift - (track.origin ?? 0),
    score: start.score - misfit,
    uncertainty: start.method === 'file_name' ? 1 : 0.5,
    confidence: 'low',
    reason: shift === 0 ? `${start.reason}.` : `${start.reason}, ${zoneLabel(-shift)} (camera clock).`,
  });
}

function atTrackStart(track: Track, video: VideoFacts, others: readonly AlignmentCandidate[]): AlignmentCandidate {
  const [first = 0, last = 0] = [track.time[0], track.time[track.time.length - 1]];
  const length = video.seconds * (video.rate ?? 1);
  const alike = Math.abs(last - first - length) <= Math.max(3, length * 0.02);
  // When time stamps contradict it, only the user can decide.
  const contradicted = others.length > 0;
  return build(track, video, {
    id: 'start_of_track',
    method: 'start_of_track',
    offset: first,
    score: contradicted ? 0 : alike ? 0.6 : 0.2,
    uncertainty: alike ? 3 : Math.max(0, last - first - length),
    confidence: alike && !contradicted ? 'medium' : 'low',
    reason: alike
      ? 'The track is as long as the video, so both may start together.'
      : 'The video may start together with the track; nothing confirms it.',
  });
}

function build(track: Track, video: VideoFacts, candidate: Omit<AlignmentCandidate, 'overlap'>): AlignmentCandidate {
  const rate = video.rate ?? 1;
  const length = (track.time[track.time.length - 1] ?? 0) - (track.time[0] ?? 0);
  const most = Math.min(video.seconds, length / rate);
  const seconds = overlapOf(track, { offset: candidate.offset, rate }, video.seconds);
  return { ...candidate, overlap: most > 0 ? Math.min(1, seconds / most) : 0 };
}
