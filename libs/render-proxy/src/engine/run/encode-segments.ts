import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeAll } from '@app/media';
import type { Output } from '../../edit/edit';
import { deliveredScale, rawPictureArgs, segmentArgs } from '../graph/encode-args';
import type { MediaRun } from '../media-tool';
import { rgbaToYuv } from '../paint/to-yuv';
import type { Scene, Span } from '../scene/scene';
import { composeDirectly, type DirectWindow, type FrameTools } from './compose-directly';
import { PaintedFrames } from './painted-frames';
import { planWindows, type Window } from './plan-windows';

/** An encoded stretch of the video, a file in the work folder. */
export interface Segment extends Span {
  file: string;
}

/** Two at a time: while one starts or empties its encoder the other keeps the processors busy. More would only take memory. */
const PARALLEL = 2;

interface Job {
  output: Output;
  scene: Scene;
  tools: FrameTools;
  /** Hears how many frames of the window are done. */
  onFrames: (done: number) => void;
}

/** Encodes every window of the scene by itself, exactly as many frames as it has. Cuts of windows are cuts of the film, or nearly so. */
export async function encodeSegments(
  output: Output,
  scene: Scene,
  tools: FrameTools,
  onProgress: (done: number) => void,
): Promise<Segment[]> {
  const windows = planWindows(scene);
  const segments = windows.map(({ from, to }, index): Segment => ({ file: `segment-${index}.nut`, from, to }));
  const total = scene.range.to - scene.range.from;
  const done = windows.map(() => 0);
  const failed = new AbortController();
  const signal = AbortSignal.any([tools.signal, failed.signal]);
  let next = 0;
  const work = async () => {
    for (let index = next++; index < windows.length; index = next++) {
      const [window, segment] = [windows[index], segments[index]];
      const onFrames = (frames: number) => {
        done[index] = frames;
        onProgress(done.reduce((sum, each) => sum + each, 0) / total);
      };
      if (window && segment)
        await encodeWindow(window, segment, { output, scene, tools: { ...tools, signal }, onFrames });
    }
  };
  const workers = Array.from({ length: PARALLEL }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled(workers);
    throw error;
  }
  return segments;
}

async function encodeWindow(window: Window, segment: Segment, job: Job): Promise<void> {
  const composed = window.mode === 'direct' ? await encodeDirect(window, segment, job) : 0;
  // A source may turn out to have no picture here: the painter goes on without it.
  if (composed < window.to - window.from) await encodePainted(window, segment, job);
  job.onFrames(window.to - window.from);
}

/** @returns how many frames there are */
async function encodeDirect(
  window: DirectWindow,
  segment: Segment,
  { output, scene, tools, onFrames }: Job,
): Promise<number> {
  const composition = await composeDirectly(window, scene, tools, deliveredScale(output, scene));
  const exactly = ['-map', '[out]', '-frames:v', String(window.to - window.from)];
  const args = [
    ...composition.graph.inputs,
    '-filter_complex',
    composition.graph.filters,
    ...exactly,
    ...segmentArgs(output),
  ];
  const { directory, signal } = tools;
  let frames = 0;
  const onProgress = (_: number, count: number) => {
    frames = count;
    onFrames(count);
  };
  try {
    const run = await tools.tool.run(args, { directory, signal, onProgress });
    await finish(run, segment, tools, composition.feed(run));
  } finally {
    await composition.close();
  }
  return frames;
}

async function encodePainted(
  { from, to }: Span,
  segment: Segment,
  { output, scene, tools, onFrames }: Job,
): Promise<void> {
  const { width, height, background } = scene;
  const layers = scene.layers.filter((layer) => layer.from < to && layer.to > from);
  const painted = new PaintedFrames(
    { scene, layers, span: { from, to }, region: { x: 0, y: 0, width, height }, background },
    tools,
  );
  const yuv = new Uint8Array((width * height * 3) / 2);
  const send = async (run: MediaRun) => {
    for (let frame = from; frame < to; frame++) {
      const { canvas, changed } = await painted.paint(frame);
      if (changed) rgbaToYuv(canvas.data(), yuv, width, height);
      // An encoder that has gone away says why in `finished`.
      if (!(await writeAll(run.input, yuv))) return;
      onFrames(frame + 1 - from);
    }
    run.input.end();
  };
  try {
    const run = await tools.tool.run([...rawPictureArgs(output, scene), ...segmentArgs(output)], {
      directory: tools.directory,
      signal: tools.signal,
    });
    await finish(run, segment, tools, send(run));
  } finally {
    await painted.close();
  }
}

/** Waits for everybody who works on a segment; when one fails the others end. */
async function finish(
  run: MediaRun,
  { file }: Segment,
  { directory }: FrameTools,
  feeding: Promise<void>,
): Promise<void> {
  const saving = pipeline(run.output, createWriteStream(join(directory, file)));
  // How ffmpeg ended tells more than that its output broke off.
  saving.catch(() => undefined);
  try {
    await Promise.all([feeding, run.finished]);
    await saving;
  } finally {
    run.stop();
    await feeding.catch(() => undefined);
  }
}
