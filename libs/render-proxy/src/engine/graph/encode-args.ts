import { deviceArgs, type EncoderName, hardwareArgs, isHardware, type Size, uploadFilters } from '@app/media';
import type { Output } from '../../edit/edit';
import { deliveredSizeOf, frameRateOf, MOST_GIF_RATE } from '../../edit/output-format';
import type { Scene } from '../scene/scene';

type Quality = NonNullable<Output['quality']>;

const X264: Readonly<Record<Quality, { preset: string; crf: number }>> = {
  verylow: { preset: 'veryfast', crf: 35 },
  low: { preset: 'veryfast', crf: 29 },
  medium: { preset: 'veryfast', crf: 23 },
  high: { preset: 'fast', crf: 20 },
  veryhigh: { preset: 'fast', crf: 17 },
};
const VP9: Readonly<Record<Quality, number>> = { verylow: 48, low: 42, medium: 36, high: 30, veryhigh: 24 };
const MP3: Readonly<Record<Quality, string>> = {
  verylow: '64k',
  low: '96k',
  medium: '160k',
  high: '192k',
  veryhigh: '320k',
};

/** Bits that x264 needs for a pixel of a video at CRF 23 with much movement. */
const BITS_PER_PIXEL = 0.15;
/**
 * Without it, x264 holds further frames between its lookahead and its encoder: 30 MB at 1080p and some processor time.
 * At most a few frames get other bits (SSIM 0.999998).
 */
const NO_EXTRA_FRAMES = ['-x264-params', 'sync-lookahead=0'];
/** Of the files that are not MP4. A GIF is made from an exact copy of its pictures. */
const MUXERS: Partial<Record<FileFormat, string>> = { webm: 'webm', segment: 'nut' };
const BT709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'];
/**
 * 1.5 dB below the true peak of −1 dB that platforms recommend: AAC adds up to that much to sounds that begin at full
 * level.
 */
const CEILING = 0.75;
/**
 * The sum of voices may exceed full scale: the limiter reduces only such peaks instead of clipping them, and leaves the
 * rest unchanged. Four times the sample rate reveals the peaks between samples. The limiter looks ahead by 5 ms, which
 * the filter compensates.
 */
const LIMITER = [
  'aresample=192000',
  'apad=pad_len=960',
  `alimiter=limit=${CEILING}:level=0:attack=5:release=50`,
  'atrim=start_sample=960',
  'asetpts=N/SR/TB',
  'aresample=48000',
].join(',');

/** The format of a result, or a longer piece. */
export type FileFormat = Output['format'] | 'segment';

type Delivery = Pick<Scene, 'width' | 'height' | 'fps'>;

/** Where ffmpeg takes pictures from, and how it treats them before they are encoded. */
export interface PictureArgs {
  /** Arguments of the inputs. */
  inputs: string[];
  /** How many inputs these are. */
  count: number;
  /** Arguments of the output. */
  filters: string[];
}

/** Reads raw 4:2:0 frames on `pipe:0` in the same form as those of a graph. */
export function rawPictureArgs(output: Output, { width, height, fps }: Delivery, encoder: EncoderName): PictureArgs {
  const inputs = [
    ...deviceArgs(encoder),
    // Beside the sound, a thread would read frames ahead, which take memory, and look for the next one every 10 ms.
    '-thread_queue_size',
    '0',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'yuv420p',
    '-s',
    `${width}x${height}`,
    '-r',
    `${fps.num}/${fps.den}`,
    ...BT709,
    '-i',
    'pipe:0',
  ];
  const filters = ['setsar=1', ...deliveredScale(output, { width, height }), ...uploadFilters(encoder)];
  return { inputs, count: 1, filters: ['-map', '0:v', '-vf', filters.join(',')] };
}

/** The filter that scales frames to the delivered size, where that differs. */
export function deliveredScale(output: Output, { width, height }: Size): string[] {
  const delivered = deliveredSizeOf(output);
  return delivered.width === width && delivered.height === height
    ? []
    : [`scale=${delivered.width}:${delivered.height}:flags=bicubic`];
}

/**
 * Encodes pictures. All pieces of a video have the same settings, so that they can be joined without encoding.
 * @param encoder used for MP4 only
 */
export function codecArgs(output: Output, encoder: EncoderName): string[] {
  const { format, quality = 'medium' } = output;
  // Makes an exact copy first: a GIF's palette needs every frame, and they would not fit into memory.
  if (format === 'gif') return ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0', ...BT709];
  if (format === 'webm') {
    const speed = ['-deadline', 'realtime', '-cpu-used', '5', '-row-mt', '1'];
    return ['-c:v', 'libvpx-vp9', '-crf', String(VP9[quality]), '-b:v', '0', ...speed, ...BT709];
  }
  const { preset, crf } = X264[quality];
  const closed = ['-flags', '+cgop', ...BT709];
  if (isHardware(encoder)) return [...hardwareArgs(encoder, { crf, bitRate: bitRateOf(output, crf) }), ...closed];
  const x264 = ['-c:v', 'libx264', '-preset', preset, '-crf', String(crf), ...NO_EXTRA_FRAMES];
  return [...x264, '-pix_fmt', 'yuv420p', ...closed];
}

/** Makes each of these frames of a piece a key frame. */
export function keyFrameArgs(frames: readonly number[], { fps }: Pick<Delivery, 'fps'>): string[] {
  // ffmpeg takes the first frame at or after a moment.
  const moments = frames.map((frame) => (((frame - 0.5) * fps.den) / fps.num).toFixed(6));
  return moments.length > 0 ? ['-force_key_frames', moments.join(',')] : [];
}

/** Bits per second that x264 rarely exceeds: six steps of its CRF double them. */
function bitRateOf(output: Output, crf: number): number {
  const { width, height } = deliveredSizeOf(output);
  const { num, den } = frameRateOf(output);
  return ((width * height * num) / den) * BITS_PER_PIXEL * 2 ** ((23 - crf) / 6);
}

/** Whether the pictures of the output are H.264, from the encoder that is chosen for this machine. */
export const isEncodedAsH264 = ({ format }: Output): boolean => format === 'mp4';

/** Writes the pictures of one piece. */
export const PIECE_OUTPUT: readonly string[] = ['-f', 'nut', 'pipe:1'];

/** Encodes the sound of a video, from `pipe:0` (48 kHz stereo floats) to a file. */
export function soundTrackArgs({ format }: Output, file: string): string[] {
  return [...soundInput('pipe:0'), ...soundCodec(format), '-f', format === 'webm' ? 'webm' : 'mp4', '-y', file];
}

const soundCodec = (format: FileFormat): string[] => [
  '-af',
  LIMITER,
  ...(format === 'webm' ? ['-c:a', 'libopus', '-b:a', '128k'] : ['-c:a', 'aac', '-b:a', '192k']),
];

/** The sound of a video as a further input, on `pipe:3`. */
export const secondInputArgs = (): string[] => soundInput('pipe:3');

/**
 * Writes a whole file.
 * @param sound number of the input with its sound
 */
export function fileArgs(format: FileFormat, { sound, file }: { sound?: number | undefined; file: string }): string[] {
  // Sound that is encoded before its pictures waits for them, so that players find both together.
  const heard = sound === undefined ? [] : ['-map', `${sound}:a`, ...soundCodec(format), '-max_interleave_delta', '0'];
  return [...heard, ...containerArgs(format), '-y', file];
}

/** The list of encoded pieces, with the first frame of each, as text for ffmpeg's concat demuxer. */
export function pieceList(
  pieces: readonly { file: string; from: number; to: number }[],
  { fps }: Pick<Delivery, 'fps'>,
): string {
  // Differences of rounded moments, so that rounding errors do not add up.
  const micros = (frame: number) => Math.round((frame * fps.den * 1e6) / fps.num);
  const lines = pieces.map(
    ({ file, from, to }) => `file ${file}\nduration ${((micros(to) - micros(from)) / 1e6).toFixed(6)}`,
  );
  return ['ffconcat version 1.0', ...lines, ''].join('\n');
}

/** Joins the listed pieces and the sound without encoding again: to a segment, or to the result in its format. */
export function joinArgs(
  format: FileFormat,
  { list, sound, file }: { list: string; sound?: string | undefined; file: string },
): string[] {
  const pictures = ['-protocol_whitelist', 'file', '-format_whitelist', 'concat,nut', '-f', 'concat', '-i', list];
  const heard =
    sound === undefined
      ? []
      : ['-protocol_whitelist', 'file', '-f', format === 'webm' ? 'matroska' : 'mov', '-i', sound];
  const maps = ['-map', '0:v', ...(sound === undefined ? [] : ['-map', '1:a'])];
  return [...pictures, ...heard, ...maps, '-c', 'copy', ...containerArgs(format), '-y', file];
}

const containerArgs = (format: FileFormat): string[] =>
  format === 'mp4' ? ['-movflags', '+faststart', '-f', 'mp4'] : ['-f', MUXERS[format] ?? 'matroska'];

/** Arguments that encode sound alone, from `pipe:0`. */
export function soundEncodeArgs({ format, quality = 'medium' }: Output, file: string): string[] {
  const codec =
    format === 'wav' ? ['-c:a', 'pcm_s16le', '-f', 'wav'] : ['-c:a', 'libmp3lame', '-b:a', MP3[quality], '-f', 'mp3'];
  return [...soundInput('pipe:0'), '-af', LIMITER, ...codec, '-y', file];
}

const soundInput = (pipe: string) => ['-f', 'f32le', '-ar', '48000', '-ac', '2', '-i', pipe];

/**
 * The two passes that turn the exact copy on `pipe:0` into a GIF: a palette for the whole film, then the film in its
 * colours.
 */
export function gifArgs(palette: string, file: string, output: Output): [string[], string[]] {
  const { num, den } = frameRateOf(output);
  const slower = num / den > MOST_GIF_RATE ? `,fps=${MOST_GIF_RATE}` : '';
  const film = ['-f', 'matroska', '-i', 'pipe:0'];
  const colors = ['-protocol_whitelist', 'file', '-f', 'png_pipe', '-i', palette];
  const dither = `[0:v][1:v]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle${slower}`;
  return [
    [...film, '-vf', 'palettegen=stats_mode=full', '-update', '1', '-frames:v', '1', '-y', palette],
    [...film, ...colors, '-lavfi', dither, '-loop', output.repeat === false ? '-1' : '0', '-f', 'gif', '-y', file],
  ];
}
