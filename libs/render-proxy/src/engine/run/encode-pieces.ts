import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { deviceArgs, type FfmpegRun, uploadFilters, writeAll } from '@app/media';
import pLimit from 'p-limit';
import type { Output } from '../../edit/edit';
import { deliveredScale, pieceArgs, rawPictureArgs } from '../graph/encode-args';
import { YuvConverter } from '../paint/to-yuv';
import type { Scene, Span } from '../scene/scene';
import { composeDirectly, type FrameTools } from './direct-composition';
import { PaintedFrames } from './painted-frames';
import type { DirectWindow, Window } from './plan-windows';

/** Encoded pictures of a span: a NUT file in the work folder that begins with a key frame. */
export interface EncodedPiece extends Span {
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
 * Encodes each piece of the scene separately, frame for frame, as files of the work folder.
 * @param onProgress receives the share of finished frames
 */
export async function encodePieces(
  pieces: readonly Window[],
  output: Output,
  scene: Scene,
  tools: FrameTools,
  onProgress: (done: number) => void,
): Promise<EncodedPiece[]> {
  const files = pieces.map(({ from, to }, index): EncodedPiece => ({ file: `piece-${index}.nut`, from, to }));
  const total = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  const done = pieces.map(() => 0);
  const failed = new AbortController();
  const signal = AbortSignal.any([tools.signal, failed.signal]);
  const limit = pLimit({ concurrency: PARALLEL, rejectOnClear: true });
  const encoded = pieces.map((piece, index) =>
    limit(() => {
      const onFrames = (frames: number) => {
        done[index] = frames;
        onProgress(done.reduce((sum, each) => sum + each, 0) / total);
      };
      return encodeWindow(piece, files[index] as EncodedPiece, {
        output,
        scene,
        tools: { ...tools, signal },
        onFrames,
      });
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
  return files;
}

async function encodeWindow(window: Window, piece: EncodedPiece, job: Job): Promise<void> {
  const composed = window.mode === 'direct' ? await encodeDirect(window, piece, job) : 0;
  // The source may have no picture here; the painter fills the rest of the window.
  if (composed < window.to - window.from) await encodePainted(window, piece, job);
  job.onFrames(window.to - window.from);
}

/** @returns the number of frames */
async function encodeDirect(
  window: DirectWindow,
  piece: EncodedPiece,
  { output, scene, tools, onFrames }: Job,
): Promise<number> {
  const composition = await composeDirectly(window, scene, tools, deliveredScale(output, scene));
  const { directory, signal, encoder } = tools;
  const { inputs, filters } = composition.graph;
  const upload = uploadFilters(encoder).join(',');
  const args = [
    ...deviceArgs(encoder),
    ...inputs,
    '-filter_complex',
    upload ? `${filters};\n[out]${upload}[uploaded]` : filters,
    '-map',
    upload ? '[uploaded]' : '[out]',
    '-frames:v',
    String(window.to - window.from),
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
  const converter = new YuvConverter(width, height);
  const send = async (run: FfmpegRun) => {
    for (let frame = from; frame < to; frame++) {
      const { canvas, changed } = await painted.paint(frame);
      const context = canvas.getContext('2d');
      if (changed) converter.convert((row, rows) => context.getImageData(0, row, width, rows).data);
      // An encoder that ended early rejects `finished` with the reason.
      if (!(await writeAll(run.input, converter.yuv))) return;
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
