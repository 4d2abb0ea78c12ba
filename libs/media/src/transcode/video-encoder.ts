import type { FfmpegRunner } from '../ffmpeg/ffmpeg-runner';
import { type FrameRate, framesPerSecond } from './frame-rate';

/** `auto` uses a hardware encoder if this machine has a working one; `x264` never does. */
export type EncoderChoice = 'auto' | 'x264';

/** An H.264 encoder of ffmpeg. */
export interface VideoEncoder {
  name: string;
  /** Arguments for good picture quality with at most `maxRate` bits per second. */
  args: (maxRate: number) => string[];
}

const X264: VideoEncoder = {
  name: 'libx264',
  args: () => ['-preset', 'veryfast', '-crf', '21'],
};

/** Encoders that take pictures from memory, so that encoding a frame reveals a wrong driver. */
const HARDWARE: readonly VideoEncoder[] = [
  { name: 'h264_nvenc', args: () => ['-preset', 'p4', '-rc', 'vbr', '-cq', '23', '-b:v', '0'] },
  { name: 'h264_qsv', args: () => ['-preset', 'faster', '-global_quality', '23'] },
  { name: 'h264_videotoolbox', args: (maxRate) => ['-b:v', String(Math.round(maxRate * 0.7))] },
  { name: 'h264_amf', args: (maxRate) => ['-quality', 'balanced', '-b:v', String(Math.round(maxRate * 0.7))] },
];

const PROBE_TIMEOUT_MS = 10_000;
const working = new WeakMap<FfmpegRunner, Promise<VideoEncoder>>();

/**
 * The encoder for a job. Each process tries the hardware once by encoding a frame; without hardware, and in any doubt,
 * it is x264.
 */
export function encoderFor(choice: EncoderChoice, ffmpeg: FfmpegRunner): Promise<VideoEncoder> {
  if (choice === 'x264') return Promise.resolve(X264);
  const known = working.get(ffmpeg) ?? firstWorking(ffmpeg);
  working.set(ffmpeg, known);
  return known;
}

export const isHardware = ({ name }: VideoEncoder): boolean => name !== X264.name;

async function firstWorking(ffmpeg: FfmpegRunner): Promise<VideoEncoder> {
  for (const encoder of HARDWARE) if (await encodesAFrame(encoder, ffmpeg)) return encoder;
  return X264;
}

async function encodesAFrame(encoder: VideoEncoder, ffmpeg: FfmpegRunner): Promise<boolean> {
  const picture = ['-f', 'lavfi', '-i', 'color=c=gray:s=640x360:r=30:d=0.04,format=yuv420p'];
  const args = [...picture, '-frames:v', '1', ...pictureArgs(encoder, { num: 30, den: 1 }, 4e6), '-f', 'null', '-'];
  try {
    await (await ffmpeg.run(args, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })).finished;
    return true;
  } catch {
    return false;
  }
}

/** Output arguments for H.264 High, 4:2:0, BT.709, with a key frame every two seconds. */
export function pictureArgs(encoder: VideoEncoder, frameRate: FrameRate, maxRate: number): string[] {
  const bt709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'];
  const form = [
    '-profile:v',
    'high',
    '-pix_fmt',
    'yuv420p',
    '-g',
    String(Math.max(1, Math.round(2 * framesPerSecond(frameRate)))),
  ];
  const rate = ['-maxrate', String(maxRate), '-bufsize', String(2 * maxRate)];
  return ['-c:v', encoder.name, ...encoder.args(maxRate), ...rate, ...form, ...bt709];
}
