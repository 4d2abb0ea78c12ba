import { fileNameStamp, nameClock } from './file-name-stamp';
import { isZoneApart, STAMP_TOLERANCE, type WallClock } from './time-zones';

/** Facts about a video. */
export interface VideoFacts {
  seconds: number;
  /** Unix seconds of the container's `creation_time`. */
  createdAt?: number;
  /** The file name that the camera chose. */
  name?: string;
  /** Seconds of the track per second of the video; other than 1 for a time lapse. */
  rate?: number;
  /** The track was read from the file of this video. */
  holdsTrack?: boolean;
}

/** One interpretation of the time stamps: the moment at which the video may have started. */
export interface VideoStart {
  id: string;
  method: 'creation_time' | 'file_name';
  seconds: number;
  reason: string;
  score: number;
  /** The clock that its time stamp shows, as far as it is known. */
  clock: WallClock;
}

const YEAR_2000 = 946_684_800;

/** @param clock that of the track: time stamps of the same clock need no time zone */
export function videoStarts(video: VideoFacts, clock: WallClock): VideoStart[] {
  const { createdAt, name } = video;
  const stamp = name === undefined ? undefined : fileNameStamp(name);
  const starts: VideoStart[] = [];
  // A camera whose clock was never set writes 1904, 1970 or its year of manufacture.
  if (createdAt !== undefined && createdAt > YEAR_2000) starts.push(...creationStarts(video, createdAt, stamp));
  if (stamp !== undefined) {
    const isConfirmed = clock === nameClock(name ?? '') && starts.some(({ seconds }) => isZoneApart(seconds, stamp));
    starts.push({
      id: 'file_name',
      method: 'file_name',
      seconds: stamp,
      reason: 'The time in the file name',
      score: isConfirmed ? 0.92 : 0.7,
      clock: nameClock(name ?? ''),
    });
  }
  return starts;
}

function creationStarts(video: VideoFacts, createdAt: number, stamp: number | undefined): VideoStart[] {
  const { seconds, rate = 1, name = '' } = video;
  const ended = createdAt - seconds * rate;
  const isStart = stamp !== undefined && isZoneApart(createdAt, stamp);
  const isEnd = stamp !== undefined && !isStart && isZoneApart(ended, stamp);
  // A camera that writes the same into name and container has the same clock in both.
  const clockOf = (start: number) =>
    stamp !== undefined && Math.abs(start - stamp) <= STAMP_TOLERANCE ? nameClock(name) : 'utc';
  const isLocal = clockOf(createdAt) === 'local';
  const start: VideoStart = {
    id: 'creation_time',
    method: 'creation_time',
    seconds: createdAt,
    reason: `The creation time of the video${isLocal ? ', as in its name' : isStart ? ', confirmed by its name' : ''}`,
    score: isEnd ? 0.3 : isStart ? 0.92 : 0.9,
    clock: clockOf(createdAt),
  };
  if (isStart) return [start];
  const end: VideoStart = {
    id: 'creation_time_end',
    method: 'creation_time',
    seconds: ended,
    reason: isEnd
      ? 'The creation time is the end of the recording, as the file name shows'
      : 'The creation time, taken as the end of the recording',
    score: isEnd ? 0.92 : 0.55,
    clock: clockOf(ended),
  };
  return [start, end];
}
