import { deviceArgs, type FfmpegRun, uploadFilters, writeAll } from '@app/media';
import type { Output } from '../../edit/edit';
import { codecArgs, deliveredScale, keyFrameArgs, type PictureArgs, rawPictureArgs } from '../graph/encode-args';
import { YuvFrame } from '../paint/yuv-frame';
import type { Scene, Span } from '../scene/scene';
import { composeDirectly, type FrameTools } from './direct-composition';
import { PaintedFrames } from './painted-frames';
import { type DirectWindow, lengthOf, type Window } from './plan-windows';
import { refuseMissingFrames } from './refuse-missing-frames';

export interface PictureJob {
  output: Output;
  scene: Scene;
  tools: FrameTools;
  /** Receives the number of finished frames of the windows. */
  onFrames: (done: number) => void;
}

/** What a process that encodes pictures writes, and what it needs for that besides the pictures. */
export interface Target {
  /** Arguments of further inputs. */
  inputs: readonly string[];
  /** @param inputs the number of inputs before those of the target */
  output: (inputs: number) => readonly string[];
  /** Sends what the process needs, and saves what it writes. */
  attend: (run: FfmpegRun) => { fed?: Promise<void>; saved?: Promise<void> };
}

const isDirect = (window: Window): window is DirectWindow => window.mode === 'direct';

/**
 * Encodes the pictures of one group of windows in one process.
 * @returns false when a source has no picture in one of several windows: encoded separately, the painter fills that one
 * @throws render_failed when the encoder does not deliver all painted frames
 */
export async function encodeTogether(windows: readonly Window[], target: Target, job: PictureJob): Promise<boolean> {
  const planned = lengthOf(windows);
  if (windows.every(isDirect) && (await encodeDirect(windows, target, job)) === planned) return true;
  const [window, ...others] = windows;
  if (!window || others.length > 0) return false;
  refuseMissingFrames(await encodePainted(window, target, job), planned);
  return true;
}

/**
 * Encodes pictures that ffmpeg composes by itself.
 * @param windows consecutive
 * @returns the number of frames
 */
async function encodeDirect(windows: readonly DirectWindow[], target: Target, job: PictureJob): Promise<number> {
  const { output, scene, tools } = job;
  const composition = await composeDirectly(windows, scene, tools, deliveredScale(output, scene));
  const { inputs, count, filters } = composition.graph;
  const upload = uploadFilters(tools.encoder).join(',');
  const cuts = windows.slice(1).map(({ from }) => from - (windows[0]?.from ?? 0));
  const pictures = {
    inputs: [...deviceArgs(tools.encoder), ...inputs],
    count,
    filters: [
      '-filter_complex',
      upload ? `${filters};\n[out]${upload}[uploaded]` : filters,
      '-map',
      upload ? '[uploaded]' : '[out]',
      ...keyFrameArgs(cuts, scene),
    ],
  };
  try {
    return await encode(pictures, target, job, (run) => composition.feed(run));
  } finally {
    await composition.close();
  }
}

/**
 * Encodes pictures from the painter.
 * @returns the number of frames
 */
async function encodePainted({ from, to }: Span, target: Target, job: PictureJob): Promise<number> {
  const { output, scene, tools } = job;
  const { width, height, background } = scene;
  const layers = scene.layers.filter((layer) => layer.from < to && layer.to > from);
  const painted = new PaintedFrames(
    { scene, layers, span: { from, to }, region: { x: 0, y: 0, width, height }, background },
    tools,
  );
  const picture = new YuvFrame(painted.painter, scene, background);
  const feed = async (run: FfmpegRun) => {
    for (let frame = from; frame < to; frame++) {
      const { layers, changed } = await painted.advanceTo(frame);
      if (changed)
        picture.make(
          layers,
          frame,
          (layer) => painted.rests(layer),
          () => painted.draw(layers),
        );
      // An encoder that ended early rejects `finished` with the reason.
      if (!(await writeAll(run.input, picture.yuv))) return;
      job.onFrames(frame + 1 - from);
    }
    run.input.end();
  };
  try {
    // What the encoder has finished is far behind what has been painted.
    const quiet = { ...job, onFrames: () => undefined };
    return await encode(rawPictureArgs(output, scene, tools.encoder), target, quiet, feed);
  } finally {
    await painted.close();
  }
}

/**
 * Waits for the feeders, ffmpeg and the file; when one fails, the others end.
 * @returns the number of frames
 */
async function encode(
  { inputs, count, filters }: PictureArgs,
  target: Target,
  { output, tools, onFrames }: PictureJob,
  feed: (run: FfmpegRun) => Promise<void>,
): Promise<number> {
  const { directory, signal, encoder, ffmpeg } = tools;
  const written = target.output(count);
  const args = [...inputs, ...target.inputs, ...filters, ...codecArgs(output, encoder), ...written];
  let frames = 0;
  const onProgress = (_: number, done: number) => onFrames((frames = done));
  const run = await ffmpeg.run(args, { directory, signal, onProgress, secondInput: target.inputs.length > 0 });
  const { fed, saved } = target.attend(run);
  const feeding = [feed(run), ...(fed ? [fed] : [])];
  // The exit of ffmpeg explains more than its broken output.
  saved?.catch(() => undefined);
  try {
    await Promise.all([...feeding, run.finished]);
    await saved;
  } finally {
    run.stop();
    await Promise.allSettled(feeding);
  }
  return frames;
}
