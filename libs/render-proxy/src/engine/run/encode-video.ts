import type { Output } from '../../edit/edit';
import type { Scene } from '../scene/scene';
import { cutSegments } from '../segments/cut-segments';
import type { FrameTools } from './direct-composition';
import { encodeFile } from './encode-file';
import { convertToGif } from './join-pieces';

/** Encodes the scene as `name` in the work folder. */
export async function encodeVideo(
  output: Output,
  scene: Scene,
  tools: FrameTools,
  name: string,
  onProgress: (done: number) => void,
): Promise<void> {
  const { format } = output;
  const isGif = format === 'gif';
  const windows = cutSegments(scene, output).flatMap(({ pieces }) => pieces);
  const file = { name: isGif ? 'copy.mkv' : name, format, hasSound: !isGif && scene.voices.length > 0 };
  await encodeFile(windows, file, output, scene, tools, onProgress);
  if (isGif) await convertToGif(file.name, name, output, tools, () => onProgress(1));
}
