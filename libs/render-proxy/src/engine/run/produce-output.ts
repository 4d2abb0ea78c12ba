import { createReadStream } from 'node:fs';
import { copyFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Size } from '@app/media';
import { writeAll } from '@app/media';
import type { Canvas } from '@napi-rs/canvas';
import { createCanvas } from '@napi-rs/canvas';
import type { Output } from '../../edit/edit';
import { deliveredSizeOf, isAudioOnly, isStill } from '../../edit/output-format';
import { renderFailed } from '../../render-proxy.errors';
import { gifArgs, joinArgs, segmentList, soundEncodeArgs, soundTrackArgs } from '../graph/encode-args';
import type { Scene } from '../scene/scene';
import type { FrameTools } from './compose-directly';
import { encodeSegments } from './encode-segments';
import { mixSound } from './mix-sound';
import { paintStill } from './paint-still';

export interface RenderedFiles extends Size {
  /** Path of the result. */
  file: string;
  poster?: string;
  thumbnail?: string;
  contentType: string;
  seconds: number;
  frames: number;
}

export const CONTENT_TYPES: Readonly<Record<Output['format'], string>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  png: 'image/png',
  bmp: 'image/bmp',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
};

/** No frame for this long means that something hangs. */
const STALL_MS = 120_000;

/** Renders the scene into the destination folder: the result, and the poster and thumbnail when asked for. */
export async function produceOutput(
  output: Output,
  scene: Scene,
  destination: string,
  tools: FrameTools,
  onProgress: (done: number) => void,
): Promise<RenderedFiles> {
  const name = `video.${output.format}`;
  const watchdog = new Watchdog(tools.signal);
  const watched = { ...tools, signal: watchdog.signal };
  const progress = (done: number) => {
    watchdog.feed();
    onProgress(done);
  };
  try {
    if (isAudioOnly(output)) await encodeSound(soundEncodeArgs(output, name), scene, watched, progress);
    else if (isStill(output))
      await saveStill(output, await paintStill(scene, scene.range.from, watched), join(tools.directory, name), watched);
    else await encodeVideo(output, scene, watched, name, progress);
    const captures = isAudioOnly(output) ? {} : await saveCaptures(output, scene, destination, watched);
    await moveFile(join(tools.directory, name), join(destination, name));
    const frames = scene.range.to - scene.range.from;
    const size = isAudioOnly(output) ? { width: 0, height: 0 } : deliveredSizeOf(output);
    const seconds = isStill(output) ? 0 : (frames * scene.fps.den) / scene.fps.num;
    return {
      file: join(destination, name),
      ...captures,
      contentType: CONTENT_TYPES[output.format],
      ...size,
      seconds,
      frames: isStill(output) ? 1 : frames,
    };
  } catch (error) {
    tools.signal.throwIfAborted();
    throw error;
  } finally {
    watchdog.stop();
  }
}

const secondsAt = (frame: number, { fps }: Scene) => (frame * fps.den) / fps.num;

async function encodeVideo(
  output: Output,
  scene: Scene,
  tools: FrameTools,
  name: string,
  onProgress: (done: number) => void,
): Promise<void> {
  const { tool, signal, directory } = tools;
  const isGif = output.format === 'gif';
  const sound = !isGif && scene.voices.length > 0 ? 'sound' : undefined;
  const [segments] = await Promise.all([
    encodeSegments(output, scene, tools, onProgress),
    sound && encodeSound(soundTrackArgs(output, sound), scene, tools, () => undefined),
  ]);
  await writeFile(join(directory, 'segments.txt'), segmentList(segments, scene));
  const file = isGif ? 'copy.mkv' : name;
  await (await tool.run(joinArgs(output, { list: 'segments.txt', sound, file }), { directory, signal })).finished;
  if (!isGif) return;
  for (const pass of gifArgs('palette.png', name, output.repeat ?? true)) {
    const run = await tool.run(pass, { directory, signal });
    createReadStream(join(directory, file)).pipe(run.input);
    await run.finished;
  }
}

async function encodeSound(
  args: readonly string[],
  scene: Scene,
  { tool, signal, directory }: FrameTools,
  onProgress: (done: number) => void,
): Promise<void> {
  const encoder = await tool.run(args, { directory, signal });
  const { from, to } = scene.range;
  const [start, end] = [secondsAt(from, scene), secondsAt(to, scene)];
  let sent = 0;
  const send = async () => {
    for await (const block of mixSound(scene.voices, start, end, tool, signal)) {
      if (!(await writeAll(encoder.input, block))) return;
      sent += block.length / 8 / 48_000;
      onProgress(Math.min(1, sent / (end - start)));
    }
    encoder.input.end();
  };
  try {
    await Promise.all([send(), encoder.finished]);
  } finally {
    encoder.stop();
  }
}

async function saveCaptures(
  output: Output,
  scene: Scene,
  destination: string,
  tools: FrameTools,
): Promise<{ poster?: string; thumbnail?: string }> {
  const capture = async (seconds: number, scale: number, name: string) => {
    const frame = Math.min(
      scene.range.to - 1,
      scene.range.from + Math.max(0, Math.round((seconds * scene.fps.num) / scene.fps.den)),
    );
    const file = join(destination, name);
    const size = deliveredSizeOf(output);
    await writeFile(
      file,
      await resized(await paintStill(scene, frame, tools), {
        width: size.width * scale,
        height: size.height * scale,
      }).encode('jpeg', 90),
    );
    return file;
  };
  const { poster, thumbnail } = output;
  return {
    ...(poster && { poster: await capture(poster.capture, 1, 'video-poster.jpg') }),
    ...(thumbnail && { thumbnail: await capture(thumbnail.capture, thumbnail.scale, 'video-thumb.jpg') }),
  };
}

const JPEG_QUALITY: Readonly<Record<NonNullable<Output['quality']>, number>> = {
  verylow: 50,
  low: 65,
  medium: 82,
  high: 92,
  veryhigh: 98,
};

async function saveStill(output: Output, canvas: Canvas, file: string, { tool, signal }: FrameTools): Promise<void> {
  const picture = resized(canvas, deliveredSizeOf(output));
  if (output.format === 'png') return writeFile(file, await picture.encode('png'));
  if (output.format === 'jpg')
    return writeFile(file, await picture.encode('jpeg', JPEG_QUALITY[output.quality ?? 'medium']));
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${picture.width}x${picture.height}`, '-i', 'pipe:0'];
  const run = await tool.run(
    [...raw, '-frames:v', '1', '-pix_fmt', 'bgr24', '-f', 'image2', '-c:v', 'bmp', '-y', file],
    { signal },
  );
  run.input.end(picture.data());
  await run.finished;
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

/** Across file systems a rename is not possible; then the content is copied. */
async function moveFile(from: string, to: string): Promise<void> {
  await rename(from, to).catch(() => copyFile(from, to));
}

/** Aborts when nobody has fed it for too long. */
class Watchdog {
  private readonly controller = new AbortController();
  readonly signal: AbortSignal;
  private readonly timer: NodeJS.Timeout;

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.controller.signal]);
    this.timer = setTimeout(
      () => this.controller.abort(renderFailed('No frame was finished for two minutes.')),
      STALL_MS,
    );
  }

  feed(): void {
    this.timer.refresh();
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
