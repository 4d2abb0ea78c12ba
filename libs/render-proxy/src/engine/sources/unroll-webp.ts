import { writeFile } from 'node:fs/promises';
import { readWebpFrame, type WebpAnimation, type WebpFrame, writeAll } from '@app/media';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { sourceRefused } from '../../render-proxy.errors';
import type { MediaFile } from '../scene/scene';
import { filmArgs, gridOf, type UnrollTools } from './unroll-animation';

/** How long browsers show a picture without a duration. */
const UNTIMED_MS = 100;

type Unrolled = Pick<MediaFile, 'path' | 'demuxer' | 'seconds' | 'moving'>;

/**
 * Turns an animated WebP into a film like that of `unrollAnimation`, or into a still when it has a single picture: the
 * canvas decodes its pictures one after the other.
 * @throws render_source_refused, unreadable_media
 */
export async function unrollWebp(
  source: string,
  animation: WebpAnimation,
  { ffmpeg, signal, maxBytes }: UnrollTools,
): Promise<Unrolled> {
  const pictures = new WebpPictures(source, animation);
  const delays = animation.frames.map(({ milliseconds }) => milliseconds || UNTIMED_MS);
  const grid = gridOf(delays, animation);
  if (!grid) {
    await pictures.show(0);
    const path = `${source}.png`;
    await writeFile(path, await pictures.canvas.encode('png'));
    return { path, demuxer: 'png_pipe', seconds: 0, moving: false };
  }
  const { width, height } = animation;
  const path = `${source}.mov`;
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height}`];
  const rate = `${grid.frames * 1_000}/${grid.milliseconds}`;
  const film = ['-pix_fmt', 'argb', ...filmArgs(path, maxBytes)];
  const run = await ffmpeg.run([...raw, '-r', rate, '-i', 'pipe:0', ...film], { signal });
  try {
    let [index, until] = [0, delays[0] ?? 0];
    for (let frame = 0; frame < grid.frames; frame += 1) {
      signal.throwIfAborted();
      const now = (frame * grid.milliseconds) / grid.frames;
      for (; now >= until && index < delays.length - 1; until += delays[index] ?? 0) index += 1;
      if (!(await writeAll(run.input, await pictures.show(index)))) break;
    }
    run.input.end();
    await run.finished;
  } finally {
    run.stop();
  }
  return { path, demuxer: 'mov', seconds: grid.milliseconds / 1_000, moving: true };
}

/** The canvas of an animation, from its first picture to its last. */
class WebpPictures {
  readonly canvas;
  private readonly context;
  private drawn = -1;
  private pixels: Uint8Array = new Uint8Array();

  constructor(
    private readonly path: string,
    private readonly animation: WebpAnimation,
  ) {
    this.canvas = createCanvas(animation.width, animation.height);
    this.context = this.canvas.getContext('2d');
  }

  /** The pixels while this picture shows; request pictures in order. */
  async show(index: number): Promise<Uint8Array> {
    if (this.drawn === index) return this.pixels;
    while (this.drawn < index) {
      const before = this.animation.frames[this.drawn];
      if (before?.clears) this.clear(before);
      this.drawn += 1;
      const frame = this.animation.frames[this.drawn];
      if (frame) await this.draw(frame);
    }
    const { width, height } = this.animation;
    this.pixels = new Uint8Array(this.context.getImageData(0, 0, width, height).data.buffer);
    return this.pixels;
  }

  private async draw(frame: WebpFrame): Promise<void> {
    const picture = await loadImage(await readWebpFrame(this.path, frame)).catch((cause: unknown) => {
      throw sourceRefused('is a damaged animated WebP.', { cause });
    });
    if (!frame.blends) this.clear(frame);
    this.context.drawImage(picture, frame.x, frame.y);
  }

  private clear({ x, y, width, height }: WebpFrame): void {
    this.context.clearRect(x, y, width, height);
  }
}
