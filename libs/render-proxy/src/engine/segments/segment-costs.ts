import type { Edit, Output } from '../../edit/edit';
import { deliveredSizeOf, frameRateOf, frameSizeOf, isAudioOnly, isStill } from '../../edit/output-format';
import { isVideoLayer, type VideoLayer } from '../graph/video-chain';
import { USUAL_MEGAPIXELS } from '../process/render-allowance';
import { type DirectWindow, partsOf, type Window } from '../run/plan-windows';
import { poseAt } from '../scene/pose';
import type { Layer, Scene, Span } from '../scene/scene';

/** Processor seconds of work below which a second process is not worth its start. */
export const WORTH_SEGMENTS = 15;

// Processor seconds for a megapixel of one frame, measured on one ordinary core.
const ENCODE = { x264: 0.016, x264Fast: 0.03, vp9: 0.03, gif: 0.02 };
/** Share of the encoder's time for a frame that equals the one before it. */
const ENCODE_SAME = 0.3;
const DECODE = 0.004;
/** For a megapixel of the result of scaling a video. */
const SCALE = 0.005;
/** Laying a picture on a video. */
const COMPOSE = 0.003;
/** Conversion of a painted frame to 4:2:0, and drawing one layer on it. */
const CONVERT = 0.004;
const PAINT_LAYER = 0.003;
/** Scaling a decoded picture to the painter's colours and copying it to a canvas, in addition to decoding it. */
const PICTURE = 0.012;
/** Painting a moving layer that is sent to ffmpeg as a picture with transparency. */
const PAINT_TOP = 0.008;
/** Share of the frame that text and shapes above a video usually cover. */
const TOP_SHARE = 0.3;
/** Seconds of one frame of any size. */
const PER_FRAME = 0.0005;
/** Seconds of one encoder, however few frames it gets: its start, its memory, and loading what it is to encode. */
export const PER_ENCODER = 1.6;
/** Mixing and encoding one second of one voice. */
const PER_SECOND_OF_SOUND = 0.03;

/** Processor seconds of each frame of a part of the timeline. */
export interface PartCost extends Span {
  perFrame: number;
}

/** The costs of a window, whose parts differ when some of its frames equal each other. */
export function costsOf(window: Window, scene: Scene, output: Output): PartCost[] {
  const encoding = encodingCost(output);
  if (window.mode === 'direct') {
    const { from, to } = window;
    return [{ from, to, perFrame: PER_FRAME + encoding + directCost(window, scene) }];
  }
  return partsOf(window, scene).map(({ from, to, layers, isStill: isSame }) => ({
    from,
    to,
    perFrame: PER_FRAME + (isSame ? encoding * ENCODE_SAME : encoding + paintedCost(layers, from, scene)),
  }));
}

/** Processor seconds that each frame of a video takes for its encoder. */
function encodingCost(output: Output): number {
  return area(deliveredSizeOf(output)) * encodeCost(output);
}

function encodeCost({ format, quality }: Output): number {
  if (format === 'webm') return ENCODE.vp9;
  if (format === 'gif') return ENCODE.gif;
  return quality === 'high' || quality === 'veryhigh' ? ENCODE.x264Fast : ENCODE.x264;
}

/** One frame that ffmpeg composes by itself. */
function directCost({ from, base, top, topIsStill }: DirectWindow, scene: Scene): number {
  const composed = base.reduce((sum, layer, index) => {
    const laid = index > 0 ? shownArea(layer, from, scene) * COMPOSE : 0;
    return sum + laid + (isVideoLayer(layer) ? fittedCost(layer, from, scene) : 0);
  }, 0);
  if (top.length === 0) return composed;
  return composed + area(scene) * TOP_SHARE * (topIsStill ? COMPOSE : PAINT_TOP);
}

/** One frame that the painter paints from these layers. */
function paintedCost(layers: readonly Layer[], frame: number, scene: Scene): number {
  const all = layers.flatMap((layer) => [layer, ...layer.mattes]);
  return all.reduce(
    (sum, layer) =>
      sum +
      shownArea(layer, frame, scene) * (PAINT_LAYER + (isVideoLayer(layer) ? PICTURE : 0)) +
      (isVideoLayer(layer) ? decodeCost(layer) : 0),
    area(scene) * CONVERT,
  );
}

/** One frame of a video in the size in which it shows. */
const fittedCost = (layer: VideoLayer, frame: number, scene: Scene): number =>
  decodeCost(layer) + (isScaled(layer, frame, scene) ? shownArea(layer, frame, scene) * SCALE : 0);

const decodeCost = ({ content: { file } }: VideoLayer): number => area(file) * DECODE;

function isScaled(layer: VideoLayer, frame: number, scene: Scene): boolean {
  const { width, height } = poseAt(layer, frame, scene);
  const { part } = layer.content;
  return Math.abs(width - part.width) > 2 || Math.abs(height - part.height) > 2;
}

/** Megapixels of the frame that the layer covers. */
const shownArea = (layer: Layer, frame: number, scene: Scene): number =>
  Math.min(area(scene), area(poseAt(layer, frame, scene)));

/** Processor seconds of the sound. */
export const soundCost = (scene: Scene): number =>
  scene.voices.reduce((sum, { length }) => sum + length * PER_SECOND_OF_SOUND, 0);

/**
 * Whether an edit of this length is worth more than one process: a video with at least about 15 processor seconds of
 * work. Decided from the edit alone, before any source is known.
 */
export function isWorthSegments(edit: Edit, seconds: number): boolean {
  const { output } = edit;
  if (isStill(output) || isAudioOnly(output) || output.format === 'gif') return false;
  return roughCost(edit, seconds) >= WORTH_SEGMENTS;
}

/**
 * Whether an edit of this length takes less than a segment, and no more memory than most: one that passes the segments
 * of long renders.
 */
export function isShort(edit: Edit, seconds: number): boolean {
  const { output } = edit;
  const largest = Math.max(area(frameSizeOf(output)), area(deliveredSizeOf(output)));
  return largest <= USUAL_MEGAPIXELS && roughCost(edit, seconds) < WORTH_SEGMENTS;
}

/** Processor seconds, before any source is known. */
function roughCost({ output, timeline }: Edit, seconds: number): number {
  const shown = Math.min(seconds, output.range?.length ?? Number.POSITIVE_INFINITY);
  if (isAudioOnly(output)) return shown * timeline.tracks.length * PER_SECOND_OF_SOUND;
  const { num, den } = frameRateOf(output);
  const frames = isStill(output) ? 1 : (shown * num) / den;
  return frames * (PER_FRAME + encodingCost(output) + area(frameSizeOf(output)) * (CONVERT + PAINT_LAYER));
}

const area = ({ width, height }: { width: number; height: number }): number => (width * height) / 1e6;
