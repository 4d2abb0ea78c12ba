import type { Track } from '../track';
import { fileNameStamp } from './file-name-stamp';
import { overlapOf } from './time-map';
import { isTimeZone, zoneLabel, zoneMisfit } from './time-zones';

/** Facts about a video. */
export interface VideoFacts {
  seconds: number;
  /** Unix seconds of the container's `creation_time`. */
  createdAt?: number;
  /** The file name that the camera chose. */
  name?: string;
  /** Seconds of the track per second of the video; other than 1 for a time lapse. */
  rate?: number;
}

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

/** Seconds; every time zone is a multiple. */
export const QUARTER = 900;
/** Seconds of the farthest time zone. */
export const FARTHEST = 14 * 3_600;
const FULL = 0.95;
const STAMP_TOLERANCE = 3;
const YEAR_2000 = 946_684_800;

/** One interpretation of the time stamps: the moment at which the video may have started. */
interface Start {
  id: string;
  method: 'creation_time' | 'file_name';
  seconds: number;
  reason: string;
  score: number;
}

/** Every alignment of the video with the track that its data allows, the most likely first. */
export function alignmentCandidates(track: Track, video: VideoFacts): AlignmentCandidate[] {
  const candidates: AlignmentCandidate[] = [];
  if (track.clock === 'video')
    candidates.push(
      build(track, video, {
        id: 'same_recording',
        method: 'same_recording',
        offset: 0,
        score: 1,
        uncertainty: 0.05,
        confidence: 'exact',
        reason: 'The data was recorded in the video itself.',
      }),
    );
  else if (track.origin !== undefined) {
    const starts = possibleStarts(video).map((start) => withoutRollover(track, start));
    for (const start of starts) candidates.push(...placed(track, video, start));
  }
  if (track.clock !== 'video') candidates.push(atTrackStart(track, video, candidates));
  return candidates.sort((a, b) => b.score - a.score);
}

function possibleStarts({ createdAt, name, seconds, rate = 1 }: VideoFacts): Start[] {
  const stamp = name === undefined ? undefined : fileNameStamp(name);
  const starts: Start[] = [];
  // A camera whose clock was never set writes 1904, 1970 or its year of manufacture.
  if (createdAt !== undefined && createdAt > YEAR_2000) {
    const isEnd =
      stamp !== undefined && isZoneApart(createdAt - seconds * rate, stamp) && !isZoneApart(createdAt, stamp);
    const isStart = stamp !== undefined && isZoneApart(createdAt, stamp);
    starts.push({
      id: 'creation_time',
      method: 'creation_time',
      seconds: createdAt,
      reason: isStart ? 'The creation time of the video, confirmed by its name' : 'The creation time of the video',
      score: isEnd ? 0.3 : isStart ? 0.92 : 0.9,
    });
    if (!isStart)
      starts.push({
        id: 'creation_time_end',
        method: 'creation_time',
        seconds: createdAt - seconds * rate,
        reason: isEnd
          ? 'The creation time is the end of the recording, as the file name shows'
          : 'The creation time, taken as the end of the recording',
        score: isEnd ? 0.92 : 0.55,
      });
  }
  if (stamp !== undefined)
    starts.push({
      id: 'file_name',
      method: 'file_name',
      seconds: stamp,
      reason: 'The time in the file name',
      score: 0.7,
    });
  return starts;
}

/** Receivers count weeks up to 1,024; an old one then starts again, and its date is 19.6 years too early. */
const ROLLOVER = 1_024 * 7 * 86_400;

/** Shifts the start into the receiver's epoch when the track is a multiple of 1,024 weeks away. */
function withoutRollover(track: Track, start: Start): Start {
  const epochs = Math.round((start.seconds - ((track.origin ?? 0) + (track.time[0] ?? 0))) / ROLLOVER);
  if (epochs <= 0) return start;
  const reason = `${start.reason}; the date of the receiver is ${epochs * 1_024} weeks too early (week rollover)`;
  return { ...start, seconds: start.seconds - epochs * ROLLOVER, reason };
}

/** Whether two time stamps name the same moment in different time zones. */
function isZoneApart(a: number, b: number): boolean {
  const rest = Math.abs(a - b) % QUARTER;
  return Math.abs(a - b) <= FARTHEST + STAMP_TOLERANCE && Math.min(rest, QUARTER - rest) <= STAMP_TOLERANCE;
}

/**
 * The start unchanged, and with every shift by a multiple of fifteen minutes that puts the whole video on the track.
 */
function placed(track: Track, video: VideoFacts, start: Start): AlignmentCandidate[] {
  const plain = candidateAt(track, video, start, 0);
  const shifted: AlignmentCandidate[] = [];
  for (let shift = -FARTHEST; shift <= FARTHEST; shift += QUARTER) {
    if (shift === 0) continue;
    const candidate = candidateAt(track, video, start, shift);
    if (candidate.overlap >= FULL) shifted.push(candidate);
  }
  return rated(plain, shifted);
}

/**
 * A shift competes only when the unshifted start is outside the track; a single real time zone that fits is a strong
 * sign.
 */
function rated(plain: AlignmentCandidate, shifted: AlignmentCandidate[]): AlignmentCandidate[] {
  const alone = shifted.filter(({ id }) => isTimeZone(shiftIn(id))).length === 1;
  const plainFits = plain.overlap > 0;
  const candidates = shifted.map((candidate): AlignmentCandidate => {
    const zone = isTimeZone(shiftIn(candidate.id));
    const penalty = (plainFits ? 0.35 : alone && zone ? 0.05 : 0.2) + (zone ? 0 : 0.3);
    return withScore(candidate, Math.max(0.01, candidate.score - penalty));
  });
  const cover = plain.overlap >= FULL ? 0 : 0.2;
  return [plainFits ? withScore(plain, plain.score - cover) : { ...plain, score: 0, confidence: 'low' }, ...candidates];
}

function withScore(candidate: AlignmentCandidate, score: number): AlignmentCandidate {
  return { ...candidate, score, confidence: score >= 0.85 ? 'high' : score >= 0.6 ? 'medium' : 'low' };
}

const shiftIn = (id: string) => Number(id.split(':')[1] ?? 0);

function candidateAt(track: Track, video: VideoFacts, start: Start, shift: number): AlignmentCandidate {
  // The camera's zone is the negative of the shift to add to its clock.
  const misfit = shift === 0 ? 0 : zoneMisfit(-shift, longitudeOf(track));
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

export function longitudeOf({ channels }: Track): number | undefined {
  return channels.longitude?.find((value) => !Number.isNaN(value));
}
