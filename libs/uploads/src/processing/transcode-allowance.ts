import { type BoxLimits, hudClipSeconds, type RenditionPlan, type SourceVideo } from '@app/media';

/** Megapixels per second that one processor decodes, draws and encodes at the very least. */
const SLOWEST_MEGAPIXELS = 2;
/** Time to start programs, make thumbnails and finish the files. */
const BASE_SECONDS = 180;
/**
 * Memory of Node and the canvas, most of it reserved and never touched; the operating system counts it nevertheless.
 */
const BASE_MB = 1_600;

/** Processor seconds per megapixel that the overlay alone needs at most: its formats keep transparency. */
const CLIP_SECONDS = 10;

/**
 * The limits of a transcode on a slow machine; a file that needs more was made to be expensive.
 * @param hudClips number of files with the overlay alone
 */
export function transcodeAllowance(video: SourceVideo, { renditions }: RenditionPlan, hudClips = 0): BoxLimits {
  const pictures = [video, ...renditions];
  const perSecond = pictures.reduce((sum, { width, height, frameRate }) => {
    return sum + ((width * height) / 1e6) * (frameRate.num / frameRate.den);
  }, 0);
  const largest = Math.max(...pictures.map(({ width, height }) => width * height)) / 1e6;
  const clipSeconds = (hudClips * CLIP_SECONDS * hudClipSeconds(video) * video.width * video.height) / 1e6;
  return {
    processorSeconds: Math.ceil(BASE_SECONDS + (perSecond * video.seconds) / SLOWEST_MEGAPIXELS + clipSeconds),
    memoryMb: Math.ceil(BASE_MB + 200 * largest * Math.max(1, renditions.length)),
  };
}
