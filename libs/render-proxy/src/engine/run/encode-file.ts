import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Output } from '../../edit/edit';
import { type FileFormat, fileArgs, secondInputArgs, soundTrackArgs } from '../graph/encode-args';
import type { Scene } from '../scene/scene';
import type { FrameTools } from './direct-composition';
import { encodeTogether, type Target } from './encode-pictures';
import { encodePieces } from './encode-pieces';
import { encodeSound, sendSound } from './encode-sound';
import { joinPieces } from './join-pieces';
import { groupWindows, lengthOf, type Window } from './plan-windows';

/** A file of the work folder. */
export interface EncodedFile {
  name: string;
  format: FileFormat;
  /** Whether it contains the voices of the scene. */
  hasSound: boolean;
}

/**
 * Encodes windows as one file: in one process if that can make all of them, because each start takes as long as a
 * second of small video; otherwise as pieces and sound in parallel, which are joined without encoding again.
 * @param windows consecutive
 */
export async function encodeFile(
  windows: readonly Window[],
  file: EncodedFile,
  output: Output,
  scene: Scene,
  tools: FrameTools,
  onProgress: (done: number) => void,
): Promise<void> {
  let pictures = 0;
  const onPictures = (done: number) => onProgress((pictures = done));
  // Sound that continues after the pictures are finished counts as progress as well.
  const onSound = () => onProgress(pictures);
  const groups = groupWindows(windows, scene);
  if (groups.length === 1) {
    if (await encodeAtOnce(windows, file, output, scene, tools, { onPictures, onSound })) return;
  }
  const sound = file.hasSound ? 'sound' : undefined;
  const separate = groups.length === 1 ? windows.map((window) => [window]) : groups;
  const [pieces] = await Promise.all([
    encodePieces(separate, output, scene, tools, onPictures),
    sound && encodeSound(soundTrackArgs(output, sound), scene, tools, onSound),
  ]);
  await joinPieces({ pieces, sound }, file.format, file.name, scene, tools);
  // The file holds all of them, and needs as much disk again.
  for (const piece of pieces) await rm(join(tools.directory, piece.file));
}

interface Progress {
  /** Receives the share of finished frames. */
  onPictures: (done: number) => void;
  onSound: () => void;
}

/** @returns false when a source has no picture in one of several windows */
async function encodeAtOnce(
  windows: readonly Window[],
  { name, format, hasSound }: EncodedFile,
  output: Output,
  scene: Scene,
  tools: FrameTools,
  { onPictures, onSound }: Progress,
): Promise<boolean> {
  const planned = lengthOf(windows);
  const target: Target = {
    inputs: hasSound ? secondInputArgs() : [],
    output: (inputs) => fileArgs(format, { sound: hasSound ? inputs : undefined, file: name }),
    attend: ({ secondInput }) => (secondInput ? { fed: sendSound(secondInput, scene, tools, onSound) } : {}),
  };
  return encodeTogether(windows, target, { output, scene, tools, onFrames: (frames) => onPictures(frames / planned) });
}
