import type { Writable } from 'node:stream';
import { writeAll } from '@app/media';
import { SAMPLE_RATE } from '../graph/sound-args';
import type { Scene } from '../scene/scene';
import type { FrameTools } from './direct-composition';
import { FRAME_BYTES, mixSound } from './mix-sound';

const secondsAt = (frame: number, { fps }: Scene) => (frame * fps.den) / fps.num;

/** Mixes the voices of the range and encodes them with the given ffmpeg arguments. */
export async function encodeSound(
  args: readonly string[],
  scene: Scene,
  tools: FrameTools,
  onProgress: (done: number) => void,
): Promise<void> {
  const { ffmpeg, signal, directory } = tools;
  const encoder = await ffmpeg.run(args, { directory, signal });
  try {
    await Promise.all([sendSound(encoder.input, scene, tools, onProgress), encoder.finished]);
  } finally {
    encoder.stop();
  }
}

/** Sends the mix of the voices of the range to an encoder, which rejects its `finished` when it ends early. */
export async function sendSound(
  input: Writable,
  scene: Scene,
  { ffmpeg, signal }: FrameTools,
  onProgress: (done: number) => void,
): Promise<void> {
  const [start, end] = [secondsAt(scene.range.from, scene), secondsAt(scene.range.to, scene)];
  let sent = 0;
  for await (const block of mixSound(scene.voices, start, end, ffmpeg, signal)) {
    if (!(await writeAll(input, block))) return;
    sent += block.length / FRAME_BYTES / SAMPLE_RATE;
    onProgress(Math.min(1, sent / (end - start)));
  }
  input.end();
}
