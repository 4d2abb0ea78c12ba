import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FfmpegRunner } from '../ffmpeg/ffmpeg-runner';
import { composeHud, type Hud } from '../hud/compose-hud';
import { hudFilters, writeHudFiles } from '../hud/hud-graph';
import { hudClipExcess, hudClipFrames, hudClipSeconds } from './hud-clip-limits';
import type { SourceVideo } from './source-video';

/** With transparency: ProRes 4444 in MOV for editing programs, VP9 in WebM for the web. */
export const HUD_CLIP_FORMATS = ['prores', 'vp9'] as const;
export type HudClipFormat = (typeof HUD_CLIP_FORMATS)[number];

export interface HudClipOrder {
  /** The video that the overlay belongs to. */
  video: SourceVideo;
  hud: Hud;
  format: HudClipFormat;
  /** An existing folder of the caller, who removes it. */
  folder: string;
  signal?: AbortSignal;
  onProgress?: (share: number) => void;
}

export interface HudClip {
  path: string;
  /** As many as the video has. */
  frames: number;
  bytes: number;
}

/** A reference frame that is never shown would lose the transparency. */
const VP9_ALPHA = ['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuva420p', '-auto-alt-ref', '0'];
/**
 * The overlay has 8 bits of transparency. A fixed quality takes a third of the time of a fixed rate, and half the
 * space.
 */
const PRORES_4444 = [
  '-c:v',
  'prores_ks',
  '-profile:v',
  '4444',
  '-pix_fmt',
  'yuva444p10le',
  '-alpha_bits',
  '8',
  '-q:v',
  '4',
];
const ENCODERS: Readonly<Record<HudClipFormat, { file: string; args: readonly string[] }>> = {
  prores: {
    file: 'hud.mov',
    args: [...PRORES_4444, '-vendor', 'apl0', '-f', 'mov'],
  },
  vp9: {
    file: 'hud.webm',
    args: [
      ...VP9_ALPHA,
      '-crf',
      '24',
      '-b:v',
      '0',
      '-deadline',
      'realtime',
      '-cpu-used',
      '6',
      '-row-mt',
      '1',
      '-f',
      'webm',
    ],
  },
};
const BT709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
/** Processor seconds per second of Full HD at a usual rate, on a slow machine. */
const SLOWEST = 20;

/**
 * Encodes the overlay alone, with the size, frame rate and length of the video, to be combined with it in an editor.
 * @throws hudClipTooLong, ffmpegUnavailable, ffmpegFailed, mediaTooExpensive, and the reason of the signal
 */
export async function produceHudClip(order: HudClipOrder, ffmpeg: FfmpegRunner): Promise<HudClip> {
  const { video, hud, format, folder, signal, onProgress } = order;
  const excess = hudClipExcess(video);
  if (excess) throw excess;
  const size = { width: even(video.width), height: even(video.height) };
  const composed = await composeHud(hud, size, { videoSeconds: video.seconds });
  const files = await writeHudFiles(composed, folder, 'hud');
  const { num, den } = video.frameRate;
  const frames = hudClipFrames(video);
  const canvas = `color=c=black@0:s=${size.width}x${size.height}:r=${num}/${den},format=rgba[canvas]`;
  const layers = hudFilters(composed, files, { from: 'canvas', to: 'drawn', firstInput: 0, keepsAlpha: true });
  const converted = '[drawn]scale=out_color_matrix=bt709:out_range=tv[out]';
  const { file, args } = ENCODERS[format];
  const run = await ffmpeg.run(
    [
      ...files.inputs,
      '-filter_complex',
      [canvas, ...layers, converted].join(';'),
      '-map',
      '[out]',
      '-frames:v',
      String(frames),
      ...args,
      ...BT709,
      '-y',
      file,
    ],
    {
      directory: folder,
      limits: {
        processorSeconds: Math.ceil(60 + (SLOWEST * hudClipSeconds(video) * size.width * size.height) / 2e6),
        memoryMb: Math.ceil(800 + (300 * size.width * size.height) / 2e6),
      },
      ...(signal && { signal }),
      ...(onProgress && { onProgress: (_: number, done: number) => onProgress(Math.min(1, done / frames)) }),
    },
  );
  run.output.resume();
  await run.finished;
  const path = join(folder, file);
  return { path, frames, bytes: (await stat(path)).size };
}

const even = (length: number) => Math.max(2, Math.round(length / 2) * 2);
