import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Output } from '../../edit/edit';
import { soundTrackArgs } from '../graph/encode-args';
import type { Scene } from '../scene/scene';
import { cutSegments } from '../segments/cut-segments';
import type { FrameTools } from './direct-composition';
import { encodePieces } from './encode-pieces';
import { encodeSound } from './encode-sound';
import { convertToGif, joinPieces } from './join-pieces';

/**
 * Encodes the scene as `name` in the work folder: all segments and the sound in parallel, then joined without encoding
 * again.
 */
export async function encodeVideo(
  output: Output,
  scene: Scene,
  tools: FrameTools,
  name: string,
  onProgress: (done: number) => void,
): Promise<void> {
  const isGif = output.format === 'gif';
  const sound = !isGif && scene.voices.length > 0 ? 'sound' : undefined;
  let pictures = 0;
  const onPictures = (done: number) => onProgress((pictures = done));
  const windows = cutSegments(scene, output).flatMap(({ pieces }) => pieces);
  // Sound that continues after the pictures are finished counts as progress as well.
  const [pieces] = await Promise.all([
    encodePieces(windows, output, scene, tools, onPictures),
    sound && encodeSound(soundTrackArgs(output, sound), scene, tools, () => onProgress(pictures)),
  ]);
  const joined = isGif ? 'copy.mkv' : name;
  await joinPieces({ pieces, sound }, output.format, joined, scene, tools);
  if (!isGif) return;
  // The copy holds all of them, and needs as much disk again.
  for (const { file } of pieces) await rm(join(tools.directory, file));
  await convertToGif(joined, name, output, tools, () => onProgress(1));
}
