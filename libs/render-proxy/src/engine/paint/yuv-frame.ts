import type { Size } from '@app/media';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { Layer } from '../scene/scene';
import type { FramePainter } from './frame-painter';
import { LARGEST_SIDE } from './picture-bounds';
import { PicturePlacer, type Place } from './picture-placer';
import { type Planes, PlanesMemory, planesOf } from './planes-memory';
import { rowsOf, YuvConverter } from './to-yuv';
import { YuvOverlay } from './yuv-overlay';

/** Most pixels of the stills that are kept in planes at a time: 100 MB. */
const MOST_PIXELS = 2 * LARGEST_SIDE ** 2;

interface Still {
  canvas: Canvas;
  place: Place;
}

/** A canvas of the size of the frame, with the layers on it. */
type PaintWhole = () => Canvas;

/**
 * Makes frames in planar 4:2:0. Opaque upright stills, which are most of what moves, are resampled in their own planes,
 * with the small layers above them laid over: a third of the work of painting pixels and converting them. Their planes
 * keep the colour of every pixel, so that thin coloured lines look as painted. All other frames are painted as a whole.
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
    const stills = this.stillsOf(layers, frame);
    this.keepOnly(stills.map(({ canvas }) => canvas));
    if (!this.overlay.prepare(layers.slice(stills.length), frame, rests)) {
      return this.converter.convert(rowsOf(whole().getContext('2d')), this.frame);
    }
    const [lowest] = layers;
    if (!lowest || !this.painter.hidesAllBelow(lowest, frame)) this.fill();
    for (const still of stills) this.place(still);
    this.overlay.layOver(this.frame);
  }

  /** The lowest layers, as far as they are stills that can be kept in planes. */
  private stillsOf(layers: readonly Layer[], frame: number): Still[] {
    const stills: Still[] = [];
    let pixels = 0;
    for (const layer of layers) {
      const still = this.painter.plainStill(layer, frame);
      if (!still) break;
      pixels += still.canvas.width * still.canvas.height;
      if (pixels > MOST_PIXELS) break;
      stills.push(still);
    }
    return stills;
  }

  private place({ canvas, place }: Still): void {
    if (place.opacity <= 0) return;
    const planes = this.stills.get(canvas) ?? this.convertStill(canvas);
    this.stills.set(canvas, planes);
    this.placer.place(planes, canvas, this.frame, place);
  }

  private keepOnly(canvases: readonly Canvas[]): void {
    for (const [canvas, { block }] of this.stills) {
      if (canvases.includes(canvas)) continue;
      this.memory.release(block);
      this.stills.delete(canvas);
    }
  }

  private convertStill(canvas: Canvas): Planes {
    const planes = this.memory.allocateWhole(canvas);
    this.converter.convert(rowsOf(canvas.getContext('2d'), planes.width), planes);
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
