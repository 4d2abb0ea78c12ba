import type { Size } from '@app/media';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { Layer } from '../scene/scene';
import type { FramePainter } from './frame-painter';
import { PicturePlacer } from './picture-placer';
import { type Planes, PlanesMemory, planesOf } from './planes-memory';
import { rowsOf, YuvConverter } from './to-yuv';
import { YuvOverlay } from './yuv-overlay';

/** Most stills that are kept in planes at a time. */
const MOST_STILLS = 4;

/** A canvas of the size of the frame, with the layers on it. */
type PaintWhole = () => Canvas;

/**
 * Makes frames in planar 4:2:0. Opaque upright stills, which are most of what moves, are resampled in their own planes,
 * with the small layers above them laid over: a third of the work of painting pixels and converting them. All other
 * frames are painted as a whole.
 */
export class YuvFrame {
  private readonly memory = new PlanesMemory();
  private readonly converter = new YuvConverter(this.memory);
  private readonly placer: PicturePlacer;
  private readonly overlay: YuvOverlay;
  private readonly frame: Planes;
  private readonly stills = new Map<Canvas, Planes>();
  private readonly background: readonly number[];

  constructor(
    private readonly painter: FramePainter,
    private readonly size: Size,
    background: string,
  ) {
    this.placer = new PicturePlacer(this.memory, size.width);
    this.overlay = new YuvOverlay(this.memory, this.converter, painter, size);
    this.frame = this.memory.allocatePlanes(size);
    this.background = this.colorOf(background);
  }

  /** The latest frame: width × height × 1.5 bytes, valid until the next one is made. */
  get yuv(): Uint8Array {
    const { address } = this.frame.block;
    return this.memory.bytes.subarray(address, address + (this.size.width * this.size.height * 3) / 2);
  }

  /**
   * Makes the next frame.
   * @param layers those that show, bottom to top
   * @param rests whether a layer shows what it showed in the frame before
   */
  make(layers: readonly Layer[], frame: number, rests: (layer: Layer) => boolean, whole: PaintWhole): void {
    const above = layers.findIndex((layer, index) => index >= MOST_STILLS || !this.painter.plainStill(layer, frame));
    const stills = above < 0 ? layers : layers.slice(0, above);
    this.keepOnly(stills.map((layer) => this.painter.plainStill(layer, frame)?.canvas));
    if (!this.overlay.prepare(layers.slice(stills.length), frame, rests)) {
      return this.converter.convert(rowsOf(whole().getContext('2d')), this.frame);
    }
    const [lowest] = stills;
    if (!lowest || !this.painter.hidesAllBelow(lowest, frame)) this.fill();
    for (const layer of stills) this.place(layer, frame);
    this.overlay.layOver(this.frame);
  }

  private place(layer: Layer, frame: number): void {
    const still = this.painter.plainStill(layer, frame);
    if (!still || still.place.opacity <= 0) return;
    const planes = this.stills.get(still.canvas) ?? this.convertStill(still.canvas);
    this.stills.set(still.canvas, planes);
    this.placer.place(planes, still.canvas, this.frame, still.place);
  }

  private keepOnly(canvases: readonly (Canvas | undefined)[]): void {
    for (const [canvas, { block }] of this.stills) {
      if (canvases.includes(canvas)) continue;
      this.memory.release(block);
      this.stills.delete(canvas);
    }
  }

  /** With the last column and row repeated where its size is odd. */
  private convertStill(canvas: Canvas): Planes {
    const [right, bottom] = [canvas.width % 2, canvas.height % 2];
    const size = { width: canvas.width + right, height: canvas.height + bottom };
    const planes = this.memory.allocatePlanes(size);
    let even = canvas;
    if (right + bottom > 0) {
      even = createCanvas(size.width, size.height);
      const context = even.getContext('2d', { alpha: false });
      for (const x of [right, 0]) for (const y of [bottom, 0]) context.drawImage(canvas, x, y);
    }
    this.converter.convert(rowsOf(even.getContext('2d')), planes);
    return planes;
  }

  private fill(): void {
    for (const [index, { address, width, height }] of planesOf(this.frame).entries())
      this.memory.bytes.fill(this.background[index] ?? 0, address, address + width * height);
  }

  /** Luma, U and V of a colour. */
  private colorOf(color: string): number[] {
    const canvas = createCanvas(2, 2);
    const context = canvas.getContext('2d', { alpha: false });
    context.fillStyle = color;
    context.fillRect(0, 0, 2, 2);
    const planes = this.memory.allocatePlanes({ width: 2, height: 2 });
    this.converter.convert(rowsOf(context), planes);
    const values = planesOf(planes).map(({ address }) => this.memory.bytes[address] ?? 0);
    this.memory.release(planes.block);
    return values;
  }
}
