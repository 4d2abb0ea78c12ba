import type { BoxLimits } from '@app/media';
import { MOST_GIF_RATE } from '../edit/output-format';
import { renditionRefused } from '../render-proxy.errors';
import type { RenditionFormat, RenditionOrder } from './rendition';
import { renditionLimits } from './rendition-limits';
import type { InspectedSource } from './source-inspector';

/** How ffmpeg makes one rendition; `source` and the result are names in its working directory. */
export interface RenditionPlan {
  extension: RenditionFormat;
  contentType: string;
  /**
   * The ffmpeg processes to run one after the other: everything after the program's name. `scratch` names a file that
   * they share.
   */
  passes: (source: string, result: string, scratch: string) => string[][];
  /** The limits of each of them. */
  limits: BoxLimits;
}

type Kind = 'video' | 'image' | 'audio';

interface Encoding {
  kind: Kind;
  contentType: string;
  /** Codec arguments; `quality` is 1..100. */
  encode: (quality: number) => string[];
  /** Default quality. */
  usual?: number;
}

/** 100 is `best`, 1 is `worst` of the codec's own scale. */
const scale = (quality: number, worst: number, best: number): string =>
  String(Math.round(worst + ((best - worst) * (quality - 1)) / 99));

const H264 = (quality: number) => [
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  scale(quality, 45, 14),
  '-pix_fmt',
  'yuv420p',
  '-c:a',
  'aac',
  '-b:a',
  '192k',
];

const VP9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '6', '-row-mt', '1'];

const ENCODINGS: Readonly<Record<RenditionFormat, Encoding>> = {
  mp4: { kind: 'video', contentType: 'video/mp4', encode: (quality) => [...H264(quality), '-movflags', '+faststart'] },
  mov: {
    kind: 'video',
    contentType: 'video/quicktime',
    encode: (quality) => [...H264(quality), '-movflags', '+faststart'],
  },
  mkv: { kind: 'video', contentType: 'video/x-matroska', encode: H264 },
  webm: {
    kind: 'video',
    contentType: 'video/webm',
    encode: (quality) => [
      ...VP9,
      '-crf',
      scale(quality, 60, 15),
      '-b:v',
      '0',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'libopus',
      '-b:a',
      '128k',
    ],
  },
  avi: {
    kind: 'video',
    contentType: 'video/x-msvideo',
    encode: (quality) => ['-c:v', 'mpeg4', '-q:v', scale(quality, 31, 2), '-c:a', 'libmp3lame'],
  },
  ogv: {
    kind: 'video',
    contentType: 'video/ogg',
    encode: (quality) => ['-c:v', 'libtheora', '-q:v', scale(quality, 1, 10), '-c:a', 'libvorbis'],
  },
  wmv: {
    kind: 'video',
    contentType: 'video/x-ms-wmv',
    encode: (quality) => ['-c:v', 'wmv2', '-q:v', scale(quality, 31, 2), '-c:a', 'wmav2'],
  },
  gif: { kind: 'video', contentType: 'image/gif', encode: () => ['-an', '-loop', '0'] },
  mp3: {
    kind: 'audio',
    contentType: 'audio/mpeg',
    encode: (quality) => ['-vn', '-c:a', 'libmp3lame', '-q:a', scale(quality, 9, 0)],
  },
  wav: { kind: 'audio', contentType: 'audio/wav', encode: () => ['-vn', '-c:a', 'pcm_s16le'] },
  jpg: {
    kind: 'image',
    contentType: 'image/jpeg',
    usual: 90,
    encode: (quality) => ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', scale(quality, 31, 2)],
  },
  png: { kind: 'image', contentType: 'image/png', encode: () => ['-c:v', 'png'] },
  webp: {
    kind: 'image',
    contentType: 'image/webp',
    usual: 85,
    encode: (quality) => ['-c:v', 'libwebp', '-quality', String(quality)],
  },
  tif: { kind: 'image', contentType: 'image/tiff', encode: () => ['-c:v', 'tiff'] },
  avif: {
    kind: 'image',
    contentType: 'image/avif',
    encode: (quality) => ['-c:v', 'libaom-av1', '-still-picture', '1', '-crf', scale(quality, 60, 15)],
  },
};

/**
 * A second output with a line for each packet. The process that starts ffmpeg reads and discards it: when that process
 * dies, the pipe breaks, and ffmpeg ends with it. A file alone would never make it end.
 */
const LIFELINE = ['-c', 'copy', '-flush_packets', '1', '-f', 'framecrc', 'pipe:1'];

const USUAL_QUALITY = 70;
const USUAL_FORMAT: Readonly<Record<Kind, RenditionFormat>> = { video: 'mp4', image: 'jpg', audio: 'mp3' };
const PRESETS = {
  preview: [512, 288],
  mobile: [640, 360],
  sd: [1024, 576],
  hd: [1280, 720],
  fhd: [1920, 1080],
} as const;
const NTSC: Readonly<Record<string, string>> = { '23.976': '24000/1001', '29.97': '30000/1001', '59.94': '60000/1001' };
const MOST_PIXELS = 100_000_000;

/** @throws rendition_refused when the source cannot be converted to that */
export function planRendition(order: RenditionOrder, source: InspectedSource): RenditionPlan {
  const kind = kindOf(source);
  const format = order.format ?? USUAL_FORMAT[kind];
  const encoding = ENCODINGS[format];
  refuseImpossible(format, encoding.kind, kind, source);
  const withSound = source.hasSound && encoding.kind !== 'image' && format !== 'gif';
  const picture = encoding.kind === 'audio' ? [] : pictureFilters(order, source, format);
  const sound = withSound ? soundFilters(order) : [];
  const options = [
    ...(encoding.kind === 'audio' || format === 'gif' ? [] : ['-map', '0:v:0']),
    ...(withSound ? ['-map', '0:a:0'] : []),
    ...pictureOptions(format, picture),
    ...(sound.length > 0 ? ['-af', sound.join(',')] : []),
    ...encoding.encode(order.quality ?? encoding.usual ?? USUAL_QUALITY),
    ...(order.keyframeInterval && encoding.kind === 'video' ? ['-g', String(order.keyframeInterval)] : []),
    ...(encoding.kind === 'image' ? ['-frames:v', '1'] : []),
  ];
  const lifeline = ['-map', encoding.kind === 'audio' ? '0:a:0' : '0:v:0', ...LIFELINE];
  const rotation = order.fixRotation === false ? ['-noautorotate'] : [];
  const input = (from: string) => [...sandboxOf(source), ...rotation, '-i', `file:${from}`];
  const last = (from: string, to: string, extra: readonly string[] = []) => [
    ...input(from),
    ...extra,
    '-map_metadata',
    '-1',
    '-threads',
    '2',
    ...options,
    '-y',
    `file:${to}`,
    ...lifeline,
  ];
  return {
    extension: format,
    contentType: encoding.contentType,
    limits: renditionLimits(source),
    passes: (from, to, scratch) =>
      format === 'gif'
        ? [
            [...input(from), ...palette(picture), '-y', `file:${scratch}`, ...lifeline],
            last(from, to, ['-protocol_whitelist', 'file', '-f', 'png_pipe', '-i', `file:${scratch}`]),
          ]
        : [last(from, to)],
  };
}

const sandboxOf = ({ demuxer }: InspectedSource): string[] => [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  demuxer,
  '-max_pixels',
  String(MOST_PIXELS),
  '-f',
  demuxer,
];

/**
 * The first pass of a GIF: the best colours for the whole film. In a single pass ffmpeg would hold every frame until it
 * has found them.
 */
const palette = (picture: readonly string[]): string[] => [
  '-map',
  '0:v:0',
  '-vf',
  [...picture, 'palettegen=stats_mode=diff'].join(','),
  '-frames:v',
  '1',
  '-update',
  '1',
  '-c:v',
  'png',
  '-f',
  'image2',
];

function kindOf({ kind }: InspectedSource): Kind {
  if (kind === 'video' || kind === 'image' || kind === 'audio') return kind;
  throw renditionRefused(`Renditions can be created from video, images and audio, not from files of type ${kind}.`);
}

function refuseImpossible(
  format: RenditionFormat,
  wanted: Kind,
  kind: Kind,
  { hasSound, seconds }: InspectedSource,
): void {
  const isAnimated = kind === 'image' && seconds !== null;
  if (wanted === 'audio' && !hasSound)
    throw renditionRefused(`The source has no audio, so no ${format} can be created from it.`);
  if (wanted === 'image' && kind !== 'image')
    throw renditionRefused(`An image cannot be created from a source of type ${kind}.`);
  if (wanted === 'video' && kind !== 'video' && !isAnimated && !(format === 'gif' && kind === 'image')) {
    throw renditionRefused(`A video cannot be created from a source of type ${kind}.`);
  }
}

/** The second pass of a GIF reads the palette as a second input. */
function pictureOptions(format: RenditionFormat, picture: readonly string[]): string[] {
  if (format === 'gif')
    return [
      '-lavfi',
      `[0:v:0]${picture.length > 0 ? picture.join(',') : 'null'}[film];[film][1:v]paletteuse=dither=bayer`,
    ];
  return picture.length > 0 ? ['-vf', picture.join(',')] : [];
}

function pictureFilters(order: RenditionOrder, source: InspectedSource, format: RenditionFormat): string[] {
  const speed = source.seconds === null ? undefined : order.speed?.speed;
  const rate = (order.fps ?? source.fps ?? 0) * (speed ?? 1);
  return [
    ...(order.fps && ENCODINGS[format].kind === 'video' ? [`fps=${NTSC[String(order.fps)] ?? order.fps}`] : []),
    ...(speed ? [`setpts=PTS/${speed}`] : []),
    ...(format === 'gif' && rate > MOST_GIF_RATE ? [`fps=${MOST_GIF_RATE}`] : []),
    ...sizeFilters(order, source, ENCODINGS[format].kind === 'video' && format !== 'gif'),
  ];
}

function sizeFilters(
  { size, resolution, fit = 'crop' }: RenditionOrder,
  source: InspectedSource,
  evenOnly: boolean,
): string[] {
  const even = (pixels: number) => (evenOnly ? Math.max(2, pixels - (pixels % 2)) : pixels);
  const { width, height } = size ?? presetOf(resolution, source);
  if (!width && !height) return evenOnly ? ['scale=trunc(iw/2)*2:trunc(ih/2)*2', 'setsar=1'] : [];
  if (!width || !height) return [`scale=${width ? even(width) : -2}:${height ? even(height) : -2}`, 'setsar=1'];
  const box = `${even(width)}:${even(height)}`;
  if (fit === 'cover') return [`scale=${box}`, 'setsar=1'];
  if (fit === 'contain')
    return [`scale=${box}:force_original_aspect_ratio=decrease`, `pad=${box}:(ow-iw)/2:(oh-ih)/2`, 'setsar=1'];
  return [`scale=${box}:force_original_aspect_ratio=increase`, `crop=${box}`, 'setsar=1'];
}

/** Presets swap width and height for portrait sources. */
function presetOf(
  resolution: RenditionOrder['resolution'],
  { width, height }: InspectedSource,
): { width?: number; height?: number } {
  if (!resolution) return {};
  const [long, short] = PRESETS[resolution];
  return (height ?? 0) > (width ?? 0) ? { width: short, height: long } : { width: long, height: short };
}

function soundFilters({ speed: { speed = 1, preservePitch = true } = {}, fixOffset }: RenditionOrder): string[] {
  const tempo = speed < 0.5 ? Array.from({ length: Math.ceil(Math.log2(0.5 / speed)) }, () => 'atempo=0.5') : [];
  const rest = speed / 0.5 ** tempo.length;
  // atempo counts samples: without silence in their place, it drops pauses and does not scale the time of a late start.
  const isCounted = speed !== 1 && preservePitch;
  return [
    ...(fixOffset || isCounted ? ['aresample=async=1:first_pts=0'] : []),
    ...(speed === 1
      ? []
      : preservePitch
        ? [...tempo, `atempo=${rest}`]
        : [`aresample=48000`, `asetrate=${Math.round(48_000 * speed)}`, 'aresample=48000']),
  ];
}
