import { type ExecFileException, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AppError, environment } from '@app/core';
import type { FfmpegLocatorService } from '../ffmpeg/ffmpeg-locator.service';
import { ffmpegFailed, unreadableMedia } from '../media.errors';
import { limitedCommand } from '../process/process-box';
import { causeOf, isInterruption } from '../process/program-end';
import { measureSeconds } from './measure-seconds';

/** Facts about a local file, from ffprobe. */
export interface MediaFacts {
  /** Seconds; 0 when unknown. */
  seconds: number;
  /** The first real video stream (cover art does not count), as displayed: rotation applied. */
  video?: {
    codec: string;
    width: number;
    height: number;
    pixelFormat: string;
    frameRate: number;
    frames: number;
    /** Pixel aspect ratio (width by height) as displayed. Almost always 1. */
    pixelAspect: number;
    hasAlpha: boolean;
    colorSpace?: string;
    colorRange?: string;
    colorTransfer?: string;
    colorPrimaries?: string;
    /** The file declares interlaced video, or has a format that usually is. */
    isInterlaced: boolean;
  };
  audio?: {
    codec: string;
    channels: number;
    /** ffmpeg's name of the channel layout, such as `5.1(side)`; undefined when the file names none. */
    layout?: string;
    sampleRate: number;
  };
  /** The container has no duration, or no index of its key frames: seeking in it is inexact. */
  lacksIndex: boolean;
}

interface Stream {
  index?: number;
  codec_type?: string;
  codec_name?: string;
  width?: number;
  height?: number;
  pix_fmt?: string;
  color_space?: string;
  color_range?: string;
  color_transfer?: string;
  color_primaries?: string;
  field_order?: string;
  avg_frame_rate?: string;
  sample_aspect_ratio?: string;
  nb_frames?: string;
  duration?: string;
  channels?: number;
  channel_layout?: string;
  sample_rate?: string;
  disposition?: { attached_pic?: number };
  tags?: { alpha_mode?: string; rotate?: string };
  side_data_list?: { rotation?: number }[];
}

/** ffprobe's own output about a file. */
export interface MediaMetadata {
  streams: Record<string, unknown>[];
  chapters: Record<string, unknown>[];
  format: Record<string, unknown>;
}

const execute = promisify(execFile);
const TIMEOUT_MS = 20_000;
const LIMITS = { processorSeconds: 20, memoryMb: 900 };
/** ffprobe decodes the first picture. A small file may hold an enormous one, whose header is enough to refuse it. */
const MOST_PIXELS = 100_000_000;
/** ffprobe's warning for a file without a duration of its own. */
const GUESSED_LENGTH = /Estimating duration from bitrate/;
/** Containers that hold neither their duration nor the positions of their key frames. */
const UNINDEXED: ReadonlySet<string> = new Set(['mpegts', 'mpeg', 'mpegvideo', 'h264', 'hevc', 'flv', 'ac3', 'eac3']);
/** Matroska files that start later are those of a longer recording. */
const LATE_SECONDS = 0.15;
const PICTURE_DEMUXERS: ReadonlySet<string> = new Set(['gif', 'apng']);

/** Reads facts about local files. Exactly one demuxer opens the file, and it cannot lead to other files. */
export class MediaProbe {
  constructor(private readonly locator: FfmpegLocatorService) {}

  /**
   * @param demuxer ffmpeg's name of the detected format
   * @throws unreadableMedia, ffmpegUnavailable; ffmpegFailed when ffprobe was ended from outside
   */
  async inspect(path: string, demuxer: string, signal?: AbortSignal): Promise<MediaFacts> {
    return (await this.describe(path, demuxer, signal)).facts;
  }

  /**
   * Like `inspect`, with the complete output of ffprobe.
   * @param isWhole false for a file of which only parts exist locally: its packets are then not counted
   */
  async describe(
    path: string,
    demuxer: string,
    signal?: AbortSignal,
    isWhole = true,
  ): Promise<{ metadata: MediaMetadata; facts: MediaFacts }> {
    const { ffprobe } = await this.locator.find();
    const bounded = ['-max_pixels', String(MOST_PIXELS), '-protocol_whitelist', 'file', '-format_whitelist', demuxer];
    const input = [...bounded, '-f', demuxer, path];
    try {
      const { PATH } = environment();
      const wanted = ['-of', 'json', '-show_streams', '-show_chapters', '-show_format'];
      const command = limitedCommand(ffprobe, ['-v', 'warning', ...wanted, ...input], LIMITS);
      const { stdout, stderr } = await execute(command.program, command.args, {
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
        maxBuffer: 4_000_000,
        env: { PATH },
        ...(signal && { signal }),
      });
      const metadata = { streams: [], chapters: [], format: {}, ...(JSON.parse(stdout) as Partial<MediaMetadata>) };
      const facts = factsOf(metadata, demuxer, GUESSED_LENGTH.test(stderr));
      const stream = leadingStream(metadata.streams)?.index;
      if (!isWhole || !facts.lacksIndex || stream === undefined) return { metadata, facts };
      const seconds = await measureSeconds(
        { ffprobe, input, stream, limits: LIMITS },
        { timeoutMs: TIMEOUT_MS, signal },
      );
      signal?.throwIfAborted();
      return { metadata, facts: { ...facts, seconds: seconds ?? facts.seconds } };
    } catch (error) {
      signal?.throwIfAborted();
      throw failureOf(error);
    }
  }
}

/** The file is at fault, unless something else ended ffprobe. */
function failureOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { killed = false, signal: killedBy } = error as ExecFileException;
  const cause = causeOf({ program: 'ffprobe', killedBy, isOurDoing: killed });
  return isInterruption(cause) ? ffmpegFailed(undefined, { cause }) : unreadableMedia(undefined, { cause: error });
}

const pictureStream = (streams: readonly Stream[]) =>
  streams.find(({ codec_type: type, disposition }) => type === 'video' && disposition?.attached_pic !== 1);
const soundStream = (streams: readonly Stream[]) => streams.find(({ codec_type: type }) => type === 'audio');

/** The stream whose end is the end of the file. */
const leadingStream = (streams: readonly Stream[]) => pictureStream(streams) ?? soundStream(streams);

function factsOf(
  { streams, format }: { streams: Stream[]; format: { duration?: string; start_time?: string } },
  demuxer: string,
  isGuessed: boolean,
): MediaFacts {
  const video = pictureStream(streams);
  const audio = soundStream(streams);
  // Some programs record in Matroska the moment of its end, others how long it lasts: only its packets tell.
  const isLate = demuxer === 'matroska' && Number(format.start_time) > LATE_SECONDS;
  const lasting = Number(format.duration);
  const seconds = [Number(video?.duration), lasting, Number(audio?.duration)].find((value) => value > 0) ?? 0;
  const isPicture = demuxer.endsWith('_pipe') || PICTURE_DEMUXERS.has(demuxer);
  return {
    seconds,
    lacksIndex: !isPicture && (seconds === 0 || isGuessed || isLate || UNINDEXED.has(demuxer)),
    ...(video && { video: pictureOf(video) }),
    ...(audio && {
      audio: {
        codec: audio.codec_name ?? '',
        channels: audio.channels ?? 0,
        ...(audio.channel_layout && audio.channel_layout !== 'unknown' && { layout: audio.channel_layout }),
        sampleRate: Number(audio.sample_rate ?? 0),
      },
    }),
  };
}

function pictureOf(stream: Stream): NonNullable<MediaFacts['video']> {
  const rotation =
    stream.side_data_list?.find(({ rotation: angle }) => angle !== undefined)?.rotation ??
    Number(stream.tags?.rotate ?? 0);
  const lies = Math.abs(Math.round(rotation / 90)) % 2 === 1;
  const [num = 0, den = 1] = (stream.avg_frame_rate ?? '0/1').split('/').map(Number);
  const [across = 1, down = 1] = (stream.sample_aspect_ratio ?? '').split(':').map(Number);
  const pixelAspect = across > 0 && down > 0 ? across / down : 1;
  const pixelFormat = stream.pix_fmt ?? '';
  return {
    codec: stream.codec_name ?? '',
    width: (lies ? stream.height : stream.width) ?? 0,
    height: (lies ? stream.width : stream.height) ?? 0,
    pixelFormat,
    frameRate: den > 0 ? num / den : 0,
    frames: Number(stream.nb_frames ?? 0),
    pixelAspect: lies ? 1 / pixelAspect : pixelAspect,
    hasAlpha: /^(yuva|gbrap|rgba|bgra|argb|abgr|ya8|ya16|pal8)/.test(pixelFormat) || stream.tags?.alpha_mode === '1',
    ...(stream.color_space && { colorSpace: stream.color_space }),
    ...(stream.color_range && { colorRange: stream.color_range }),
    ...(stream.color_transfer && { colorTransfer: stream.color_transfer }),
    ...(stream.color_primaries && { colorPrimaries: stream.color_primaries }),
    // Only its frames say that DV is interlaced.
    isInterlaced: /^(tt|bb|tb|bt)$/.test(stream.field_order ?? '') || stream.codec_name === 'dvvideo',
  };
}
