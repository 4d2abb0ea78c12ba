import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import type { Output } from '../../edit/edit';
import { PIECE_OUTPUT } from '../graph/encode-args';
import type { Scene, Span } from '../scene/scene';
import type { FrameTools } from './direct-composition';
import { encodeTogether, type PictureJob, type Target } from './encode-pictures';
import { lengthOf, type Window } from './plan-windows';

/** Encoded pictures of a span: a NUT file in the work folder that begins with a key frame. */
export interface EncodedPiece extends Span {
  file: string;
}

/** While one encoder starts or drains, the other keeps the processors busy; a third would only take memory. */
const PARALLEL = 2;
/** An encoder of larger pictures keeps the processors busy by itself, and takes 200 MB and more. */
const PARALLEL_PIXELS = 1_280 * 720;

/**
 * Encodes each group of windows, frame for frame, as a file of the work folder, or as several if it cannot be made
 * together.
 * @param onProgress receives the share of finished frames
 * @returns the pieces in the order of their frames
 */
export async function encodePieces(
  groups: readonly (readonly Window[])[],
  output: Output,
  scene: Scene,
  tools: FrameTools,
  onProgress: (done: number) => void,
): Promise<EncodedPiece[]> {
  const total = lengthOf(groups.flat());
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

async function encodeGroup(windows: readonly Window[], job: PictureJob): Promise<EncodedPiece[]> {
  const [from = 0, to = 0] = [windows[0]?.from, windows.at(-1)?.to];
  const piece = { file: `piece-${from}.nut`, from, to };
  if (await encodeTogether(windows, targetOf(piece, job), job)) return [piece];
  const pieces: EncodedPiece[] = [];
  for (const window of windows) {
    const onFrames = (frames: number) => job.onFrames(window.from - from + frames);
    pieces.push(...(await encodeGroup([window], { ...job, onFrames })));
  }
  return pieces;
}

const targetOf = ({ file }: EncodedPiece, { tools }: PictureJob): Target => ({
  inputs: [],
  output: () => PIECE_OUTPUT,
  attend: (run) => ({ saved: pipeline(run.output, createWriteStream(join(tools.directory, file))) }),
});
