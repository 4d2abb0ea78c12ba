import { createReadStream, createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type FfmpegRun, writeAll } from '@app/media';
import pLimit from 'p-limit';
import type { Output } from '../../edit/edit';
import {
  deliveredScale,
  gifArgs,
  joinArgs,
  rawPictureArgs,
  segmentArgs,
  segmentList,
  soundTrackArgs,
} from '../graph/encode-args';
import { rgbaToYuv } from '../paint/to-yuv';
import type { Scene, Span } from '../scene/scene';
import { composeDirectly, type DirectWindow, type FrameTools } from './direct-composition';
import { encodeSound } from './encode-sound';
import { PaintedFrames } from './painted-frames';
import { planWindows, type Window } from './plan-windows';

/** An encoded stretch of the video, a file in the work folder. */
interface Segment extends Span {
  file: string;
}

/** While one encoder starts or drains, the other keeps the processors busy; a third would only take memory. */
const PARALLEL = 2;

interface Job {
  output: Output;
  scene: Scene;
  tools: FrameTools;
  /** Receives the number of finished frames of the window. */
  onFrames: (done: number) => void;
}

/**
 * Encodes the scene as `name` in the work folder: segments and sound in parallel, then joined without encoding again.
 */
export async function encodeVideo(
  output: Output,
  scene: Scene,
  tools: FrameTools,
  name: string,
  onProgress: (done: number) => void,
): Promise<void> {
  const { ffmpeg, signal, directory } = tools;
  const isGif = output.format === 'gif';
  const sound = !isGif && scene.voices.length > 0 ? 'sound' : undefined;
  let pictures = 0;
  const onPictures = (done: number) => onProgress((pictures = done));
  // Sound that continues after the pictures are finished counts as progress as well.
  const [segments] = await Promise.all([
    encodeSegments(output, scene, tools, onPictures),
    sound && encodeSound(soundTrackArgs(output, sound), scene, tools, () => onProgress(pictures)),
  ]);
  await writeFile(join(directory, 'segments.txt'), segmentList(segments, scene));
  const file = isGif ? 'copy.mkv' : name;
  await (await ffmpeg.run(joinArgs(output, { list: 'segments.txt', sound, file }), { directory, signal })).finished;
  if (!isGif) return;
  for (const pass of gifArgs('palette.png', name, output.repeat ?? true)) {
    const run = await ffmpeg.run(pass, { directory, signal, onProgress: () => onProgress(1) });
    createReadStream(join(directory, file)).pipe(run.input);
    await run.finished;
  }
}

/**
 * Encodes every window of the scene separately, frame for frame. A cut between windows falls on or close to a cut of
 * the film.
 */
async function encodeSegments(
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
  const limit = pLimit({ concurrency: PARALLEL, rejectOnClear: true });
  const encoded = segments.map((segment, index) =>
    limit(() => {
      const onFrames = (frames: number) => {
        done[index] = frames;
        onProgress(done.reduce((sum, each) => sum + each, 0) / total);
      };
      return encodeWindow(windows[index] as Window, segment, { output, scene, tools: { ...tools, signal }, onFrames });
    }),
  );
  try {
    await Promise.all(encoded);
  } catch (error) {
    limit.clearQueue();
    failed.abort(error);
    await Promise.allSettled(encoded);
    throw error;
  }
  return segments;
}

async function encodeWindow(window: Window, segment: Segment, job: Job): Promise<void> {
  const composed = window.mode === 'direct' ? await encodeDirect(window, segment, job) : 0;
  // The source may have no picture here; the painter fills the rest of the window.
  if (composed < window.to - window.from) await encodePainted(window, segment, job);
  job.onFrames(window.to - window.from);
}

/** @returns the number of frames */
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
    const run = await tools.ffmpeg.run(args, { directory, signal, onProgress });
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
  const send = async (run: FfmpegRun) => {
    for (let frame = from; frame < to; frame++) {
      const { canvas, changed } = await painted.paint(frame);
      if (changed) rgbaToYuv(canvas.data(), yuv, width, height);
      // An encoder that ended early rejects `finished` with the reason.
      if (!(await writeAll(run.input, yuv))) return;
      onFrames(frame + 1 - from);
    }
    run.input.end();
  };
  try {
    const run = await tools.ffmpeg.run([...rawPictureArgs(output, scene), ...segmentArgs(output)], {
      directory: tools.directory,
      signal: tools.signal,
    });
    await finish(run, segment, tools, send(run));
  } finally {
    await painted.close();
  }
}

/** Waits for the feeder, ffmpeg and the file; when one fails, the others end. */
async function finish(
  run: FfmpegRun,
  { file }: Segment,
  { directory }: FrameTools,
  feeding: Promise<void>,
): Promise<void> {
  const saving = pipeline(run.output, createWriteStream(join(directory, file)));
  // The exit of ffmpeg explains more than its broken output.
  saving.catch(() => undefined);
  try {
    await Promise.all([feeding, run.finished]);
    await saving;
  } finally {
    run.stop();
    await feeding.catch(() => undefined);
  }
}
