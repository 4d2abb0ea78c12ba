import type { MediaFacts, MediaMetadata } from '../files/media-probe';
import { commonRate, type FrameRate } from './frame-rate';

/** Facts that a transcode needs, in addition to those that every reader of media has. */
export interface SourceVideo {
  /** ffmpeg's name of the container. */
  demuxer: string;
  bytes: number;
  /** Seconds. */
  seconds: number;
  /** As displayed: after rotation, with square pixels. */
  width: number;
  height: number;
  codec: string;
  profile: string;
  pixelFormat: string;
  /** According to the container; 0 when it has no value. */
  frames: number;
  /** The average rate, as a standard rate if it is close to one. */
  frameRate: FrameRate;
  /** The frames come at irregular intervals. */
  isVariableRate: boolean;
  isInterlaced: boolean;
  /** Stored pixels are rotated, or are not square. */
  isReshaped: boolean;
  colors: Pick<NonNullable<MediaFacts['video']>, 'colorSpace' | 'colorRange' | 'colorTransfer' | 'colorPrimaries'>;
  /** Index of the picture stream in the file. */
  stream: number;
  /** Unix seconds of the container's `creation_time`. */
  createdAt?: number;
  /** No edit list skips a part of it. */
  playsEverything?: boolean;
  /** The sound to use: the default stream, otherwise the first. */
  audio?: {
    stream: number;
    codec: string;
    profile: string;
    channels: number;
    layout?: string;
    sampleRate: number;
  };
}

interface StreamEntry {
  index?: number;
  codec_type?: string;
  codec_name?: string;
  profile?: string;
  channels?: number;
  channel_layout?: string;
  sample_rate?: string;
  r_frame_rate?: string;
  avg_frame_rate?: string;
  disposition?: { attached_pic?: number; default?: number };
  tags?: { creation_time?: string };
  side_data_list?: { rotation?: number }[];
}

/**
 * Facts of a video for planning its renditions.
 * @param described what `MediaProbe.describe` found
 * @param plays the result of `playsEverything`
 * @returns undefined when the file holds no moving picture
 */
export function sourceVideoOf(
  { facts, metadata }: { facts: MediaFacts; metadata: MediaMetadata },
  demuxer: string,
  bytes: number,
  plays = false,
): SourceVideo | undefined {
  const streams = metadata.streams as StreamEntry[];
  const { video } = facts;
  const picture = streams.find(({ codec_type: type, disposition }) => type === 'video' && !disposition?.attached_pic);
  if (!video || !picture || facts.seconds <= 0 || video.width < 2 || video.height < 2) return undefined;
  const sounds = streams.filter(({ codec_type: type, channels = 0 }) => type === 'audio' && channels > 0);
  const sound = sounds.find(({ disposition }) => disposition?.default === 1) ?? sounds[0];
  const rotation = picture.side_data_list?.find(({ rotation: angle }) => angle !== undefined)?.rotation ?? 0;
  const [average, base] = [ratio(picture.avg_frame_rate), ratio(picture.r_frame_rate)];
  const createdAt = creationTime(metadata);
  return {
    demuxer,
    bytes,
    seconds: facts.seconds,
    width: Math.max(2, Math.round(video.width * video.pixelAspect)),
    height: video.height,
    codec: video.codec,
    profile: picture.profile ?? '',
    pixelFormat: video.pixelFormat,
    frames: video.frames,
    frameRate: commonRate(average || base || 30),
    isVariableRate: !(average > 0 && base > 0 && Math.abs(average / base - 1) < 0.002),
    isInterlaced: video.isInterlaced,
    isReshaped: rotation % 360 !== 0 || video.pixelAspect !== 1,
    colors: colorsOf(video),
    stream: picture.index ?? 0,
    ...(createdAt !== undefined && { createdAt }),
    ...(plays && { playsEverything: true }),
    ...(sound && { audio: audioOf(sound) }),
  };
}

function colorsOf(video: NonNullable<MediaFacts['video']>): SourceVideo['colors'] {
  const { colorSpace, colorRange, colorTransfer, colorPrimaries } = video;
  return {
    ...(colorSpace && { colorSpace }),
    ...(colorRange && { colorRange }),
    ...(colorTransfer && { colorTransfer }),
    ...(colorPrimaries && { colorPrimaries }),
  };
}

function audioOf(sound: StreamEntry): NonNullable<SourceVideo['audio']> {
  const layout = sound.channel_layout;
  return {
    stream: sound.index ?? 0,
    codec: sound.codec_name ?? '',
    profile: sound.profile ?? '',
    channels: sound.channels ?? 0,
    ...(layout && layout !== 'unknown' && { layout }),
    sampleRate: Number(sound.sample_rate ?? 0),
  };
}

function creationTime({ format, streams }: MediaMetadata): number | undefined {
  for (const { tags } of [format, ...streams] as StreamEntry[]) {
    const moment = Date.parse(tags?.creation_time ?? '') / 1_000;
    // Cameras without a clock write the epoch of the container, 1904, or 0.
    if (moment > 0) return moment;
  }
  return undefined;
}

function ratio(text: string | undefined): number {
  const [num = 0, den = 0] = (text ?? '').split('/').map(Number);
  return den > 0 && num > 0 ? num / den : 0;
}
