import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Size } from '@app/media';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { Output } from '../../edit/edit';
import { deliveredSizeOf } from '../../edit/output-format';
import { frameAt } from '../scene/frame-grid';
import type { Scene } from '../scene/scene';
import { PaintedFrames, type PaintTools } from './painted-frames';

const JPEG_QUALITY: Readonly<Record<NonNullable<Output['quality']>, number>> = {
  verylow: 50,
  low: 65,
  medium: 82,
  high: 92,
  veryhigh: 98,
};

/** Saves the first frame of the range as JPEG, PNG or BMP. */
export async function saveStill(output: Output, scene: Scene, file: string, tools: PaintTools): Promise<void> {
  const picture = resized(await paintStill(scene, scene.range.from, tools), deliveredSizeOf(output));
  if (output.format === 'png') return writeFile(file, await picture.encode('png'));
  if (output.format === 'jpg')
    return writeFile(file, await picture.encode('jpeg', JPEG_QUALITY[output.quality ?? 'medium']));
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${picture.width}x${picture.height}`, '-i', 'pipe:0'];
  const bmp = ['-frames:v', '1', '-pix_fmt', 'bgr24', '-f', 'image2', '-c:v', 'bmp', '-y', file];
  const run = await tools.ffmpeg.run([...raw, ...bmp], { signal: tools.signal });
  run.input.end(picture.data());
  await run.finished;
}

/** Saves the poster and the thumbnail that the output requests. */
export async function saveCaptures(
  output: Output,
  scene: Scene,
  destination: string,
  tools: PaintTools,
): Promise<{ poster?: string; thumbnail?: string }> {
  const { width, height } = deliveredSizeOf(output);
  const capture = async (seconds: number, scale: number, name: string) => {
    const picture = resized(await paintStill(scene, captureFrame(scene, seconds), tools), {
      width: width * scale,
      height: height * scale,
    });
    const file = join(destination, name);
    await writeFile(file, await picture.encode('jpeg', 90));
    return file;
  };
  const { poster, thumbnail } = output;
  return {
    ...(poster && { poster: await capture(poster.capture, 1, 'video-poster.jpg') }),
    ...(thumbnail && { thumbnail: await capture(thumbnail.capture, thumbnail.scale, 'video-thumb.jpg') }),
  };
}

/** The frame that shows at a moment of the timeline; outside the range, its first or last one. */
export function captureFrame({ range, fps }: Scene, seconds: number): number {
  return Math.min(range.to - 1, Math.max(range.from, frameAt(seconds, fps)));
}

/** One frame of the scene in full colour. */
async function paintStill(scene: Scene, frame: number, tools: PaintTools): Promise<Canvas> {
  const span = { from: frame, to: frame + 1 };
  const region = { x: 0, y: 0, width: scene.width, height: scene.height };
  const layers = scene.layers.filter(({ from, to }) => frame >= from && frame < to);
  const painted = new PaintedFrames({ scene, layers, span, region, background: scene.background }, tools);
  try {
    return (await painted.paint(frame)).canvas;
  } finally {
    await painted.close();
  }
}

function resized(canvas: Canvas, size: Size): Canvas {
  const [width, height] = [Math.max(1, Math.round(size.width)), Math.max(1, Math.round(size.height))];
  if (canvas.width === width && canvas.height === height) return canvas;
  const smaller = createCanvas(width, height);
  const context = smaller.getContext('2d', { alpha: false });
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, 0, 0, width, height);
  return smaller;
}
