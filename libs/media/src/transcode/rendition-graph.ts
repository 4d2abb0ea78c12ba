import type { Size } from '../canvas/geometry';
import { inputArgs } from '../ffmpeg/input-args';
import { deviceArgs, type EncoderName, uploadFilters } from '../ffmpeg/video-encoder';
import type { ComposedHud } from '../hud/compose-hud';
import { type HudFiles, hudFilters } from '../hud/hud-graph';
import { downmix } from './downmix';
import { pictureArgs } from './picture-args';
import { AUDIO_RATE, type Framing, type PlannedRendition } from './plan-renditions';
import type { SourceVideo } from './source-video';

/** A source and how to read it. */
export interface RenditionSource {
  path: string;
  video: SourceVideo;
  /** Its fields show different moments. */
  isInterlaced: boolean;
  /** Name of the file in the work folder that converts its wide colours to BT.709. */
  colorTable?: string;
}

/** The overlay for a geometry, written into the work folder. */
export interface GraphHud {
  composed: ComposedHud;
  files: HudFiles;
}

/** Everything that one ffmpeg process makes: all renditions of one size, and the pictures for their thumbnails. */
export interface RenditionGraph {
  source: RenditionSource;
  renditions: readonly PlannedRendition[];
  hud?: GraphHud;
  encoder: EncoderName;
  thumbnails: { pattern: string; count: number };
}

/** Pixels of the longer side of a thumbnail. */
const THUMBNAIL_SIDE = 1920;

/** The arguments of that process, which writes its files into its working directory. */
export function renditionArgs(graph: RenditionGraph): string[] {
  const { source, renditions, hud, encoder } = graph;
  const encoded = renditions.filter(({ video }) => video === 'encode');
  const looks = groupBy(encoded, ({ framing, hud: wantsHud, frameRate }) =>
    JSON.stringify([framing, wantsHud, frameRate]),
  );
  const filters = [...sourceFilters(graph, looks), ...looks.flatMap((look, index) => lookFilters(graph, look, index))];
  const outputs = renditions.flatMap((rendition) => {
    const index = encoded.indexOf(rendition);
    const picture =
      index < 0
        ? ['-map', `0:${source.video.stream}`, '-c:v', 'copy']
        : ['-map', `[video${index}]`, ...pictureArgs(encoder, rendition.frameRate, rendition.maxRate)];
    const plain = rendition.hasNoEdits ? [...(index < 0 ? [] : IN_ORDER), '-use_editlist', '0'] : [];
    return [...picture, ...soundArgs(source.video, rendition), ...plain, ...CONTAINER, '-y', rendition.file];
  });
  const thumbnails = [
    '-map',
    '[thumbnails]',
    '-c:v',
    'mjpeg',
    '-q:v',
    '3',
    '-f',
    'image2',
    '-y',
    graph.thumbnails.pattern,
  ];
  return [
    ...deviceArgs(encoder),
    ...inputArgs({ path: source.path, demuxer: source.video.demuxer }),
    ...(hud?.files.inputs ?? []),
    '-filter_complex',
    [...filters, ...silenceFilters(renditions, source.video)].join(';'),
    ...outputs,
    ...thumbnails,
  ];
}

/** Drops the camera's metadata, which may reveal where the owner lives. */
const CONTAINER = ['-map_metadata', '-1', '-map_chapters', '-1', '-movflags', '+faststart', '-f', 'mp4'];

/** Without an edit list, frames that are stored in another order than they are shown would come late. */
const IN_ORDER = ['-bf', '0'];

/** The picture once for each look, or for the thumbnails when nothing is encoded. */
function sourceFilters(
  { source, renditions, thumbnails }: RenditionGraph,
  looks: readonly PlannedRendition[][],
): string[] {
  const { video } = source;
  const deinterlace = source.isInterlaced ? ['bwdif=mode=send_frame:deint=all'] : [];
  if (looks.length === 0) {
    const [size] = renditions;
    const filters = [
      ...deinterlace,
      ...pickFrames(video.seconds, thumbnails.count),
      converted(source, size ?? video, false),
    ];
    return [`[0:${video.stream}]${[...filters, thumbnailEnd(size ?? video)].join(',')}[thumbnails]`];
  }
  const labels = looks.map((_, index) => `[look${index}]`).join('');
  const split = looks.length > 1 ? [`split=${looks.length}`] : [];
  return [
    `[0:${video.stream}]${[...deinterlace, ...split, ...(deinterlace.length + split.length > 0 ? [] : ['null'])].join(',')}${labels}`,
  ];
}

/** One framing at one rate, with or without overlay, and all renditions that show it. */
function lookFilters(graph: RenditionGraph, look: readonly PlannedRendition[], index: number): string[] {
  const [first] = look as [PlannedRendition];
  const { source, hud, renditions, thumbnails } = graph;
  const encoded = renditions.filter(({ video }) => video === 'encode');
  const isFirst = index === 0;
  // Changes the rate first: after an overlay, a change of rate would lose the last frame.
  const steady = `[look${index}]fps=${first.frameRate.num}/${first.frameRate.den}:start_time=0[steady${index}]`;
  const framed = [steady, ...frameFilters(source, first, first.framing, index)];
  const drawn =
    first.hud && hud
      ? hudFilters(hud.composed, hud.files, { from: `framed${index}`, to: `drawn${index}`, firstInput: 1 })
      : [];
  const result = drawn.length > 0 ? `drawn${index}` : `framed${index}`;
  const outputs = look.length + (isFirst ? 1 : 0);
  const copies = Array.from({ length: outputs }, (_, number) => `[copy${index}-${number}]`);
  const end = ['setsar=1', ...uploadFilters(graph.encoder)].join(',');
  const lines = [...framed, ...drawn, `[${result}]split=${outputs}${copies.join('')}`];
  for (const [number, rendition] of look.entries())
    lines.push(`${copies[number]}${end}[video${encoded.indexOf(rendition)}]`);
  if (isFirst) {
    const frames = pickFrames(source.video.seconds, thumbnails.count);
    lines.push(`${copies.at(-1)}${[...frames, thumbnailEnd(first)].join(',')}[thumbnails]`);
  }
  return lines;
}

/** Fits the picture into the frame. */
function frameFilters(source: RenditionSource, frame: Size, framing: Framing, index: number): string[] {
  const { width, height } = frame;
  const [from, to] = [`[steady${index}]`, `[framed${index}]`];
  const inside = fitted(source.video, frame);
  const fills = inside.width >= width - 2 && inside.height >= height - 2;
  if (fills) return [`${from}${converted(source, frame)}${to}`];
  if (framing === 'crop') {
    const part = `crop=w='min(iw,ih*${width}/${height}/sar)':h='min(ih,iw*sar*${height}/${width})'`;
    return [`${from}${part},${converted(source, frame)}${to}`];
  }
  const place = `${even((width - inside.width) / 2)}:${even((height - inside.height) / 2)}`;
  if (framing === 'pad')
    return [`${from}${converted(source, inside)},pad=${width}:${height}:${place}:color=black${to}`];
  const small = { width: even(width / 10), height: even(height / 10) };
  const backdrop = [
    `scale=${small.width}:${small.height}:force_original_aspect_ratio=increase:flags=bilinear`,
    `crop=${small.width}:${small.height}`,
    'gblur=sigma=5',
    // Darker, so that the picture in the middle stands out.
    "lutyuv=y='16+(val-16)*0.7':u='128+(val-128)*0.7':v='128+(val-128)*0.7'",
    `scale=${width}:${height}:flags=bicubic`,
    'setsar=1',
  ];
  return [
    `${from}${converted(source, inside)},split[middle${index}][wide${index}]`,
    `[wide${index}]${backdrop.join(',')}[back${index}]`,
    `[back${index}][middle${index}]overlay=${place}:format=yuv420${to}`,
  ];
}

/** The largest size with the source's aspect ratio that fits into the frame, with even sides. */
function fitted(source: Size, frame: Size): Size {
  const scale = Math.min(frame.width / source.width, frame.height / source.height);
  return {
    width: Math.min(frame.width, even(source.width * scale)),
    height: Math.min(frame.height, even(source.height * scale)),
  };
}

const even = (length: number) => Math.max(0, Math.round(length / 2) * 2);

/** Scales to a size and to limited BT.709 4:2:0, through the table if the colours are wide. */
function converted({ video, colorTable }: RenditionSource, { width, height }: Size, toYuv = true): string {
  const { colorSpace = 'unknown', colorRange } = video.colors;
  const isTagged = colorSpace !== 'unknown' && colorSpace !== 'gbr';
  // Untagged video has the usual colours of its size.
  const matrix = isTagged ? 'auto' : video.height >= 720 ? 'bt709' : 'bt601';
  const isRight =
    video.pixelFormat === 'yuv420p' && colorRange !== 'pc' && (colorSpace === 'bt709' || matrix === 'bt709');
  const isSameSize = !video.isReshaped && video.width === width && video.height === height;
  if (isRight && isSameSize && !colorTable && toYuv) return 'setsar=1';
  const table = colorTable
    ? `,format=gbrp12le,lut3d=file=${colorTable}:interp=tetrahedral,setparams=color_primaries=bt709:color_trc=bt709,scale=flags=bicubic`
    : '';
  return `scale=${width}:${height}:flags=bicubic:in_color_matrix=${matrix}${table}:out_color_matrix=bt709:out_range=tv,format=yuv420p,setsar=1`;
}

/** Frames from the middles of equal parts of the video. */
function pickFrames(seconds: number, count: number): string[] {
  const step = seconds / count;
  return [
    `select='lt(selected_n,${count})*gte(t,${(step / 2).toFixed(4)}+selected_n*${step.toFixed(4)})'`,
    // Renumbered, so that each frame becomes a file and none is repeated.
    'settb=1/25,setpts=N,fps=25',
  ];
}

/** JPEG is full-range BT.601. */
function thumbnailEnd({ width, height }: Size): string {
  const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(width, height));
  return `scale=${even(width * scale)}:${even(height * scale)}:in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc,format=yuvj420p`;
}

function soundArgs({ audio }: SourceVideo, rendition: PlannedRendition): string[] {
  if (!audio || rendition.audio === 'silence') return ['-map', `[silence-${rendition.file}]`, ...AAC];
  const stream = ['-map', `0:${audio.stream}`];
  if (rendition.audio === 'copy') return [...stream, '-c:a', 'copy'];
  const filters = [...downmix(audio.channels, audio.layout), 'aresample=48000:async=1:first_pts=0'];
  // AAC begins with as many samples that are none: without an edit list they take the place of the first ones.
  if (rendition.hasNoEdits) filters.push(`atrim=start_sample=${AAC_DELAY}`);
  return [...stream, '-af', filters.join(','), ...AAC];
}

/** Samples by which ffmpeg's encoder delays the sound. */
const AAC_DELAY = 1_024;
const AAC = ['-c:a', 'aac', '-b:a', String(AUDIO_RATE), '-ac', '2', '-ar', '48000'];

function silenceFilters(renditions: readonly PlannedRendition[], { seconds }: SourceVideo): string[] {
  return renditions
    .filter(({ audio }) => audio === 'silence')
    .map(({ file }) => `anullsrc=r=48000:cl=stereo,atrim=duration=${seconds.toFixed(3)}[silence-${file}]`);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
