import { inputArgs, type Rect, type Size } from '@app/media';
import type { FrameRate } from '../../edit/output-format';
import type { ColorFilter } from '../scene/filters';
import type { Layer, MediaFile, Span, VideoContent } from '../scene/scene';

/** A layer whose content is a video. */
export type VideoLayer = Layer & { content: VideoContent };

export const isVideoLayer = (layer: Layer): layer is VideoLayer => layer.content.kind === 'video';

/** Seconds that are decoded before the first wanted frame: deinterlacing needs the pictures before it. */
const PREROLL = 0.5;

/** Position of a piece of a layer in its source. */
interface Cut {
  /** Seconds at which reading starts. */
  seek: number;
  /** Seconds between the seek point and the first wanted frame. */
  lead: number;
  frames: number;
}

function cutOf(layer: VideoLayer, span: Span, fps: FrameRate): Cut {
  const { trim, speed, loops, file } = layer.content;
  const start = trim + (((span.from - layer.from) * fps.den) / fps.num) * speed;
  // Every round of a loop is the same, so those before the first wanted frame are left out.
  if (loops) return { seek: 0, lead: file.seconds > 0 ? start % file.seconds : start, frames: span.to - span.from };
  const seek = Math.max(0, start - PREROLL);
  return { seek, lead: start - seek, frames: span.to - span.from };
}

/**
 * Input arguments for the frames of `span`. Decoding begins at the key frame before it and keeps every picture, because
 * the one that shows at the first moment may have begun long before; the chain cuts to the frame.
 */
export function videoInput(layer: VideoLayer, span: Span, fps: FrameRate): string[] {
  const { content } = layer;
  const { seek } = cutOf(layer, span, fps);
  if (content.loops) return inputArgs(content.file, ['-stream_loop', '-1']);
  return inputArgs(content.file, seek > 0 ? ['-noaccurate_seek', '-ss', seek.toFixed(6)] : []);
}

export interface Target extends Size {
  /** `rgba` for the painter, `yuv` (limited BT.709 4:2:0) for the graph; `yuva` with transparency. */
  pixels: 'rgba' | 'yuv' | 'yuva';
}

/**
 * The filters that turn a source into exactly the frames of `span` at the wanted size: retimed to the frame grid, cut,
 * scaled, keyed and coloured. A source that is slightly short holds its last picture.
 */
export function videoChain(layer: VideoLayer, span: Span, fps: FrameRate, target: Target, frameHeight: number): string {
  const { content, filter } = layer;
  const chain = [
    ...(content.file.isInterlaced ? ['bwdif=mode=send_frame:deint=all'] : []),
    ...timing(layer, span, fps),
    ...(content.file.isAnamorphic ? [`scale=${content.file.width}:${content.file.height}:flags=bicubic`] : []),
    cropFilter(content.part, content.file),
    ...(isDeliveredAsIs(content, target)
      ? []
      : [
          `scale=${target.width}:${target.height}:flags=bicubic:in_color_matrix=${sourceMatrix(content.file)}${toneMapping(content.file)}${colorTarget(target, filter, content)}`,
        ]),
    'setsar=1',
    ...(content.chromaKey ? [keyFilter(content.chromaKey)] : []),
    ...(filter ? colorFilters(filter, content, frameHeight) : []),
    ...finalFormat(target, filter, content),
  ];
  return chain.filter(Boolean).join(',');
}

/** Repeats the last picture forever. */
const HOLD = 'tpad=stop_mode=clone:stop=-1';

function timing(layer: VideoLayer, span: Span, fps: FrameRate): string[] {
  const { speed } = layer.content;
  const { lead, frames } = cutOf(layer, span, fps);
  const rate = `${fps.num}/${fps.den}`;
  const shifted = lead === 0 ? 'PTS' : `(PTS-${lead.toFixed(6)}/TB)`;
  const retimed = speed === 0 || speed === 1 ? shifted : `${shifted}/${speed}`;
  return [
    ...(retimed === 'PTS' ? [] : [`setpts=${retimed}`]),
    `fps=${rate}:start_time=0`,
    ...(speed === 0 ? ['trim=end_frame=1'] : []),
    HOLD,
    `trim=end_frame=${frames}`,
  ];
}

function cropFilter({ x, y, width, height }: Rect, file: Size): string {
  const whole = Math.round(width) >= file.width && Math.round(height) >= file.height;
  return whole ? '' : `crop=${Math.round(width)}:${Math.round(height)}:${Math.round(x)}:${Math.round(y)}:exact=1`;
}

/** Untagged video has the usual colours of its size. */
const sourceMatrix = (file: MediaFile) =>
  file.coding !== 'untagged' ? 'auto' : file.height >= 720 ? 'bt709' : 'bt601';

/** Scaling a frame to its own size and colours would cost as much as decoding it. */
const isDeliveredAsIs = ({ file, part, chromaKey }: VideoContent, { width, height, pixels }: Target) =>
  pixels === 'yuv' &&
  !file.isAnamorphic &&
  file.coding === 'yuv420-bt709' &&
  !chromaKey &&
  Math.round(part.width) === width &&
  Math.round(part.height) === height;

/** Converts the wide colours of HDR to BT.709 before any other filter. A second scale follows. */
function toneMapping({ colorTable }: MediaFile): string {
  if (colorTable === undefined) return '';
  const table = `lut3d=file='${quoted(colorTable)}':interp=tetrahedral`;
  return `,format=gbrp12le,${table},setparams=color_primaries=bt709:color_trc=bt709,scale=flags=bicubic`;
}

/** A path quoted for a filter option in single quotes. */
const quoted = (path: string) => path.replaceAll('\\', '/').replaceAll(':', '\\:').replaceAll("'", "'\\\\\\''");

const yuvOut = ':out_color_matrix=bt709:out_range=tv';

function colorTarget({ pixels }: Target, filter: ColorFilter | undefined, content: VideoContent): string {
  if (content.chromaKey || (pixels === 'rgba' && !filter)) return ',format=rgba';
  const alpha = content.hasAlpha && (pixels === 'rgba' || pixels === 'yuva');
  return `${yuvOut},format=${alpha ? 'yuva420p' : 'yuv420p'}`;
}

function finalFormat({ pixels }: Target, filter: ColorFilter | undefined, content: VideoContent): string[] {
  if (pixels === 'rgba') return filter ? ['scale=in_color_matrix=bt709:in_range=tv', 'format=rgba'] : ['format=rgba'];
  const format = `format=${pixels === 'yuva' ? 'yuva420p' : 'yuv420p'}`;
  return content.chromaKey && !filter ? [`scale=${yuvOut.slice(1)}`, format] : [format];
}

/** Distances in the key are fractions of the RGB cube's diagonal (441 steps of 255). */
function keyFilter({ color, threshold, halo }: NonNullable<VideoContent['chromaKey']>): string {
  const share = (steps: number) => Math.min(1, steps / 441).toFixed(4);
  return `colorkey=0x${color.slice(1)}:${Math.max(0.01, Number(share(threshold)))}:${share(halo)}`;
}

/** The affine colour step on limited-range YUV. Earlier filters produced that form. */
function colorFilters(filter: ColorFilter, content: VideoContent, frameHeight: number): string[] {
  const pixels = content.hasAlpha ? 'yuva420p' : 'yuv420p';
  const toYuv = content.chromaKey ? [`scale=${yuvOut.slice(1)}`, `format=${pixels}`] : [];
  const gain = filter.contrast * (filter.negative ? -1 : 1);
  const luma = `clip(${gain}*(val-125.5)+${(125.5 + filter.lift * 219).toFixed(3)},16,235)`;
  const chroma = `clip(${gain * filter.saturation}*(val-128)+128,16,240)`;
  const colored = filter.contrast !== 1 || filter.lift !== 0 || filter.saturation !== 1 || filter.negative;
  return [
    ...toYuv,
    ...(colored ? [`lutyuv=y='${luma}':u='${chroma}':v='${chroma}'`] : []),
    ...(filter.blur > 0 ? [`gblur=sigma=${(filter.blur * frameHeight).toFixed(2)}`] : []),
  ];
}
