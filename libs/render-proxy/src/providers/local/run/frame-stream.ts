import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { poseAt, rectOf } from '../../../scene/pose';
import type { Layer, Rect, Scene } from '../../../scene/scene';
import { compileDirectGraph, type Element } from '../graph/direct-graph';
import { isVideoLayer } from '../graph/video-chain';
import type { MediaRun } from '../media-tool';
import { evenCover, FramePainter } from '../paint/frame-painter';
import { rgbaToYuv } from '../paint/to-yuv';
import { PaintedFrames, type PaintTools } from './painted-frames';
import { planWindows, type Window } from './plan-windows';
import { PipeReader } from './pipe-reader';
import { writeAll } from './write-all';

export interface FrameTools extends PaintTools {
  /** The job's work folder. */
  directory: string;
}

/** Frames of one window, started early and read later. */
interface OpenWindow {
  frames(): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Every frame of the scene's range as planar 4:2:0, exactly as many as the range has. A buffer is valid until the next one is asked
 * for. Each window starts while the one before it is still being read.
 */
export async function* frameStream(scene: Scene, tools: FrameTools): AsyncGenerator<Uint8Array> {
  const windows = planWindows(scene);
  let current = windows[0] && (await openWindow(windows[0], scene, tools));
  for (let index = 0; current; index++) {
    const following = windows[index + 1];
    const next = following && openWindow(following, scene, tools);
    next?.catch(() => undefined);
    try {
      yield* current.frames();
    } catch (error) {
      await next?.then((window) => window.close()).catch(() => undefined);
      throw error;
    } finally {
      await current.close();
    }
    current = await next;
  }
}

function openWindow(window: Window, scene: Scene, tools: FrameTools): Promise<OpenWindow> {
  return window.mode === 'painted' ? Promise.resolve(openPainted(window, scene, tools)) : openDirect(window, scene, tools);
}

function openPainted(window: Window, scene: Scene, tools: FrameTools): OpenWindow {
  const { width, height, background } = scene;
  const layers = scene.layers.filter(({ from, to }) => from < window.to && to > window.from);
  const painted = new PaintedFrames({ scene, layers, span: window, region: { x: 0, y: 0, width, height }, background }, tools);
  const yuv = new Uint8Array((width * height * 3) / 2);
  return {
    close: () => painted.close(),
    async *frames() {
      for (let frame = window.from; frame < window.to; frame++) {
        const { canvas, changed } = await painted.paint(frame);
        if (changed) rgbaToYuv(canvas.data(), yuv, width, height);
        yield yuv;
      }
    },
  };
}

async function openDirect(window: Window & { mode: 'direct' }, scene: Scene, tools: FrameTools): Promise<OpenWindow> {
  const elements = await baseElements(window, scene, tools);
  const top = await topElement(window, scene, tools);
  const graph = compileDirectGraph(top ? [...elements, top.element] : elements, window, scene);
  const frames = window.to - window.from;
  const output = ['-map', '[out]', '-frames:v', String(frames), '-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'];
  const run = await tools.tool.run([...graph.inputs, '-filter_complex', graph.filters, ...output], { directory: tools.directory, signal: tools.signal });
  const reader = new PipeReader(run.output);
  const feeding = top?.painted && feed(top.painted, window, run, top.element.rect);
  feeding?.catch(() => run.stop());
  return {
    async close() {
      reader.close();
      run.stop();
      await top?.painted?.close();
    },
    async *frames() {
      const bytes = (scene.width * scene.height * 3) / 2;
      let last: Buffer | undefined;
      for (let index = 0; index < frames; index++) {
        const frame = await reader.read(bytes);
        if (frame?.length === bytes) last = frame;
        else await Promise.all([run.finished, feeding]);
        yield last ?? blankFrame(scene);
      }
    },
  };
}

/** Videos as they are, and every row of still pictures between them as one picture. */
async function baseElements(window: Window & { mode: 'direct' }, scene: Scene, tools: FrameTools): Promise<Element[]> {
  const elements: Element[] = [];
  let pictures: Layer[] = [];
  const flush = async () => {
    const picture = pictures.length > 0 ? await paintPicture(pictures, window, scene, tools, `base-${window.from}-${elements.length}.png`) : undefined;
    if (picture) elements.push(picture);
    pictures = [];
  };
  for (const layer of window.base) {
    if (!isVideoLayer(layer)) {
      pictures.push(layer);
      continue;
    }
    await flush();
    elements.push({ kind: 'video', layer, rect: rectOf(poseAt(layer, window.from, scene)) });
  }
  await flush();
  return elements;
}

async function topElement(window: Window & { mode: 'direct' }, scene: Scene, tools: FrameTools) {
  const { top, topIsStill } = window;
  if (top.length === 0) return undefined;
  if (topIsStill) {
    const picture = await paintPicture(top, window, scene, tools, `top-${window.from}.png`);
    return picture && { element: picture };
  }
  const region = await regionOf(top, window, scene, tools);
  if (!region) return undefined;
  return {
    element: { kind: 'painted' as const, rect: region },
    painted: new PaintedFrames({ scene, layers: top, span: window, region, background: undefined }, tools),
  };
}

async function regionOf(layers: readonly Layer[], window: Window, scene: Scene, { fonts }: FrameTools): Promise<Rect | undefined> {
  const painter = new FramePainter(scene, fonts);
  const rects: Rect[] = [];
  for (const layer of layers) {
    await painter.open(layer);
    rects.push(...[painter.reach(layer, window)].filter((rect) => rect !== undefined));
    painter.close(layer);
  }
  return evenCover(rects, scene);
}

async function paintPicture(
  layers: readonly Layer[],
  window: Window,
  scene: Scene,
  tools: FrameTools,
  name: string,
): Promise<(Element & { kind: 'picture' }) | undefined> {
  const rect = await regionOf(layers, { ...window, to: window.from + 1 }, scene, tools);
  if (!rect) return undefined;
  const painted = new PaintedFrames({ scene, layers, span: window, region: rect, background: undefined }, tools);
  const { canvas } = await painted.paint(window.from);
  const path = join(tools.directory, name);
  await writeFile(path, await canvas.encode('png'));
  await painted.close();
  return { kind: 'picture', path, rect };
}

/** Sends the painted layers of a window to its graph, straight (not premultiplied) alpha as ffmpeg expects it. */
async function feed(painted: PaintedFrames, window: Window, run: MediaRun, { width, height }: Rect): Promise<void> {
  let pixels: Buffer | undefined;
  for (let frame = window.from; frame < window.to; frame++) {
    const { canvas, changed } = await painted.paint(frame);
    if (changed || !pixels) {
      const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
      pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    }
    if (!(await writeAll(run.input, pixels))) return;
  }
  run.input.end();
}

function blankFrame({ width, height }: Scene): Uint8Array {
  const frame = new Uint8Array((width * height * 3) / 2).fill(128);
  return frame.fill(16, 0, width * height);
}
