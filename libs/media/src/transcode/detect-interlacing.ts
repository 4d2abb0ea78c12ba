import type { FfmpegRunner } from '../ffmpeg/ffmpeg-runner';
import { inputArgs, type MediaInput } from '../ffmpeg/input-args';
import { isInterruption } from '../process/program-end';

/** Number of pictures examined. */
const SAMPLE = 150;
/** Progressive pictures per combed one from which the whole video counts as progressive. */
const MAJORITY = 3;

/**
 * Whether the fields of a video that claims to be interlaced show different moments. Many files claim it wrongly, and
 * deinterlacing those would only cost sharpness.
 * @throws ffmpegFailed when ffmpeg was ended from outside
 */
export async function isReallyInterlaced(
  file: MediaInput,
  ffmpeg: FfmpegRunner,
  signal: AbortSignal,
): Promise<boolean> {
  const verdicts = 'idet,metadata=mode=print:key=lavfi.idet.multiple.current_frame:file=-';
  const args = [...inputArgs(file), '-map', '0:v:0', '-vf', verdicts, '-frames:v', String(SAMPLE), '-f', 'null', '-'];
  const run = await ffmpeg.run(args, { signal });
  let text = '';
  run.output.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await run.finished.catch((error: unknown) => {
    signal.throwIfAborted();
    if (isInterruption(error)) throw error;
  });
  const count = (verdict: string) => text.split(`current_frame=${verdict}`).length - 1;
  return count('progressive') <= MAJORITY * (count('tff') + count('bff'));
}
