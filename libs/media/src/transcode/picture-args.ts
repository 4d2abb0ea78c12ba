import { type EncoderName, hardwareArgs, isHardware } from '../ffmpeg/video-encoder';
import { type FrameRate, framesPerSecond } from './frame-rate';

const CRF = 21;
const BT709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'];

/**
 * Output arguments for H.264 High, 4:2:0, BT.709, in good quality, with a key frame every two seconds and at most
 * `maxRate` bits per second.
 */
export function pictureArgs(encoder: EncoderName, frameRate: FrameRate, maxRate: number): string[] {
  const chosen = isHardware(encoder)
    ? hardwareArgs(encoder, { crf: CRF, bitRate: maxRate * 0.7 })
    : ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(CRF), '-profile:v', 'high', '-pix_fmt', 'yuv420p'];
  const rate = ['-maxrate', String(maxRate), '-bufsize', String(2 * maxRate)];
  const keyFrames = ['-g', String(Math.max(1, Math.round(2 * framesPerSecond(frameRate))))];
  return [...chosen, ...rate, ...keyFrames, ...BT709];
}
