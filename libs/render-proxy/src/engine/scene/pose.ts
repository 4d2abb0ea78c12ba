import type { Rect, Size } from '@app/media';
import { effectAt, largestEffectScale } from './effects';
import { frameAt } from './frame-grid';
import { isConstant, largestOf, valueAt } from './keyframes';
import { anchor } from './layout';
import type { Layer, Placement, Scene, Span } from './scene';
import { combine, deviationAt, transitionSeconds, type Wipe } from './transitions';

/** Position and appearance of a layer in one frame. */
export interface Pose {
  /** Centre in pixels. */
  x: number;
  y: number;
  /** Size in pixels. */
  width: number;
  height: number;
  /** Degrees clockwise. */
  rotate: number;
  skewX: number;
  skewY: number;
  opacity: number;
  wipe: Wipe | undefined;
}

type Frame = Pick<Scene, 'width' | 'height' | 'fps'>;

/** Evaluates everything that moves a layer at one frame of the timeline. */
export function poseAt(layer: Layer, frame: number, scene: Frame): Pose {
  const { placement, seconds } = layer;
  const time = secondsOf(frame - layer.from, scene);
  const moved = combine(
    deviationAt(placement.transition, time, seconds),
    effectAt(placement.effect, progressOf(layer, frame, scene)),
  );
  const resting = valueAt(placement.scale, time);
  const base: Size = { width: layer.size.width * resting, height: layer.size.height * resting };
  const outer = layer.box ?? layer.size;
  const at = anchor(placement.position, { width: outer.width * resting, height: outer.height * resting }, scene);
  const pose: Pose = {
    x: at.x + (valueAt(placement.offsetX, time) + moved.dx) * scene.width,
    y: at.y + (moved.dy - valueAt(placement.offsetY, time)) * scene.height,
    width: base.width * moved.scale,
    height: base.height * moved.scale,
    rotate: valueAt(placement.rotate, time) + moved.rotate,
    skewX: valueAt(placement.skewX, time),
    skewY: valueAt(placement.skewY, time),
    opacity: Math.min(1, Math.max(0, valueAt(placement.opacity, time) * moved.opacity)),
    wipe: moved.wipe,
  };
  const placed = layer.shift ? shifted(pose, layer.shift, resting * moved.scale, placement) : pose;
  return moved.dx === 0 && moved.dy === 0 && moved.scale === 1 && isUnmoved(layer) ? snapToGrid(placed, layer) : placed;
}

/**
 * Moves a part of a picture to its position within the whole, which is scaled, mirrored, skewed and turned about its
 * own centre.
 */
function shifted(pose: Pose, { x, y }: { x: number; y: number }, scale: number, { flipX, flipY }: Placement): Pose {
  const [across, down] = [(flipX ? -x : x) * scale, (flipY ? -y : y) * scale];
  const [skewedX, skewedY] = [across + pose.skewX * down, down + pose.skewY * across];
  const angle = (pose.rotate * Math.PI) / 180;
  return {
    ...pose,
    x: pose.x + skewedX * Math.cos(angle) - skewedY * Math.sin(angle),
    y: pose.y + skewedX * Math.sin(angle) + skewedY * Math.cos(angle),
  };
}

const secondsOf = (frames: number, { fps }: Frame) => (frames * fps.den) / fps.num;

/** 0 on the first frame of the clip, 1 on its last. */
function progressOf({ seconds, from }: Layer, frame: number, scene: Frame): number {
  const last = Math.max(1, frameAt(seconds, scene.fps) - 1);
  return Math.min(1, Math.max(0, (frame - from) / last));
}

const isUnmoved = ({ placement: { offsetX, offsetY, scale, rotate, skewX, skewY } }: Layer) =>
  [offsetX, offsetY, scale].every(({ stretches }) => stretches.length === 0) && [rotate, skewX, skewY].every(isZero);
const isZero = ({ initial, stretches }: Layer['placement']['rotate']) => initial === 0 && stretches.length === 0;

/**
 * Aligns a resting layer to whole pixels, so that letters and edges stay crisp, and a video to even ones, which both
 * back ends can reproduce exactly in 4:2:0. A still also gets a whole size, which is that of its prepared picture: the
 * frame shows its pixels as they are, and nothing of what is below at the last column and row.
 */
function snapToGrid(pose: Pose, { content }: Layer): Pose {
  if (content.kind === 'video') {
    const width = Math.max(2, even(pose.width));
    const height = Math.max(2, even(pose.height));
    const [x, y] = [even(pose.x - width / 2), even(pose.y - height / 2)];
    return { ...pose, width, height, x: x + width / 2, y: y + height / 2 };
  }
  const [x, y] = [Math.round(pose.x - pose.width / 2), Math.round(pose.y - pose.height / 2)];
  const { width, height } =
    content.kind === 'still' ? { width: Math.round(pose.width), height: Math.round(pose.height) } : pose;
  return { ...pose, width, height, x: x + width / 2, y: y + height / 2 };
}

const even = (pixels: number) => Math.round(pixels / 2) * 2;

/** Whether the layer looks the same in every frame of the span, apart from the pictures of a video. */
export function standsStill(layer: Layer, span: Span, scene: Frame): boolean {
  const { placement, seconds } = layer;
  if (placement.effect !== undefined) return false;
  const start = secondsOf(span.from - layer.from, scene);
  const end = secondsOf(span.to - 1 - layer.from, scene);
  const moving = transitionSeconds(placement.transition, seconds);
  if (start < moving.in || end > seconds - moving.out) return false;
  const { offsetX, offsetY, scale, opacity, rotate, skewX, skewY } = placement;
  return [offsetX, offsetY, scale, opacity, rotate, skewX, skewY].every((track) => isConstant(track, start, end));
}

/** The frames at which the layer starts or stops moving, where the timeline may be cut. */
export function motionBoundaries(layer: Layer, scene: Frame): number[] {
  const moving = transitionSeconds(layer.placement.transition, layer.seconds);
  const { offsetX, offsetY, scale, opacity, rotate, skewX, skewY } = layer.placement;
  const tweens = [offsetX, offsetY, scale, opacity, rotate, skewX, skewY].flatMap(({ stretches }) =>
    stretches.flatMap(({ start, end }) => [start, end]),
  );
  const times = [
    ...(moving.in > 0 ? [moving.in] : []),
    ...(moving.out > 0 ? [layer.seconds - moving.out] : []),
    ...tweens,
  ];
  const frames = times.flatMap((time) => [
    Math.ceil((time * scene.fps.num) / scene.fps.den - 1e-6),
    Math.floor((time * scene.fps.num) / scene.fps.den + 1e-6) + 1,
  ]);
  return frames.map((frame) => layer.from + frame);
}

/** The largest factor by which the layer's content is ever enlarged. */
export function largestScale({ placement }: Layer): number {
  return largestOf(placement.scale) * largestEffectScale(placement.effect);
}

/** The rectangle of a pose that is neither turned nor skewed. */
export const rectOf = ({ x, y, width, height }: Pose): Rect => ({ x: x - width / 2, y: y - height / 2, width, height });

/** Whether the pose is a plain rectangle that shows all of its content. */
export const isUpright = ({ rotate, skewX, skewY, wipe }: Pose) =>
  rotate % 360 === 0 && skewX === 0 && skewY === 0 && wipe === undefined;
