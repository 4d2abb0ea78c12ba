import { type Rect, releasePixels } from '@app/media';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { ColorFilter } from '../scene/filters';

/** How far a blur reaches beyond the blurred area, in multiples of its radius (sigma). */
const BLUR_REACH = 3;

/** The rectangle that a filtered drawing touches. `blur` is in the rectangle's units. */
export function filteredInk({ x, y, width, height }: Rect, filter: ColorFilter | undefined): Rect {
  const reach = (filter?.blur ?? 0) * BLUR_REACH;
  return { x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach };
}

/** Applies a filter to everything on the canvas. `blur` is in pixels of the canvas. */
export function filterCanvas(context: SKRSContext2D, filter: ColorFilter): void {
  const { canvas } = context;
  const { width, height } = canvas;
  if (filter.blur > 0) {
    const sharp = createCanvas(width, height);
    sharp.getContext('2d').drawImage(canvas, 0, 0);
    context.save();
    context.resetTransform();
    context.clearRect(0, 0, width, height);
    context.filter = `blur(${filter.blur.toFixed(2)}px)`;
    context.drawImage(sharp, 0, 0);
    context.restore();
    return;
  }
  const pixels = context.getImageData(0, 0, width, height);
  applyColorFilter(pixels.data, filter);
  context.putImageData(pixels, 0, 0);
  releasePixels(pixels.data);
}

/** The graph's affine step on YUV, applied to RGBA bytes in place. */
function applyColorFilter(rgba: Uint8ClampedArray, { contrast, lift, saturation, negative }: ColorFilter): void {
  const gain = negative ? -contrast : contrast;
  const offset = 127.5 - gain * 127.5 + lift * 255;
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [rgba[at], rgba[at + 1], rgba[at + 2]];
    const grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    const level = (value: number) => gain * (grey + saturation * (value - grey)) + offset;
    rgba[at] = level(red);
    rgba[at + 1] = level(green);
    rgba[at + 2] = level(blue);
  }
}
