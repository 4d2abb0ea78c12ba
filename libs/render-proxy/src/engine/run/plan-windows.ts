import { coversFrame } from '../graph/direct-graph';
import { isVideoLayer } from '../graph/video-chain';
import { drawingBoundaries, isStillDrawing } from '../paint/drawn-picture';
import { mostPixels } from '../paint/picture-bounds';
import { frameAt } from '../scene/frame-grid';
import { isUpright, motionBoundaries, poseAt, rectOf, standsStill } from '../scene/pose';
import type { Layer, Scene, Span } from '../scene/scene';

/** A stretch of the timeline and its composer. */
export type Window = Span &
  (
    | { mode: 'painted' }
    /** ffmpeg composes `base` (resting videos and still pictures, bottom to top); the painter adds `top`. */
    | { mode: 'direct'; base: Layer[]; top: Layer[]; topIsStill: boolean }
  );

export type DirectWindow = Window & { mode: 'direct' };

/** A part of a painted window. */
export interface WindowPart extends Span {
  /** Those that show in it. */
  layers: Layer[];
  /** Each of its frames equals the one before it. */
  isStill: boolean;
}

/** Seconds: a shorter stretch does not justify a new process, which has to seek in the source. */
const SHORTEST_PIECE = 2.5;
const SHORTEST_DIRECT = 0.5;
/** Of a group; in seconds, windows, files that ffmpeg opens, and pixels of a frame of all its videos together. */
const LONGEST_GROUP = 20;
const MOST_WINDOWS = 4;
const MOST_INPUTS = 8;
const MOST_DECODED = 2 * 1_920 * 1_080;

/**
 * Cuts the delivered range into windows. Every frame is in exactly one; the cuts never affect what a frame shows.
 */
export function planWindows(scene: Scene): Window[] {
  const spans = cut(scene.range, baseBoundaries(scene));
  const windows = spans.flatMap((span) => planSpan(span, scene));
  const shortest = frameAt(SHORTEST_DIRECT, scene.fps);
  const patient = windows.map((window, index): Window => {
    const beside = windows[index - 1]?.mode === 'painted' || windows[index + 1]?.mode === 'painted';
    return beside && window.to - window.from < shortest
      ? { mode: 'painted', from: window.from, to: window.to }
      : window;
  });
  return patient.reduce<Window[]>((joined, window) => {
    const last = joined.at(-1);
    if (last?.mode !== 'painted' || window.mode !== 'painted') return [...joined, window];
    return [...joined.slice(0, -1), { mode: 'painted', from: last.from, to: window.to }];
  }, []);
}

/**
 * Joins consecutive windows that one ffmpeg process can compose in turn, because to start one takes as long as a second
 * of small video. They are few, short and small, because it opens all their files, and their decoders keep their memory.
 */
export function groupWindows(windows: readonly Window[], scene: Scene): Window[][] {
  const longest = frameAt(LONGEST_GROUP, scene.fps);
  return windows.reduce<Window[][]>((groups, window) => {
    const group = groups.at(-1) ?? [];
    const joined = [...group, window];
    const isSmall =
      joined.length <= MOST_WINDOWS && inputsOf(joined) <= MOST_INPUTS && decodedOf(joined) <= MOST_DECODED;
    if (group.length === 0 || !isSmall || lengthOf(joined) > longest || !joined.every(isSelfMade))
      return [...groups, [window]];
    return [...groups.slice(0, -1), joined];
  }, []);
}

/** Whether ffmpeg needs no frames from the painter. */
const isSelfMade = (window: Window): boolean =>
  window.mode === 'direct' && (window.topIsStill || window.top.length === 0);

const inputsOf = (windows: readonly Window[]): number =>
  windows.reduce((sum, window) => sum + (window.mode === 'direct' ? window.base.length + 1 : 0), 0);

const decodedOf = (windows: readonly Window[]): number =>
  windows
    .flatMap((window) => (window.mode === 'direct' ? window.base.filter(isVideoLayer) : []))
    .reduce((sum, { content: { file } }) => sum + file.width * file.height, 0);

/** Frames. */
export const lengthOf = (windows: readonly Span[]): number => windows.reduce((sum, { from, to }) => sum + to - from, 0);

/** The parts of a painted window, between the moments at which its layers appear, vanish, start or stop moving. */
export function partsOf(window: Span, scene: Scene): WindowPart[] {
  const present = scene.layers.filter(({ from, to }) => from < window.to && to > window.from);
  const boundaries = present.flatMap((layer) => boundariesOf(layer, scene));
  return cut(window, boundaries).map((part) => {
    const layers = present.filter(({ from, to }) => from < part.to && to > part.from);
    return { ...part, layers, isStill: layers.every((layer) => isStill(layer, part, scene)) };
  });
}

function cut({ from, to }: Span, boundaries: readonly number[]): Span[] {
  const inside = [...new Set(boundaries.filter((frame) => frame > from && frame < to))].sort((a, b) => a - b);
  const edges = [from, ...inside, to];
  return edges.slice(1).map((end, index) => ({ from: edges[index] ?? from, to: end }));
}

/** The frames at which videos, or layers below a video, appear, vanish, start or stop moving. */
function baseBoundaries(scene: Scene): number[] {
  const highest = scene.layers.findLastIndex(isVideoLayer);
  return scene.layers.flatMap((layer, index) => (index <= highest ? boundariesOf(layer, scene) : []));
}

/** By layer, which belongs to one scene: captions have a boundary for each word, and every window needs them. */
const found = new WeakMap<Layer, readonly number[]>();

function boundariesOf(layer: Layer, scene: Scene): readonly number[] {
  const known = found.get(layer) ?? findBoundaries(layer, scene);
  found.set(layer, known);
  return known;
}

function findBoundaries(layer: Layer, scene: Scene): number[] {
  const mattes = layer.mattes.flatMap(({ from, to }) => [from, to]);
  const inside = layer.content.kind === 'drawn' ? drawingBoundaries(layer.content.drawing, layer.seconds) : [];
  const drawn = inside.map((time) => layer.from + Math.ceil((time * scene.fps.num) / scene.fps.den - 1e-6));
  return [layer.from, layer.to, ...motionBoundaries(layer, scene), ...mattes, ...drawn].map((frame) =>
    Math.min(layer.to, Math.max(layer.from, frame)),
  );
}

function planSpan(span: Span, scene: Scene): Window[] {
  const present = scene.layers.filter(({ from, to }) => from < span.to && to > span.from);
  const highest = present.findLastIndex(isVideoLayer);
  const base = visible(present.slice(0, highest + 1), span, scene);
  const top = present.slice(highest + 1);
  if (highest < 0 || !base.every((layer) => isPlain(layer, span, scene))) return [{ mode: 'painted', ...span }];
  const cuts = cut(
    span,
    top.flatMap((layer) => boundariesOf(layer, scene)),
  );
  return joinShort(cuts, frameAt(SHORTEST_PIECE, scene.fps)).map((piece) => {
    const above = top.filter(({ from, to }) => from < piece.to && to > piece.from);
    const topIsStill = above.every(
      (layer) => layer.from <= piece.from && layer.to >= piece.to && isStill(layer, piece, scene),
    );
    return { mode: 'direct', ...piece, base, top: above, topIsStill };
  });
}

function joinShort(spans: readonly Span[], shortest: number): Span[] {
  return spans.reduce<Span[]>((joined, span) => {
    const last = joined.at(-1);
    if (!last || (span.to - span.from >= shortest && last.to - last.from >= shortest)) return [...joined, span];
    return [...joined.slice(0, -1), { from: last.from, to: span.to }];
  }, []);
}

/** The layers not hidden below a picture that fills the frame. */
function visible(layers: readonly Layer[], span: Span, scene: Scene): Layer[] {
  const cover = layers.findLastIndex(
    (layer) =>
      isPlain(layer, span, scene) && isOpaque(layer) && coversFrame(rectOf(poseAt(layer, span.from, scene)), scene),
  );
  return layers.slice(Math.max(0, cover));
}

const isOpaque = (layer: Layer) => isVideoLayer(layer) && !layer.content.hasAlpha;

/**
 * Whether ffmpeg can show the layer by itself in this span: a resting, upright, opaque video, or a still picture. It
 * scales a video to its whole size, whatever the frame shows of it.
 */
function isPlain(layer: Layer, span: Span, scene: Scene): boolean {
  if (!isVideoLayer(layer)) return layer.from <= span.from && layer.to >= span.to && isStill(layer, span, scene);
  const pose = poseAt(layer, span.from, scene);
  const isSmall = pose.width * pose.height <= mostPixels(scene);
  return isSmall && standsStill(layer, span, scene) && isUpright(pose) && pose.opacity === 1 && !masked(layer, span);
}

function isStill(layer: Layer, span: Span, scene: Scene): boolean {
  if (layer.content.kind === 'video' || !standsStill(layer, span, scene) || masked(layer, span)) return false;
  if (layer.content.kind === 'still') return true;
  const seconds = (frame: number) => ((frame - layer.from) * scene.fps.den) / scene.fps.num;
  return isStillDrawing(layer.content.drawing, seconds(span.from), seconds(span.to - 1), layer.seconds);
}

const masked = ({ mattes }: Layer, span: Span) => mattes.some(({ from, to }) => from < span.to && to > span.from);
