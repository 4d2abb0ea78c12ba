import type { Output, Resolution } from './edit';

/** Frames per second as an exact fraction, so that 29.97 never drifts. */
export interface FrameRate {
  num: number;
  den: number;
}

/** Height of each preset; the width follows from the aspect ratio. */
const PRESETS: Readonly<Record<Resolution, { width: number; height: number; fps: number }>> = {
  preview: { width: 512, height: 288, fps: 15 },
  mobile: { width: 640, height: 360, fps: 25 },
  sd: { width: 1024, height: 576, fps: 25 },
  hd: { width: 1280, height: 720, fps: 25 },
  '1080': { width: 1920, height: 1080, fps: 25 },
  '4k': { width: 3840, height: 2160, fps: 25 },
};

const NTSC: Readonly<Record<string, FrameRate>> = {
  '23.976': { num: 24_000, den: 1001 },
  '29.97': { num: 30_000, den: 1001 },
  '59.94': { num: 60_000, den: 1001 },
};

/** Frames per second; browsers show pictures that last less than two hundredths of a second for ten. */
export const MOST_GIF_RATE = 50;

export const CONTENT_TYPES: Readonly<Record<Output['format'], string>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  png: 'image/png',
  bmp: 'image/bmp',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
};

export const isAudioOnly = ({ format }: Output) => format === 'mp3' || format === 'wav';
export const isStill = ({ format }: Output) => format === 'jpg' || format === 'png' || format === 'bmp';

export function frameRateOf(output: Output): FrameRate {
  const fps = output.fps ?? PRESETS[output.resolution ?? 'hd'].fps;
  return NTSC[String(fps)] ?? { num: fps, den: 1 };
}

/**
 * Pixels of the composition. `size` takes precedence over `resolution`; video sizes are even because 4:2:0 chroma needs
 * it.
 */
export function frameSizeOf(output: Output): { width: number; height: number } {
  const size = output.size
    ? { width: output.size.width, height: output.size.height }
    : presetSize(output.resolution ?? 'hd', output.aspectRatio);
  return isStill(output) ? size : { width: even(size.width), height: even(size.height) };
}

/**
 * Pixels of the delivered file: the composition, or the preset of `scaleTo` in its aspect ratio. A `size` has the
 * ratio of no preset: its smaller side becomes that of the preset.
 */
export function deliveredSizeOf(output: Output): { width: number; height: number } {
  const { width, height } = frameSizeOf(output);
  if (!output.scaleTo) return { width, height };
  if (!output.size) return presetSize(output.scaleTo, output.aspectRatio);
  const preset = PRESETS[output.scaleTo];
  const scale = Math.min(preset.width, preset.height) / Math.min(width, height);
  return { width: even(width * scale), height: even(height * scale) };
}

function presetSize(
  resolution: Resolution,
  aspectRatio: Output['aspectRatio'] = '16:9',
): { width: number; height: number } {
  const { width, height } = PRESETS[resolution];
  switch (aspectRatio) {
    case '16:9':
      return { width, height };
    case '9:16':
      return { width: height, height: width };
    case '1:1':
      return { width: height, height };
    case '4:5':
      return { width: even((height * 4) / 5), height };
    case '4:3':
      return { width: even((height * 4) / 3), height };
  }
}

const even = (pixels: number) => Math.max(2, Math.floor(pixels / 2 + 1e-6) * 2);
