import type { Output } from '../../../edit/edit';
import { deliveredSizeOf, type FrameRate } from '../../../edit/output-format';
import type { Size } from '../../../scene/scene';

/** Encoder settings of an output, as arguments. The sound comes as 48 kHz stereo floats. */
export interface EncodeInput {
  output: Output;
  size: Size;
  fps: FrameRate;
  hasSound: boolean;
  /** Name of the result inside the working directory. */
  file: string;
}

type Quality = NonNullable<Output['quality']>;

const X264: Readonly<Record<Quality, { preset: string; crf: number }>> = {
  verylow: { preset: 'veryfast', crf: 35 },
  low: { preset: 'veryfast', crf: 29 },
  medium: { preset: 'veryfast', crf: 23 },
  high: { preset: 'fast', crf: 20 },
  veryhigh: { preset: 'fast', crf: 17 },
};
const VP9: Readonly<Record<Quality, number>> = { verylow: 48, low: 42, medium: 36, high: 30, veryhigh: 24 };
const MP3: Readonly<Record<Quality, string>> = { verylow: '64k', low: '96k', medium: '160k', high: '192k', veryhigh: '320k' };

const BT709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'];
/** Sums of voices may pass full scale; what does is held back instead of clipped. The limiter looks 5 ms (240 samples) ahead, which is taken back. */
const LIMITER = 'apad=pad_len=240,alimiter=limit=0.97:level=0:attack=5:release=50,atrim=start_sample=240,asetpts=N/SR/TB';

/** Arguments of the one encoder of a video: raw 4:2:0 frames on `pipe:0`, sound on `pipe:3`. */
export function videoEncodeArgs({ output, size, fps, hasSound, file }: EncodeInput): string[] {
  const frames = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${size.width}x${size.height}`, '-r', `${fps.num}/${fps.den}`, ...BT709, '-i', 'pipe:0'];
  const sound = hasSound ? [...soundInput('pipe:3'), '-map', '0:v', '-map', '1:a', '-af', LIMITER] : [];
  const delivered = deliveredSizeOf(output);
  const scaled = delivered.width !== size.width || delivered.height !== size.height;
  const scale = scaled ? ['-vf', `scale=${delivered.width}:${delivered.height}:flags=bicubic`] : [];
  return [...frames, ...sound, ...scale, ...codecArgs(output, hasSound), file];
}

function codecArgs({ format, quality = 'medium' }: Output, hasSound: boolean): string[] {
  if (format === 'gif') {
    // An exact copy first: the palette needs to have seen every frame, which would not fit into memory.
    return ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0', '-f', 'matroska', '-y'];
  }
  if (format === 'webm') {
    const speed = ['-deadline', 'realtime', '-cpu-used', '5', '-row-mt', '1'];
    const sound = hasSound ? ['-c:a', 'libopus', '-b:a', '128k'] : [];
    return ['-c:v', 'libvpx-vp9', '-crf', String(VP9[quality]), '-b:v', '0', ...speed, ...BT709, ...sound, '-f', 'webm', '-y'];
  }
  const { preset, crf } = X264[quality];
  const sound = hasSound ? ['-c:a', 'aac', '-b:a', '192k'] : [];
  const video = ['-c:v', 'libx264', '-preset', preset, '-crf', String(crf), '-pix_fmt', 'yuv420p', '-flags', '+cgop'];
  return [...video, ...BT709, ...sound, '-movflags', '+faststart', '-f', 'mp4', '-y'];
}

/** Arguments that encode sound alone, from `pipe:0`. */
export function soundEncodeArgs({ format, quality = 'medium' }: Output, file: string): string[] {
  const codec = format === 'wav' ? ['-c:a', 'pcm_s16le', '-f', 'wav'] : ['-c:a', 'libmp3lame', '-b:a', MP3[quality], '-f', 'mp3'];
  return [...soundInput('pipe:0'), '-af', LIMITER, ...codec, '-y', file];
}

const soundInput = (pipe: string) => ['-f', 'f32le', '-ar', '48000', '-ac', '2', '-i', pipe];

/** The two passes that turn the exact copy on `pipe:0` into a GIF: a palette of the whole film, then the film in its colours. */
export function gifArgs(palette: string, file: string, repeat: boolean): [string[], string[]] {
  const film = ['-f', 'matroska', '-i', 'pipe:0'];
  const colors = ['-protocol_whitelist', 'file', '-f', 'png_pipe', '-i', palette];
  const dither = '[0:v][1:v]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle';
  return [
    [...film, '-vf', 'palettegen=stats_mode=full', '-update', '1', '-frames:v', '1', '-y', palette],
    [...film, ...colors, '-lavfi', dither, '-loop', repeat ? '0' : '-1', '-f', 'gif', '-y', file],
  ];
}
