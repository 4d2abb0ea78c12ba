import { join } from 'node:path';
import {
  extractCover,
  FfmpegLocatorService,
  FfmpegRunner,
  fitCover,
  type Hud,
  MediaProbe,
  type PlannedRendition,
  type ProductionResult,
  packError,
  produceHudClip,
  produceRenditions,
  readTrack,
  unreadableMedia,
  withFileSource,
} from '@app/media';
import type { UploadPlatform } from '../uploads/upload.entity';
import { coverUnusable, uploadFailed } from '../uploads.errors';
import type { CoverOrder, MadeCover, MadeHudClip, OverlayOrder, TranscodeResult, TranscodeTask } from './upload-tasks';

/** ffmpeg, and where to report the finished share, from 0 to 1. */
interface Work {
  ffmpeg: FfmpegRunner;
  probe: MediaProbe;
  report: (share: number) => void;
}

/** The overlay, read once for all files that show it. */
interface Overlay {
  order: OverlayOrder;
  telemetry: Hud['telemetry'];
}

/**
 * Makes the planned renditions, their covers and the overlay alone. ffmpeg shares the process group of its caller, so
 * that one signal ends both.
 * @param report receives the finished share, from 0 to 1
 */
export async function transcodeUpload(task: TranscodeTask, report: (share: number) => void): Promise<TranscodeResult> {
  const locator = new FfmpegLocatorService({}, task.ffmpeg);
  const work: Work = { ffmpeg: new FfmpegRunner(locator, true), probe: new MediaProbe(locator), report };
  const overlay = task.overlay && (await readOverlay(task.overlay));
  const clips = overlay?.order.clips?.formats.length ?? 0;
  // A clip takes about as long as a rendition.
  const renditionShare = task.plan.renditions.length / Math.max(1, task.plan.renditions.length + clips);
  const result = await renderAll(task, overlay, { ...work, report: (share) => report(share * renditionShare) });
  const hudClips = await makeHudClips(task, overlay, {
    ...work,
    report: (share) => report(renditionShare + share * (1 - renditionShare)),
  });
  const { covers, failed } = await makeCovers(task, result, work);
  return {
    made: result.produced.map(({ rendition, ...files }) => ({
      platforms: platformsOf(rendition),
      width: rendition.width,
      height: rendition.height,
      fps: Math.round((rendition.frameRate.num / rendition.frameRate.den) * 1_000) / 1_000,
      ...files,
    })),
    hudClips,
    covers,
    failed: [
      ...result.failed.map(({ rendition, error }) => ({
        platforms: platformsOf(rendition),
        error: packError(error, uploadFailed),
      })),
      ...failed,
    ],
    ...(result.encoderError && { encoderError: packError(result.encoderError, uploadFailed) }),
  };
}

async function readOverlay(order: OverlayOrder): Promise<Overlay> {
  const { trackPath, settings, clips, ...shown } = order;
  const track = await withFileSource(trackPath, (source) => readTrack(source));
  return { order, telemetry: { track, ...shown } };
}

function renderAll(
  { path, video, plan, folder, encoder }: TranscodeTask,
  overlay: Overlay | undefined,
  { ffmpeg, report }: Work,
): Promise<ProductionResult> {
  const settings = overlay?.order.settings;
  const hud = overlay && settings && { settings, telemetry: overlay.telemetry };
  const source = { path, video };
  return produceRenditions({ source, plan, folder, encoder, onProgress: report, ...(hud && { hud }) }, ffmpeg);
}

/** @throws the error of the first clip that cannot be made */
async function makeHudClips(
  { video, folder }: TranscodeTask,
  overlay: Overlay | undefined,
  { ffmpeg, report }: Work,
): Promise<MadeHudClip[]> {
  const clips = overlay?.order.clips;
  if (!overlay || !clips) return [];
  const hud: Hud = { settings: clips.settings, telemetry: overlay.telemetry };
  const made: MadeHudClip[] = [];
  for (const [index, format] of clips.formats.entries()) {
    const onProgress = (share: number) => report((index + share) / clips.formats.length);
    const { path, bytes } = await produceHudClip({ video, hud, format, folder, onProgress }, ffmpeg);
    made.push({ path, bytes, format });
  }
  return made;
}

/** For the platforms whose rendition exists. */
async function makeCovers(
  { video, folder, covers }: TranscodeTask,
  { produced }: ProductionResult,
  work: Work,
): Promise<{ covers: MadeCover[]; failed: TranscodeResult['failed'] }> {
  const made: MadeCover[] = [];
  const failed: TranscodeResult['failed'] = [];
  for (const order of covers) {
    const found = produced.find(({ rendition }) => rendition.targets.includes(order.platform));
    if (!found) continue;
    const path = join(folder, `cover-${order.platform}.jpg`);
    try {
      await makeCover(order, { path: found.path, size: found.rendition, seconds: video.seconds, file: path }, work);
      made.push({ platform: order.platform, path });
    } catch (cause) {
      // Only a picture that cannot be read is its owner's fault; a full disk, for example, is not.
      if (!unreadableMedia.is(cause)) throw cause;
      const error = coverUnusable(cause.message, { cause });
      failed.push({ platforms: [order.platform], error: packError(error, uploadFailed) });
    }
  }
  return { covers: made, failed };
}

async function makeCover(
  { path: image, seconds = 0 }: CoverOrder,
  rendition: { path: string; size: PlannedRendition; seconds: number; file: string },
  { ffmpeg, probe }: Work,
): Promise<void> {
  const { path, size, file } = rendition;
  if (image === undefined) await extractCover({ path, seconds, file }, rendition.seconds, ffmpeg);
  else await fitCover({ path: image, size, file }, probe);
}

/** Targets of an upload are named for their platforms. */
const platformsOf = ({ targets }: PlannedRendition): UploadPlatform[] => targets as UploadPlatform[];
