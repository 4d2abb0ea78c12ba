import type { Rect, Size } from '@app/media';
import { poseAt, standsStill } from '../scene/pose';
import type { Layer, Scene } from '../scene/scene';

/** Skia paints on the processor: larger pictures cost memory without being visible. */
export const LARGEST_SIDE = 4096;
/**
 * Maximum size of a picture as a multiple of the frame's pixels: leaves room for enlarging and for movement through the
 * frame.
 */
const FACTOR = 4;
const LEAST_PIXELS = 8e6;

/** Maximum pixels of one picture for this frame. */
export const mostPixels = ({ width, height }: Size): number => Math.max(LEAST_PIXELS, FACTOR * width * height);

/** The factor, at most 1, by which a picture of this size is painted smaller, so that it stays within its pixels. */
export const shrinkTo = ({ width, height }: Size, pixels: number, side = LARGEST_SIDE): number =>
  Math.min(1, side / width, side / height, Math.sqrt(pixels / (width * height)));

/** The part of a layer's box that the frame shows at any moment; undefined when it never shows any. */
export function visiblePart(layer: Layer, scene: Scene): Rect | undefined {
  const moves = !standsStill(layer, layer, scene);
  let shown: Rect | undefined;
  for (let frame = layer.from; frame < (moves ? layer.to : layer.from + 1); frame++) {
    const part = visibleAt(layer, frame, scene);
    if (part) shown = shown ? around(shown, part) : part;
  }
  return shown;
}

/** The frame seen from the layer's box: the corners through the inverse of the pose. */
function visibleAt(layer: Layer, frame: number, scene: Scene): Rect | undefined {
  const pose = poseAt(layer, frame, scene);
  const { size, placement } = layer;
  const scale = { x: pose.width / size.width, y: pose.height / size.height };
  const shear = 1 - pose.skewX * pose.skewY;
  if (pose.opacity <= 0 || scale.x === 0 || scale.y === 0 || shear === 0) return undefined;
  const angle = (pose.rotate * Math.PI) / 180;
  const mirror = { x: placement.flipX ? -1 : 1, y: placement.flipY ? -1 : 1 };
  const corners = [0, scene.width].flatMap((cornerX) =>
    [0, scene.height].map((cornerY) => {
      const [dx, dy] = [cornerX - pose.x, cornerY - pose.y];
      const turned = { x: dx * Math.cos(angle) + dy * Math.sin(angle), y: dy * Math.cos(angle) - dx * Math.sin(angle) };
      const straight = {
        x: (turned.x - pose.skewX * turned.y) / shear,
        y: (turned.y - pose.skewY * turned.x) / shear,
      };
      return {
        x: (straight.x * mirror.x) / scale.x + size.width / 2,
        y: (straight.y * mirror.y) / scale.y + size.height / 2,
      };
    }),
  );
  return cover(corners);
}

function cover(points: readonly { x: number; y: number }[]): Rect {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

const around = (a: Rect, b: Rect): Rect =>
  cover(
    [a, b].flatMap(({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
  );

/**
 * The intersection of two rectangles, with a margin around the second for the smoothing of edges; undefined when it is
 * empty.
 */
export function overlap(a: Rect, b: Rect, margin: number): Rect | undefined {
  const x = Math.max(a.x, b.x - margin);
  const y = Math.max(a.y, b.y - margin);
  const width = Math.min(a.x + a.width, b.x + b.width + margin) - x;
  const height = Math.min(a.y + a.height, b.y + b.height + margin) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}
