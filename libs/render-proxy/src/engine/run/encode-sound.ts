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
  { ffmpeg, signal, directory }: FrameTools,
  onProgress: (done: number) => void,
): Promise<void> {
  const encoder = await ffmpeg.run(args, { directory, signal });
  const [start, end] = [secondsAt(scene.range.from, scene), secondsAt(scene.range.to, scene)];
  let sent = 0;
  const send = async () => {
    for await (const block of mixSound(scene.voices, start, end, ffmpeg, signal)) {
      if (!(await writeAll(encoder.input, block))) return;
      sent += block.length / FRAME_BYTES / SAMPLE_RATE;
      onProgress(Math.min(1, sent / (end - start)));
    }
    encoder.input.end();
  };
  try {
    await Promise.all([send(), encoder.finished]);
  } finally {
    encoder.stop();
  }
}
