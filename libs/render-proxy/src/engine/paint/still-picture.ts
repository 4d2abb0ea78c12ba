import { readFile } from 'node:fs/promises';
import { mediaTooExpensive, type Rect, renderSvg, type Size } from '@app/media';
import { type Canvas, createCanvas, type Image, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import { sourceRefused } from '../../render-proxy.errors';
import { svgSize } from '../scene/drawing-size';
import type { ColorFilter } from '../scene/filters';
import type { Layer, StillContent } from '../scene/scene';
import { LARGEST_SIDE, mostPixels, shrinkTo } from './picture-bounds';

/**
 * Loads a still once, at the size at which it is shown, with its filter applied.
 * @param scale the largest factor by which the layer enlarges it
 */
export async function loadStill(
  layer: Layer,
  content: StillContent,
  scale: number,
  frameHeight: number,
): Promise<Canvas> {
  const { part, file } = content;
  const wanted = fitInto(
    { width: layer.size.width * scale, height: layer.size.height * scale },
    part,
    file.kind === 'svg',
  );
  try {
    if (file.kind === 'svg') {
      const enlarged =
        shrinkTo(scaled(file, wanted.width / part.width), mostPixels(wanted)) * (wanted.width / part.width);
      const vector = await loadImage(renderSvg(await readFile(file.path, 'utf8'), scaled(file, enlarged), file));
      const shown = { x: part.x * enlarged, y: part.y * enlarged, ...scaled(part, enlarged) };
      return drawPart(vector, shown, wanted, layer, frameHeight * scale);
    }
    return drawPart(await loadImage(await readFile(file.path)), part, wanted, layer, frameHeight * scale);
  } catch (error) {
    throw damaged(layer, error);
  }
}

const scaled = ({ width, height }: Size, factor: number): Size => ({ width: width * factor, height: height * factor });

function damaged({ path }: Layer, cause: unknown) {
  const fault = mediaTooExpensive.is(cause)
    ? { code: cause.code, message: cause.message }
    : { code: 'unreadable_media', message: 'is a damaged image.' };
  return sourceRefused(undefined, { cause, errors: [{ path: `${path}.asset.src`, ...fault }] });
}

/** Draws the markup of an svg asset into the box of its layer. */
export async function loadMarkup(layer: Layer, markup: string, scale: number, frame: Size): Promise<Canvas> {
  const wanted = scaled(layer.size, scale);
  const size = scaled(wanted, shrinkTo(wanted, mostPixels(frame)));
  const image = await loadVector(layer, markup, size);
  const canvas = createCanvas(Math.max(1, Math.round(size.width)), Math.max(1, Math.round(size.height)));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function loadVector(layer: Layer, markup: string, size: Size): Promise<Image> {
  try {
    return await loadImage(renderSvg(markup, size, svgSize(markup)));
  } catch (error) {
    throw damaged(layer, error);
  }
}

/** No larger than its pixels carry: enlarging is left to the drawing of each frame. */
function fitInto(wanted: Size, part: Size, isVector: boolean): Size {
  const shrink = Math.min(
    1,
    LARGEST_SIDE / wanted.width,
    LARGEST_SIDE / wanted.height,
    isVector ? 1 : Math.max(part.width / wanted.width, part.height / wanted.height, 0.5),
  );
  return {
    width: Math.max(1, Math.round(wanted.width * shrink)),
    height: Math.max(1, Math.round(wanted.height * shrink)),
  };
}

function drawPart(
  image: Parameters<SKRSContext2D['drawImage']>[0],
  part: Rect,
  size: Size,
  { filter }: Layer,
  frameHeight: number,
): Canvas {
  const canvas = createCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  const draw = () => context.drawImage(image, part.x, part.y, part.width, part.height, 0, 0, size.width, size.height);
  if (!filter) draw();
  else drawFiltered(context, draw, filter, frameHeight);
  return canvas;
}

function drawFiltered(context: SKRSContext2D, draw: () => void, filter: ColorFilter, frameHeight: number): void {
  draw();
  if (filter.blur > 0) {
    // The sharp picture below keeps the edges solid, where blurring mixes in emptiness.
    context.filter = `blur(${(filter.blur * frameHeight).toFixed(2)}px)`;
    draw();
    context.filter = 'none';
    return;
  }
  const { width, height } = context.canvas;
  const pixels = context.getImageData(0, 0, width, height);
  applyColorFilter(pixels.data, filter);
  context.putImageData(pixels, 0, 0);
}

/** The same affine step that the graph does on YUV, on RGBA bytes in place. */
export function applyColorFilter(rgba: Uint8ClampedArray, { contrast, lift, saturation, negative }: ColorFilter): void {
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
