import { type FfmpegRun, type FfmpegRunner, PipeReader, releasePixels } from '@app/media';
import { type Canvas, createCanvas, ImageData, type SKRSContext2D } from '@napi-rs/canvas';
import { type VideoLayer, videoChain, videoInput } from '../graph/video-chain';
import { mostPixels, shrinkTo } from '../paint/picture-bounds';
import { largestScale } from '../scene/pose';
import type { Scene, Span } from '../scene/scene';

/** Decodes a video layer for the painter, one RGBA picture for every frame of a span. */
export class VideoDecoder {
  readonly canvas: Canvas;
  private readonly context: SKRSContext2D;
  private readonly reader: PipeReader;
  private hasPicture = false;

  private constructor(
    private readonly run: FfmpegRun,
    private readonly width: number,
    private readonly height: number,
    hasAlpha: boolean,
  ) {
    this.canvas = createCanvas(width, height);
    this.context = this.canvas.getContext('2d', { alpha: hasAlpha });
    this.reader = new PipeReader(run.output);
  }

  static async open(
    layer: VideoLayer,
    span: Span,
    scene: Scene,
    ffmpeg: FfmpegRunner,
    signal: AbortSignal,
  ): Promise<VideoDecoder> {
    const { width, height } = decodedSize(layer, scene);
    const chain = videoChain(layer, span, scene.fps, { width, height, pixels: 'rgba' }, scene.height);
    const args = [
      ...videoInput(layer, span, scene.fps),
      '-map',
      '0:v:0',
      '-vf',
      chain,
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgba',
      'pipe:1',
    ];
    return new VideoDecoder(await ffmpeg.run(args, { signal }), width, height, layer.content.hasAlpha);
  }

  /**
   * Puts the next picture on the canvas; a source that ends early keeps its last one.
   * @throws ffmpeg_failed
   */
  async advance(): Promise<void> {
    const bytes = await this.reader.read(this.width * this.height * 4);
    // A decoder that fails ends its output as well: `finished` tells the two apart.
    if (bytes?.length !== this.width * this.height * 4) return this.run.finished;
    const pixels = new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.length);
    this.context.putImageData(new ImageData(pixels, this.width, this.height), 0, 0);
    releasePixels(pixels);
    this.hasPicture = true;
  }

  picture(): Canvas | undefined {
    return this.hasPicture ? this.canvas : undefined;
  }

  close(): void {
    this.reader.close();
    this.run.stop();
  }
}

/**
 * The size in which a layer is decoded: as large as it is ever shown, but with no more pixels than the source has or
 * the frame can show.
 */
function decodedSize(layer: VideoLayer, scene: Scene): { width: number; height: number } {
  const { part } = layer.content;
  const { width, height } = layer.size;
  const carried = Math.min(largestScale(layer), Math.max(1, part.width / width));
  const scale = carried * shrinkTo({ width: width * carried, height: height * carried }, mostPixels(scene));
  const even = (pixels: number) => Math.max(2, Math.round((pixels * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}
