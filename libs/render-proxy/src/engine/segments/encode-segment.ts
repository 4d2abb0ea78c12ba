import type { Output } from '../../edit/edit';
import { soundTrackArgs } from '../graph/encode-args';
import type { FrameTools } from '../run/direct-composition';
import { encodeFile } from '../run/encode-file';
import { encodeSound } from '../run/encode-sound';
import { planWindows } from '../run/plan-windows';
import type { Scene } from '../scene/scene';
import { piecesOf } from './cut-segments';
import type { Segment } from './segment-plan';

/** @returns the name of the encoded segment in the work folder */
export async function encodeSegment(
  { kind, position, fromFrame, toFrame }: Segment,
  output: Output,
  scene: Scene,
  tools: FrameTools,
  onProgress: (done: number) => void,
): Promise<string> {
  const name = `${kind}-${position}`;
  if (kind === 'sound') {
    await encodeSound(soundTrackArgs(output, name), scene, tools, onProgress);
    return name;
  }
  const windows = piecesOf(planWindows(scene), { from: fromFrame, to: toFrame });
  await encodeFile(windows, { name, format: 'segment', hasSound: false }, output, scene, tools, onProgress);
  return name;
}
