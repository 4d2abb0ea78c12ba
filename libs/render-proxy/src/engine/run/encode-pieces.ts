import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { deviceArgs, type FfmpegRun, uploadFilters, writeAll } from '@app/media';
import pLimit from 'p-limit';
import type { Output } from '../../edit/edit';
import { deliveredScale, keyFrameArgs, pieceArgs, rawPictureArgs } from '../graph/encode-args';
import { YuvFrame } from '../paint/yuv-frame';
import type { Scene, Span } from '../scene/scene';
import { composeDirectly, type FrameTools } from './direct-composition';
import { PaintedFrames } from './painted-frames';
import { type DirectWindow, groupWindows, type Window } from './plan-windows';

/** Encoded pictures of a span: a NUT file in the work folder that begins with a key frame. */
export interface EncodedPiece extends Span {
  file: string;
}

/** While one encoder starts or drains, the other keeps the processors busy; a third would only take memory. */
const PARALLEL = 2;
/** An encoder of larger pictures keeps the processors busy by itself, and takes 200 MB and more. */
const PARALLEL_PIXELS = 1_280 * 720;

interface Job {
  output: Output;
  scene: Scene;
  tools: FrameTools;
  /** Receives the number of finished frames of the windows. */
  onFrames: (done: number) => void;
}

/**
 * Encodes the windows separately, or a few short ones together, frame for frame, as files of the work folder.
 * @param onProgress receives the share of finished frames
 * @returns the pieces in the order of their frames
 */
export async function encodePieces(
  windows: readonly Window[],
  output: Output,
  scene: Scene,
  tools: FrameTools,
  onProgress: (done: number) => void,
): Promise<EncodedPiece[]> {
  const groups = groupWindows(windows, scene);
  const total = windows.reduce((sum, { from, to }) => sum + to - from, 0);
  const done = groups.map(() => 0);
  const failed = new AbortController();
  const signal = AbortSignal.any([tools.signal, failed.signal]);
  const concurrency = scene.width * scene.height > PARALLEL_PIXELS ? 1 : PARALLEL;
  const limit = pLimit({ concurrency, rejectOnClear: true });
  const encoded = groups.map((group, index) =>
    limit(() => {
      const onFrames = (frames: number) => {
        done[index] = frames;
        onProgress(done.reduce((sum, each) => sum + each, 0) / total);
      };
      return encodeGroup(group, { output, scene, tools: { ...tools, signal }, onFrames });
    }),
  );
  try {
    return (await Promise.all(encoded)).flat();
  } catch (error) {
    limit.clearQueue();
    failed.abort(error);
    await Promise.allSettled(encoded);
    throw error;
  }
}

const pieceOf = ({ from, to }: Span): EncodedPiece => ({ file: `piece-${from}.nut`, from, to });

async function encodeGroup(windows: readonly Window[], job: Job): Promise<EncodedPiece[]> {
  const direct = windows.filter((window) => window.mode === 'direct');
  const [from = 0, to = 0] = [windows[0]?.from, windows.at(-1)?.to];
  if (direct.length === windows.length) {
    const piece = pieceOf({ from, to });
    if ((await encodeDirect(direct, piece, job)) === to - from) return [piece];
  }
  // A source may have no picture in its window: the painter fills that one.
  const pieces: EncodedPiece[] = [];
  for (const window of windows) {
    const piece = pieceOf(window);
    const onFrames = (frames: number) => job.onFrames(window.from - from + frames);
    await encodeWindow(window, piece, windows.length > 1, { ...job, onFrames });
    pieces.push(piece);
  }
  return pieces;
}

/** @param mayBeDirect false if ffmpeg alone has already failed to make all its frames */
async function encodeWindow(window: Window, piece: EncodedPiece, mayBeDirect: boolean, job: Job): Promise<void> {
  const tried = mayBeDirect && window.mode === 'direct';
  const composed = tried ? await encodeDirect([window], piece, job) : 0;
  if (composed < window.to - window.from) await encodePainted(window, piece, job);
  job.onFrames(window.to - window.from);
}

/**
 * @param windows consecutive
 * @returns the number of frames
 */
async function encodeDirect(
  windows: readonly DirectWindow[],
  piece: EncodedPiece,
  { output, scene, tools, onFrames }: Job,
): Promise<number> {
  const composition = await composeDirectly(windows, scene, tools, deliveredScale(output, scene));
  const { directory, signal, encoder } = tools;
  const { inputs, filters } = composition.graph;
  const upload = uploadFilters(encoder).join(',');
  const cuts = windows.slice(1).map(({ from }) => from - piece.from);
  const args = [
    ...deviceArgs(encoder),
    ...inputs,
    '-filter_complex',
    upload ? `${filters};\n[out]${upload}[uploaded]` : filters,
    '-map',
    upload ? '[uploaded]' : '[out]',
    '-frames:v',
    String(piece.to - piece.from),
    ...keyFrameArgs(cuts, scene),
    ...pieceArgs(output, encoder),
  ];
  let frames = 0;
  const onProgress = (_: number, count: number) => {
    frames = count;
    onFrames(count);
  };
  try {
    const run = await tools.ffmpeg.run(args, { directory, signal, onProgress });
    await finish(run, piece, tools, composition.feed(run));
  } finally {
    await composition.close();
  }
  return frames;
}

async function encodePainted(
  { from, to }: Span,
  piece: EncodedPiece,
  { output, scene, tools, onFrames }: Job,
): Promise<void> {
  const { width, height, background } = scene;
  const layers = scene.layers.filter((layer) => layer.from < to && layer.to > from);
  const painted = new PaintedFrames(
    { scene, layers, span: { from, to }, region: { x: 0, y: 0, width, height }, background },
    tools,
  );
  const picture = new YuvFrame(painted.painter, scene, background);
  const send = async (run: FfmpegRun) => {
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
      onFrames(frame + 1 - from);
    }
    run.input.end();
  };
  try {
    const { directory, signal, encoder } = tools;
    const args = [...rawPictureArgs(output, scene, encoder), ...pieceArgs(output, encoder)];
    const run = await tools.ffmpeg.run(args, { directory, signal });
    await finish(run, piece, tools, send(run));
  } finally {
    await painted.close();
  }
}

/** Waits for the feeder, ffmpeg and the file; when one fails, the others end. */
async function finish(
  run: FfmpegRun,
  { file }: EncodedPiece,
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
