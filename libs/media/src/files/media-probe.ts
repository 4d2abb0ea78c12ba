import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { environment } from '@app/core';
import type { FfmpegLocatorService } from '../ffmpeg/ffmpeg-locator.service';
import { unreadableMedia } from '../media.errors';
import { limitedCommand } from '../process/process-box';

/** What ffprobe says about a local file. */
export interface MediaFacts {
  /** Seconds; 0 when unknown. */
  seconds: number;
  /** The first real picture stream (cover art does not count), as displayed: rotation applied. */
  video?: {
    codec: string;
    width: number;
    height: number;
    pixelFormat: string;
    frameRate: number;
    frames: number;
    /** Width of a pixel by its height, as displayed. Hardly ever anything but 1. */
    pixelAspect: number;
    hasAlpha: boolean;
    colorSpace?: string;
    colorRange?: string;
  };
  audio?: { codec: string; channels: number; sampleRate: number };
}

interface Stream {
  codec_type?: string;
  codec_name?: string;
  width?: number;
  height?: number;
  pix_fmt?: string;
  color_space?: string;
  color_range?: string;
  avg_frame_rate?: string;
  sample_aspect_ratio?: string;
  nb_frames?: string;
  duration?: string;
  channels?: number;
  sample_rate?: string;
  disposition?: { attached_pic?: number };
  tags?: { alpha_mode?: string; rotate?: string };
  side_data_list?: { rotation?: number }[];
}

/** ffprobe's own words about a file. */
export interface MediaMetadata {
  streams: Record<string, unknown>[];
  chapters: Record<string, unknown>[];
  format: Record<string, unknown>;
}

const execute = promisify(execFile);
const TIMEOUT_MS = 20_000;
const LIMITS = { processorSeconds: 20, memoryMb: 900 };
/** ffprobe decodes the first picture: a small file may hold an enormous one, whose header is enough to refuse it. */
const MOST_PIXELS = 100_000_000;

/** Reads the facts of local files. The file is opened by exactly one demuxer, which cannot lead to other files. */
export class MediaProbe {
  constructor(private readonly locator: FfmpegLocatorService) {}

  /**
   * @param demuxer ffmpeg's name of the format that the file was recognised as
   * @throws unreadableMedia, ffmpegUnavailable
   */
  async inspect(path: string, demuxer: string, signal?: AbortSignal): Promise<MediaFacts> {
    return (await this.describe(path, demuxer, signal)).facts;
  }

  /** Like `inspect`, with all that ffprobe says. */
  async describe(
    path: string,
    demuxer: string,
    signal?: AbortSignal,
  ): Promise<{ metadata: MediaMetadata; facts: MediaFacts }> {
    const { ffprobe } = await this.locator.find();
    const sandbox = ['-protocol_whitelist', 'file', '-format_whitelist', demuxer, '-f', demuxer];
    try {
      const { PATH } = environment();
      const bounded = ['-max_pixels', String(MOST_PIXELS), ...sandbox];
      const wanted = ['-of', 'json', '-show_streams', '-show_chapters', '-show_format', path];
      const command = limitedCommand(ffprobe, ['-v', 'error', ...bounded, ...wanted], LIMITS);
      const { stdout } = await execute(command.program, command.args, {
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
        maxBuffer: 4_000_000,
        env: { PATH },
        ...(signal && { signal }),
      });
      const metadata = { streams: [], chapters: [], format: {}, ...(JSON.parse(stdout) as Partial<MediaMetadata>) };
      return { metadata, facts: factsOf(metadata) };
    } catch (error) {
      signal?.throwIfAborted();
      throw unreadableMedia(undefined, { cause: error });
    }
  }
}

function factsOf({ streams, format }: { streams: Stream[]; format: { duration?: string } }): MediaFacts {
  const video = streams.find(
    ({ codec_type: type, disposition }) => type === 'video' && disposition?.attached_pic !== 1,
  );
  const audio = streams.find(({ codec_type: type }) => type === 'audio');
  const seconds = [video?.duration, format.duration, audio?.duration].map(Number).find((value) => value > 0) ?? 0;
  return {
    seconds,
    ...(video && { video: pictureOf(video) }),
    ...(audio && {
      audio: {
        codec: audio.codec_name ?? '',
        channels: audio.channels ?? 0,
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
  };
}
