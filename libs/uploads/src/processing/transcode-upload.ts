import { readEnv } from '@app/core';
import {
  FfmpegLocatorService,
  FfmpegRunner,
  MediaEnv,
  type PlannedRendition,
  packError,
  produceRenditions,
  readTrack,
  withFileSource,
} from '@app/media';
import type { UploadPlatform } from '../uploads/upload.entity';
import { uploadFailed } from '../uploads.errors';
import type { TranscodeResult, TranscodeTask } from './upload-tasks';

/**
 * Makes the planned renditions. ffmpeg shares the process group of its caller, so that one signal ends both.
 * @param report receives the finished share, from 0 to 1
 */
export async function transcodeUpload(
  { path, video, plan, folder, encoder, hud }: TranscodeTask,
  report: (share: number) => void,
): Promise<TranscodeResult> {
  const ffmpeg = new FfmpegRunner(new FfmpegLocatorService(readEnv(MediaEnv)), true);
  const overlay = hud && {
    settings: hud.settings,
    telemetry: { track: await withFileSource(hud.trackPath, (source) => readTrack(source)), map: hud.map },
  };
  const { produced, failed } = await produceRenditions(
    { source: { path, video }, plan, folder, encoder, onProgress: report, ...(overlay && { hud: overlay }) },
    ffmpeg,
  );
  return {
    made: produced.map(({ rendition, ...files }) => ({
      platforms: platformsOf(rendition),
      width: rendition.width,
      height: rendition.height,
      fps: Math.round((rendition.frameRate.num / rendition.frameRate.den) * 1_000) / 1_000,
      ...files,
    })),
    failed: failed.map(({ rendition, error }) => ({
      platforms: platformsOf(rendition),
      error: packError(error, uploadFailed),
    })),
  };
}

/** Targets of an upload are named for their platforms. */
const platformsOf = ({ targets }: PlannedRendition): UploadPlatform[] => targets as UploadPlatform[];
