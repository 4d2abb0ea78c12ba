import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EncoderName, type FfmpegRun, type Rect, releasePixels, writeAll } from '@app/media';
import { compileDirectGraph, type DirectGraph, type DirectPart, type Element } from '../graph/direct-graph';
import { isVideoLayer } from '../graph/video-chain';
import { evenCover, FramePainter } from '../paint/frame-painter';
import { poseAt, rectOf } from '../scene/pose';
import type { Layer, Scene } from '../scene/scene';
import { PaintedFrames, type PaintTools } from './painted-frames';
import type { DirectWindow, Window } from './plan-windows';

export interface FrameTools extends PaintTools {
  /** The job's work folder. */
  directory: string;
  /** Encoder of MP4, the same for all pieces of a video. */
  encoder: EncoderName;
}

/** The input of one ffmpeg process that makes the frames of consecutive windows. */
export interface DirectComposition {
  graph: DirectGraph;
  /** Sends the frames painted on top; resolves immediately when there are none. */
  feed(run: FfmpegRun): Promise<void>;
  close(): Promise<void>;
}

/**
 * Paints the pictures of the windows and compiles their graph.
 * @param windows consecutive; several only if nothing that moves is painted on top of them
 */
export async function composeDirectly(
  windows: readonly DirectWindow[],
  scene: Scene,
  tools: FrameTools,
  finish: readonly string[],
): Promise<DirectComposition> {
  const parts: DirectPart[] = [];
  let moving: { painted: PaintedFrames; window: Window; rect: Rect } | undefined;
  for (const window of windows) {
    const elements = await baseElements(window, scene, tools);
    const top = await topElement(window, scene, tools);
    parts.push({ elements: top ? [...elements, top.element] : elements, span: window });
    if (top?.painted) moving = { painted: top.painted, window, rect: top.element.rect };
  }
  return {
    graph: compileDirectGraph(parts, scene, finish),
    feed: async (run) => moving && feed(moving.painted, moving.window, run, moving.rect),
    close: async () => moving?.painted.close(),
  };
}

/** Each video as it is, and each run of still pictures between videos as one picture. */
async function baseElements(window: DirectWindow, scene: Scene, tools: FrameTools): Promise<Element[]> {
  const elements: Element[] = [];
  let pictures: Layer[] = [];
  const flush = async () => {
    const picture =
      pictures.length > 0
        ? await paintPicture(pictures, window, scene, tools, `base-${window.from}-${elements.length}.png`)
        : undefined;
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

async function topElement(window: DirectWindow, scene: Scene, tools: FrameTools) {
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

async function regionOf(
  layers: readonly Layer[],
  window: Window,
  scene: Scene,
  { fonts }: FrameTools,
): Promise<Rect | undefined> {
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

/** Sends the painted layers of a window to its graph, with straight (not premultiplied) alpha as ffmpeg expects it. */
async function feed(painted: PaintedFrames, window: Window, run: FfmpegRun, { width, height }: Rect): Promise<void> {
  let pixels: Uint8ClampedArray | undefined;
  for (let frame = window.from; frame < window.to; frame++) {
    const { canvas, changed } = await painted.paint(frame);
    if (changed || !pixels) {
      if (pixels) releasePixels(pixels);
      pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
    }
    if (!(await writeAll(run.input, Buffer.from(pixels.buffer)))) return;
  }
  run.input.end();
}
