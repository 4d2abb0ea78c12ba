import type { Edit, Output } from '../../edit/edit';
import { deliveredSizeOf, frameRateOf, frameSizeOf, isAudioOnly, isStill } from '../../edit/output-format';
import { isVideoLayer } from '../graph/video-chain';
import { USUAL_MEGAPIXELS } from '../process/render-allowance';
import type { Window } from '../run/plan-windows';
import type { Layer, Scene } from '../scene/scene';

/** Processor seconds of work below which a second process is not worth its start. */
export const WORTH_SEGMENTS = 15;

// Processor seconds for a megapixel of one frame, measured on one ordinary core.
const ENCODE = { x264: 0.02, x264Fast: 0.045, vp9: 0.04, gif: 0.02 };
const DECODE = 0.008;
const COMPOSE = 0.003;
/** Conversion of a painted frame to 4:2:0, and drawing one layer on it. */
const CONVERT = 0.004;
const PAINT_LAYER = 0.004;
/** Copying a decoded picture to a canvas, in addition to decoding it. */
const PICTURE = 0.004;
/** Seconds of one frame of any size. */
const PER_FRAME = 0.0005;
/** Mixing and encoding one second of one voice. */
const PER_SECOND_OF_SOUND = 0.03;

/** Processor seconds that each frame of a video takes for its encoder. */
export function encodingCost(output: Output): number {
  const { width, height } = deliveredSizeOf(output);
  return PER_FRAME + ((width * height) / 1e6) * encodeCost(output);
}

function encodeCost({ format, quality }: Output): number {
  if (format === 'webm') return ENCODE.vp9;
  if (format === 'gif') return ENCODE.gif;
  return quality === 'high' || quality === 'veryhigh' ? ENCODE.x264Fast : ENCODE.x264;
}

/** Processor seconds of one frame of the window besides its layers and its encoder. */
export const windowCost = ({ mode }: Pick<Window, 'mode'>, scene: Scene): number =>
  mode === 'painted' ? area(scene) * CONVERT : 0;

/** Processor seconds of one layer for each frame of the window in which it shows. */
export function layerCost(layer: Layer, { mode }: Pick<Window, 'mode'>, scene: Scene): number {
  const decoding = isVideoLayer(layer) ? area(layer.content.file) * DECODE : 0;
  const masks = layer.mattes.reduce((sum, matte) => sum + layerCost(matte, { mode: 'painted' }, scene), 0);
  if (mode === 'direct' && isVideoLayer(layer)) return decoding + area(scene) * COMPOSE;
  return decoding + area(scene) * (PAINT_LAYER + (isVideoLayer(layer) ? PICTURE : 0)) + masks;
}

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
  return roughCost(edit, seconds) < WORTH_SEGMENTS && area(frameSizeOf(edit.output)) <= USUAL_MEGAPIXELS;
}

/** Processor seconds, before any source is known. */
function roughCost({ output, timeline }: Edit, seconds: number): number {
  const shown = Math.min(seconds, output.range?.length ?? Number.POSITIVE_INFINITY);
  if (isAudioOnly(output)) return shown * timeline.tracks.length * PER_SECOND_OF_SOUND;
  const { num, den } = frameRateOf(output);
  const frames = isStill(output) ? 1 : (shown * num) / den;
  return frames * (encodingCost(output) + area(frameSizeOf(output)) * (CONVERT + PAINT_LAYER));
}

const area = ({ width, height }: { width: number; height: number }): number => (width * height) / 1e6;
