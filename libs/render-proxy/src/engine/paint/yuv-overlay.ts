import { type Rect, releasePixels, type Size } from '@app/media';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Layer } from '../scene/scene';
import { evenCover, type FramePainter } from './frame-painter';
import { type Block, type Plane, type Planes, type PlanesMemory, planesOf } from './planes-memory';
import type { RowReader, YuvConverter } from './to-yuv';

/** The largest part of a frame that is laid over it; above that, painting the whole frame costs no more. */
const LARGEST_SHARE = 0.4;
/** Its width is a multiple of this, so that rows of chroma, too, consist of whole steps of the module. */
const STEP = 16;
/** The levels of black and of grey, to which luma and colours are relative. */
const ZERO = [16, 128, 128] as const;

interface Painted {
  layers: readonly Layer[];
  rect: Rect;
  planes: Planes;
  /** The transparency of each pixel in one byte, and then that of each four pixels. */
  clear: Block;
}

/** The layers that are painted in pixels and laid over a frame in 4:2:0, in the smallest rectangle around them. */
export class YuvOverlay {
  private readonly context: SKRSContext2D = createCanvas(STEP, 2).getContext('2d');
  private painted: Painted | undefined;

  constructor(
    private readonly memory: PlanesMemory,
    private readonly converter: YuvConverter,
    private readonly painter: FramePainter,
    private readonly frame: Size,
  ) {}

  /** @returns false when they cover too much of the frame for this to be worthwhile */
  prepare(layers: readonly Layer[], frame: number, rests: (layer: Layer) => boolean): boolean {
    const rect = this.around(layers, frame);
    const { painted } = this;
    const isSame = painted?.layers.length === layers.length && layers.every((layer, i) => layer === painted.layers[i]);
    if (rect && isSame && layers.every(rests)) return true;
    if (painted) for (const block of [painted.planes.block, painted.clear]) this.memory.release(block);
    this.painted = undefined;
    if (rect && rect.width * rect.height > this.frame.width * this.frame.height * LARGEST_SHARE) return false;
    if (rect) this.painted = this.paint(layers, frame, rect);
    return true;
  }

  layOver(frame: Planes): void {
    if (!this.painted) return;
    const { rect, planes, clear } = this.painted;
    const rows = planesOf(planes);
    const clearOf = [clear.address, clear.address + rect.width * rect.height];
    for (const [index, plane] of planesOf(frame).entries()) {
      const row = rows[index] as Plane;
      const half = index === 0 ? 1 : 2;
      for (let y = 0; y < row.height; y++)
        this.memory.kernels.layOver(
          row.address + y * row.width,
          (clearOf[half - 1] ?? 0) + y * row.width,
          plane.address + (rect.y / half + y) * plane.width + rect.x / half,
          row.width / 8,
          ZERO[index] ?? 0,
        );
    }
  }

  /** Its width may reach beyond the frame, where it stays transparent. */
  private around(layers: readonly Layer[], frame: number): Rect | undefined {
    const bounds = layers.flatMap((layer) => this.painter.boundsAt(layer, frame) ?? []);
    const rect = evenCover(bounds, this.frame);
    return rect && { ...rect, width: Math.ceil(rect.width / STEP) * STEP };
  }

  private paint(layers: readonly Layer[], frame: number, rect: Rect): Painted {
    const { context } = this;
    const { width, height } = rect;
    if (context.canvas.width !== width) context.canvas.width = width;
    if (context.canvas.height !== height) context.canvas.height = height;
    context.clearRect(0, 0, width, height);
    context.save();
    context.translate(-rect.x, -rect.y);
    context.beginPath();
    context.rect(0, 0, this.frame.width, this.frame.height);
    context.clip();
    for (const layer of layers) this.painter.paint(context, layer, frame);
    context.restore();
    const pixels = context.canvas.data();
    const planes = this.memory.allocatePlanes(rect);
    const clear = this.memory.allocate(width * height * 1.25);
    fillTransparency(this.memory.bytes.subarray(clear.address), pixels, rect);
    const rows: RowReader = (from, count, target) =>
      target.set(pixels.subarray(from * width * 4, (from + count) * width * 4));
    this.converter.convert(rows, planes);
    releasePixels(pixels);
    return { layers, rect, planes, clear };
  }
}

function fillTransparency(clear: Uint8Array, rgba: Uint8Array, { width, height }: Size): void {
  for (let at = 0; at < width * height; at++) clear[at] = 255 - (rgba[at * 4 + 3] ?? 0);
  let to = width * height;
  for (let y = 0; y < height; y += 2)
    for (let at = y * width; at < (y + 1) * width; at += 2) {
      const below = at + width;
      const sum = (clear[at] ?? 0) + (clear[at + 1] ?? 0) + (clear[below] ?? 0) + (clear[below + 1] ?? 0);
      clear[to++] = (sum + 2) >> 2;
    }
}
