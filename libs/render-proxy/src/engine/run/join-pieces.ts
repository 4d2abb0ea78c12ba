import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Output } from '../../edit/edit';
import { type FileFormat, gifArgs, joinArgs, pieceList } from '../graph/encode-args';
import type { Scene } from '../scene/scene';
import type { FrameTools } from './direct-composition';
import type { EncodedPiece } from './encode-pieces';
import { lengthOf } from './plan-windows';
import { refuseMissingFrames } from './refuse-missing-frames';

/** What is joined: consecutive pieces, and for a result the sound, all of them files of the work folder. */
export interface JoinedParts {
  pieces: readonly EncodedPiece[];
  sound?: string | undefined;
}

/**
 * Joins pieces without encoding them again.
 * @param format `segment` for a longer piece, otherwise the result's
 * @param name the new file in the work folder
 * @throws render_failed when the result does not have the frames of all pieces
 */
export async function joinPieces(
  { pieces, sound }: JoinedParts,
  format: FileFormat,
  name: string,
  { fps }: Pick<Scene, 'fps'>,
  { ffmpeg, signal, directory }: Omit<FrameTools, 'fonts' | 'encoder'>,
): Promise<void> {
  const list = `${name}.txt`;
  await writeFile(join(directory, list), pieceList(pieces, { fps }));
  let frames = 0;
  const onProgress = (_: number, count: number) => (frames = count);
  const run = await ffmpeg.run(joinArgs(format, { list, sound, file: name }), { directory, signal, onProgress });
  await run.finished;
  refuseMissingFrames(frames, lengthOf(pieces));
}

/**
 * Turns an exact copy of the pictures into a GIF, both of them files of the work folder.
 * @param onProgress called whenever ffmpeg has read more of the copy: before its palette is finished it reports nothing
 */
export async function convertToGif(
  copy: string,
  name: string,
  output: Output,
  { ffmpeg, signal, directory }: Omit<FrameTools, 'fonts' | 'encoder'>,
  onProgress: () => void,
): Promise<void> {
  for (const pass of gifArgs('palette.png', name, output)) {
    const run = await ffmpeg.run(pass, { directory, signal });
    createReadStream(join(directory, copy)).on('data', onProgress).pipe(run.input);
    await run.finished;
  }
}
