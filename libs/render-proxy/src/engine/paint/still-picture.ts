import { readFile } from 'node:fs/promises';
import { mediaTooExpensive, type Rect, renderSvg, type Size, withImage } from '@app/media';
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { renderFailed, sourceRefused } from '../../render-proxy.errors';
import { svgSize } from '../scene/drawing-size';
import type { Layer, StillContent } from '../scene/scene';
import type { BoxPicture } from './drawn-picture';
import { filterCanvas, filteredInk } from './filter-picture';
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
      const vector = renderSvg(await readFile(file.path, 'utf8'), scaled(file, enlarged), file);
      const shown = { x: part.x * enlarged, y: part.y * enlarged, ...scaled(part, enlarged) };
      return await withImage(vector, scaled(file, enlarged), (image) =>
        drawPart(image, shown, wanted, layer, frameHeight * scale),
      );
    }
    const bytes = await readFile(file.path);
    return await withImage(bytes, file, (image) => drawPart(image, part, wanted, layer, frameHeight * scale));
  } catch (error) {
    throw failureOf(layer, error);
  }
}

/** Messages of Skia, and of `drawPart`, when the system has refused memory. */
const REFUSED_MEMORY = /out of memory|skia surface failed/i;

const scaled = ({ width, height }: Size, factor: number): Size => ({ width: width * factor, height: height * factor });

function failureOf({ path }: Layer, cause: unknown) {
  if (cause instanceof Error && REFUSED_MEMORY.test(cause.message)) return renderFailed(undefined, { cause });
  const fault = mediaTooExpensive.is(cause)
    ? { code: cause.code, message: cause.message }
    : { code: 'unreadable_media', message: 'is a damaged image.' };
  return sourceRefused(undefined, { cause, errors: [{ path: `${path}.asset.src`, ...fault }] });
}

/**
 * Draws the markup of an svg asset, with the filter of its layer. A blurred picture is larger than the layer's box.
 */
export async function loadMarkup(layer: Layer, markup: string, scale: number, frame: Size): Promise<BoxPicture> {
  const { size, filter } = layer;
  const blur = (filter?.blur ?? 0) * frame.height;
  const rect = filteredInk({ x: 0, y: 0, ...size }, filter && { ...filter, blur });
  const factor = scale * shrinkTo(scaled(rect, scale), mostPixels(frame));
  const canvas = createCanvas(
    Math.max(1, Math.round(rect.width * factor)),
    Math.max(1, Math.round(rect.height * factor)),
  );
  const context = canvas.getContext('2d');
  const shown = scaled(size, factor);
  const across = canvas.width / rect.width;
  const down = canvas.height / rect.height;
  try {
    const vector = renderSvg(markup, shown, svgSize(markup));
    await withImage(vector, shown, (image) =>
      context.drawImage(image, -rect.x * across, -rect.y * down, size.width * across, size.height * down),
    );
  } catch (error) {
    throw failureOf(layer, error);
  }
  if (filter) filterCanvas(context, { ...filter, blur: blur * factor });
  return { canvas, rect };
}

/** No larger than its pixels allow: drawing each frame does the enlarging. */
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

/** Two, in case a picture begins with one of them. */
const MARKS = ['#010203', '#030201'];

/**
 * Replaces the canvas with what `draw` draws. Skia draws nothing, and reports nothing, when the system refuses memory
 * for the decoded picture.
 * @returns whether anything was drawn
 */
export function isDrawn(context: SKRSContext2D, draw: () => void): boolean {
  const corner = () => context.getImageData(0, 0, 1, 1).data.join();
  return MARKS.some((mark) => {
    context.globalCompositeOperation = 'source-over';
    context.fillStyle = mark;
    context.fillRect(0, 0, 1, 1);
    const marked = corner();
    context.globalCompositeOperation = 'copy';
    draw();
    context.globalCompositeOperation = 'source-over';
    return corner() !== marked;
  });
}

function drawPart(
  image: Parameters<SKRSContext2D['drawImage']>[0],
  part: Rect,
  size: Size,
  { filter, content }: Layer,
  frameHeight: number,
): Canvas {
  const hasAlpha = content.kind === 'still' && content.file.hasAlpha;
  const canvas = createCanvas(size.width, size.height);
  const isBlurred = filter !== undefined && filter.blur > 0;
  // Drawing a picture without alpha blends nothing.
  const context = canvas.getContext('2d', { alpha: hasAlpha || isBlurred });
  context.imageSmoothingQuality = 'high';
  const draw = () => context.drawImage(image, part.x, part.y, part.width, part.height, 0, 0, size.width, size.height);
  if (!isDrawn(context, draw)) throw new Error('out of memory: a decoded picture was not drawn');
  if (filter) filterCanvas(context, { ...filter, blur: filter.blur * frameHeight });
  // The sharp picture underneath keeps the edges solid, where blurring mixes in transparency.
  if (isBlurred && !hasAlpha) {
    context.globalCompositeOperation = 'destination-over';
    draw();
    context.globalCompositeOperation = 'source-over';
  }
  return canvas;
}
