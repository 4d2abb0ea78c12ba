import type { Output } from '../../edit/edit';
import type { Scene } from '../scene/scene';
import type { FrameTools } from './direct-composition';
import { encodeFile } from './encode-file';
import { convertToGif } from './join-pieces';
import { planWindows } from './plan-windows';

/**
 * Encodes the scene as `name` in the work folder. It is not cut into segments, which only help when several processes
 * share the work: each cut would start a further encoder, and one that joins.
 */
export async function encodeVideo(
  output: Output,
  scene: Scene,
  tools: FrameTools,
  name: string,
  onProgress: (done: number) => void,
): Promise<void> {
  const { format } = output;
  const isGif = format === 'gif';
  const file = { name: isGif ? 'copy.mkv' : name, format, hasSound: !isGif && scene.voices.length > 0 };
  await encodeFile(planWindows(scene), file, output, scene, tools, onProgress);
  if (isGif) await convertToGif(file.name, name, output, tools, () => onProgress(1));
}
