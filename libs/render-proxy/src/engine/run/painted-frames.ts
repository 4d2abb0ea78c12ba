import type { FfmpegRunner, FontLibrary, Rect } from '@app/media';
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { isVideoLayer } from '../graph/video-chain';
import { FramePainter } from '../paint/frame-painter';
import { standsStill } from '../scene/pose';
import type { Layer, Scene, Span } from '../scene/scene';
import { VideoDecoder } from './video-decoder';

export interface PaintJob {
  scene: Scene;
  /** Bottom to top. */
  layers: readonly Layer[];
  span: Span;
  /** The part of the frame that is painted. */
  region: Rect;
  /** Solid colour below everything, or undefined for a transparent picture. */
  background: string | undefined;
}

export interface PaintTools {
  fonts: FontLibrary;
  ffmpeg: FfmpegRunner;
  signal: AbortSignal;
}

/**
 * Seconds before its first frame at which a layer is opened, so that files and decoders are ready, while no more than
 * these are.
 */
const AHEAD_SECONDS = 0.5;
const MOST_AHEAD = 16;

/** Paints frame after frame. Layers, their files and decoders are open only while they show. */
export class PaintedFrames {
  readonly painter: FramePainter;
  private readonly decoders = new Map<Layer, Promise<VideoDecoder>>();
  private readonly ready = new Map<Layer, VideoDecoder>();
  private readonly opened = new Set<Layer>();
  private made: SKRSContext2D | undefined;
  /** What each layer shows in the present frame, and in the one before. */
  private shown: ReadonlyMap<Layer, unknown> | undefined;
  private before: ReadonlyMap<Layer, unknown> | undefined;
  private frame = 0;

  constructor(
    private readonly job: PaintJob,
    private readonly tools: PaintTools,
  ) {
    this.painter = new FramePainter(job.scene, tools.fonts, (layer) => this.ready.get(layer)?.picture());
  }

  /**
   * Paints one frame; request frames in order.
   * @returns the canvas, and whether it differs from the previous frame
   */
  async paint(frame: number) {
    const { layers, changed } = await this.advanceTo(frame);
    if (changed) this.draw(layers);
    return { canvas: this.context.canvas, changed };
  }

  /**
   * Prepares one frame; request frames in order.
   * @returns the layers that show in it, bottom to top, and whether it differs from the previous frame
   */
  async advanceTo(frame: number): Promise<{ layers: readonly Layer[]; changed: boolean }> {
    this.tools.signal.throwIfAborted();
    await this.openAndClose(frame);
    const active = this.job.layers.filter(({ from, to }) => frame >= from && frame < to);
    for (const layer of active) for (const part of [layer, ...layer.mattes]) await this.advance(part, frame);
    this.frame = frame;
    this.before = this.shown;
    this.shown = new Map(active.map((layer) => [layer, this.painter.pictureOf(layer, frame)]));
    const changed = this.before?.size !== active.length || !active.every((layer) => this.rests(layer));
    const cover = active.findLastIndex((layer) => this.painter.hidesAllBelow(layer, frame));
    return { layers: active.slice(Math.max(0, cover)), changed };
  }

  /** Whether the layer looks the same in the present frame as in the one before. */
  rests(layer: Layer): boolean {
    const { frame, shown, before } = this;
    return (
      layer.content.kind !== 'video' &&
      layer.mattes.length === 0 &&
      before?.has(layer) === true &&
      before.get(layer) === shown?.get(layer) &&
      standsStill(layer, { from: frame - 1, to: frame + 1 }, this.job.scene)
    );
  }

  /** Paints these layers of the present frame. */
  draw(layers: readonly Layer[]): Canvas {
    const { region } = this.job;
    const { context, frame } = this;
    const [lowest] = layers;
    if (!lowest || !this.painter.hidesAllBelow(lowest, frame)) this.clear();
    context.save();
    context.translate(-region.x, -region.y);
    for (const layer of layers) this.painter.paint(context, layer, frame);
    context.restore();
    return context.canvas;
  }

  async close(): Promise<void> {
    for (const layer of this.opened) this.closeLayer(layer);
    for (const decoder of this.decoders.values()) await decoder.then((open) => open.close()).catch(() => undefined);
    this.decoders.clear();
  }

  /** Of the region. Made when it is first used: most frames of stills are made in planes and never painted here. */
  private get context(): SKRSContext2D {
    const { region, background } = this.job;
    // Reading the pixels of an opaque canvas is ten times faster.
    this.made ??= createCanvas(region.width, region.height).getContext('2d', { alpha: background === undefined });
    return this.made;
  }

  private clear(): void {
    const { region, background } = this.job;
    const { context } = this;
    if (background === undefined) return context.clearRect(0, 0, region.width, region.height);
    context.fillStyle = background;
    context.fillRect(0, 0, region.width, region.height);
  }

  private async openAndClose(frame: number): Promise<void> {
    const { layers, scene, span } = this.job;
    const ahead = frame === span.from ? 0 : Math.ceil((AHEAD_SECONDS * scene.fps.num) / scene.fps.den);
    for (const layer of this.opened) if (layer.to <= frame) this.closeLayer(layer);
    for (const layer of layers) {
      const reach = this.opened.size < MOST_AHEAD ? ahead : 0;
      if (this.opened.has(layer) || layer.to <= frame || layer.from >= Math.min(span.to, frame + 1 + reach)) continue;
      this.opened.add(layer);
      for (const part of [layer, ...layer.mattes]) this.openDecoder(part, layer);
      await this.painter.open(layer);
    }
  }

  /** @param shown the layer itself, or the one whose matte it is: a matte is needed no longer than its layer */
  private openDecoder(layer: Layer, shown: Layer): void {
    if (!isVideoLayer(layer)) return;
    const { scene, span } = this.job;
    const own = { from: Math.max(span.from, layer.from, shown.from), to: Math.min(span.to, layer.to, shown.to) };
    if (own.to <= own.from) return;
    const decoder = VideoDecoder.open(layer, own, scene, this.tools.ffmpeg, this.tools.signal);
    decoder.catch(() => undefined);
    this.decoders.set(layer, decoder);
  }

  private async advance(layer: Layer, frame: number): Promise<void> {
    const decoder = await this.decoders.get(layer);
    if (!decoder || frame < layer.from || frame >= layer.to) return;
    this.ready.set(layer, decoder);
    await decoder.advance();
  }

  private closeLayer(layer: Layer): void {
    this.opened.delete(layer);
    this.painter.close(layer);
    for (const part of [layer, ...layer.mattes]) {
      void this.decoders.get(part)?.then((decoder) => decoder.close());
      this.decoders.delete(part);
      this.ready.delete(part);
    }
  }
}
